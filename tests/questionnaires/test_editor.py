"""Editing drafts: nothing is lost, whoever else is editing and whatever is typed."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.clock import now
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.questionnaire import QuestionnaireVersion, VersionStatus
from survey.questionnaires import drafting, packs, publishing
from survey.questionnaires.fields import SECTIONS
from tests.factories import an_agency
from tests.forms import form_to, send
from tests.staff import a_browser_with

EN = "?lang=en"
DRAFT = "/questionnaires/quay-ngan/1"
SAVE = ("action", "save")
HOSTILE = "\"><script>alert('x')</script>{{ 7*7 }}"


@pytest.fixture
def draft(session: Session) -> QuestionnaireVersion:
    return a_draft(session, "quay-ngan")


def a_draft(session: Session, key: str) -> QuestionnaireVersion:
    by = Actor(None, now())
    version = drafting.load(session, definition=packs.shipped()[key], by=by)
    session.commit()
    return version


def plain(session: Session) -> dict[str, Any]:
    session.rollback()
    return json.loads(session.execute(select(QuestionnaireVersion)).scalars().one().definition)


def keys(session: Session) -> list[str]:
    return [question["key"] for question in plain(session)["questions"]]


@pytest.mark.parametrize("key", packs.shipped_keys())
def test_saving_what_was_opened_changes_nothing(
    administrator: FlaskClient, session: Session, key: str
):
    version = a_draft(session, key)
    digest = version.definition_hash

    for section in SECTIONS:
        answer = send(administrator, f"/questionnaires/{key}/1/edit/{section}", press=SAVE)
        assert answer.status_code == 303
    page = administrator.get(f"/questionnaires/{key}/1/edit-yaml")
    administrator.post(page.request.path, data=form_to(page).fields)

    session.rollback()
    assert session.get(QuestionnaireVersion, version.id).definition_hash == digest


def test_a_text_is_changed_in_both_languages(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion
):
    changes = {"questions.0.text.vi": "Câu hỏi mới?", "questions.0.text.en": "A new question?"}

    send(administrator, f"{DRAFT}/edit/questions", press=SAVE, **changes)

    assert plain(session)["questions"][0]["text"] == {"vi": "Câu hỏi mới?", "en": "A new question?"}


def test_what_is_not_sound_is_kept_and_told_at_its_field(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion
):
    changes = {"scales.0.options.1.score": "hai", "scales.0.options.0.label.en": ""}

    send(administrator, f"{DRAFT}/edit/scales", press=SAVE, **changes)

    options = plain(session)["scales"][0]["options"]
    assert options[1]["score"] == "hai"
    assert "en" not in options[0]["label"]
    page = administrator.get(f"{DRAFT}/edit/scales{EN}").text
    assert 'aria-describedby="scales.0.options.1.score-error"' in page
    assert "This must be a number, without quotation marks." in page
    assert 'aria-describedby="scales.0.options.0.label.en-error"' in page
    overview = administrator.get(DRAFT + EN).text
    assert "This draft is not complete yet" in overview
    assert f'href="{DRAFT}/edit/scales#scales.0.options.1"' in overview
    assert 'id="scales.0.options.1" open' in page


def test_entries_are_called_in_the_language_of_the_page(
    administrator: FlaskClient, draft: QuestionnaireVersion
):
    address = f"{DRAFT}/edit/scales"
    english = administrator.get(address + EN).text
    vietnamese = administrator.get(f"{address}?lang=vi").text

    assert "<summary>Option 1: Very dissatisfied</summary>" in english
    assert "Very dissatisfied (very_dissatisfied)" in english
    assert "<summary>Phương án 1: Rất không hài lòng</summary>" in vietnamese

    changes = {"scales.0.options.0.label.en": ""}
    send(administrator, address + EN, press=SAVE, **changes)
    assert "Option 1: Rất không hài lòng" in administrator.get(address + EN).text


def test_the_last_entry_of_a_list_cannot_be_moved_down(
    administrator: FlaskClient, draft: QuestionnaireVersion
):
    questions = administrator.get(f"{DRAFT}/edit/questions{EN}").text
    scales = administrator.get(f"{DRAFT}/edit/scales{EN}").text

    assert 'value="down:questions.5"' in questions
    assert 'value="down:questions.6"' not in questions
    assert 'value="down:scales.0.options.3"' in scales
    assert 'value="down:scales.0.options.4"' not in scales
    assert 'value="down:scales.2"' not in scales


def test_questions_are_moved_added_and_removed(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion
):
    before, address = keys(session), f"{DRAFT}/edit/questions"

    send(administrator, address, press=("action", "down:questions.1"))
    assert keys(session) == [before[0], before[2], before[1], *before[3:]]
    send(administrator, address, press=("action", "up:questions.2"))
    send(administrator, address, press=("action", "remove:questions.3"))
    assert keys(session) == [*before[:3], *before[4:]]
    send(administrator, address, press=("action", "add:questions"))
    assert keys(session)[-1] == "questions-7"


@pytest.mark.parametrize(
    ("section", "action", "place"),
    [
        ("questions", "down:questions.1", "questions.2"),
        ("questions", "up:questions.2", "questions.1"),
        ("questions", "add:questions", "questions.7"),
        ("scales", "add:scales.0.options", "scales.0.options.5"),
    ],
)
def test_the_page_comes_back_at_the_entry_that_was_worked_on(
    administrator: FlaskClient, draft: QuestionnaireVersion, section, action, place
):
    answer = send(administrator, f"{DRAFT}/edit/{section}", press=("action", action))

    assert answer.location == f"{DRAFT}/edit/{section}#{place}"
    assert f'id="{place}"' in administrator.get(answer.location).text


def test_what_is_missing_is_called_as_its_field_is(
    administrator: FlaskClient, draft: QuestionnaireVersion
):
    address, changes = f"{DRAFT}/edit/questions", {"questions.0.text.en": ""}
    send(administrator, address, press=("action", "add:questions"), **changes)

    page = administrator.get(address + EN).text

    assert "“Scale” is missing. Add it." in page
    assert "“Text (English)” is missing. Add it." in page


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ("questions", "questions.3"),
        ("factors", "factors.0"),
        ("scales", "scales.0"),
        ("scales", "scales.0.options.4"),
    ],
)
def test_what_was_removed_is_put_back_where_it_was(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion, section, path
):
    before, address = plain(session), f"{DRAFT}/edit/{section}"

    page = send(administrator, address, press=("action", f"remove:{path}"))
    assert plain(session) != before
    form = form_to(page)
    assert ("action", "restore") in form.buttons
    form.fields.add("action", "restore")
    administrator.post(address, data=form.fields)

    assert plain(session) == before


def test_a_removal_says_what_went_and_saving_again_makes_it_final(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion
):
    address = f"{DRAFT}/edit/questions"
    name = plain(session)["questions"][3]["text"]["vi"]

    page = send(administrator, address, press=("action", "remove:questions.3"))

    assert f"“{name}”" in page.text
    assert ("action", "restore") not in form_to(administrator.get(address)).buttons


@pytest.mark.parametrize(
    "removed",
    ["", "[", "[]", "{}", '{"path": "title.0", "entry": {}}', '{"path": "", "entry": 1}'],
)
def test_what_was_never_removed_is_not_put_back(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion, removed
):
    before = plain(session)
    form = form_to(administrator.get(f"{DRAFT}/edit/questions"))
    form.fields["action"], form.fields["removed"] = "restore", removed

    assert administrator.post(f"{DRAFT}/edit/questions", data=form.fields).status_code == 303
    assert plain(session) == before


def test_options_and_weights_are_edited(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion
):
    send(administrator, f"{DRAFT}/edit/scales", press=("action", "add:scales.1.options"))
    send(administrator, f"{DRAFT}/edit/index", press=SAVE, **{"index.weights.staff": "0,5"})

    assert len(plain(session)["scales"][1]["options"]) == 3
    assert plain(session)["index"]["weights"] == {"staff": 0.5}


def test_skip_logic_is_chosen_in_two_steps(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion
):
    address = f"{DRAFT}/edit/questions"

    send(administrator, address, press=SAVE, **{"questions.1.show_if.question": "overall"})
    chosen = ["neutral"]
    send(administrator, address, press=SAVE, **{"questions.1.show_if.in": chosen})

    assert plain(session)["questions"][1]["show_if"] == {"question": "overall", "in": chosen}
    send(administrator, address, press=SAVE, **{"questions.1.show_if.question": ""})
    assert "question" not in plain(session)["questions"][1].get("show_if", {})


def test_the_second_of_two_editors_is_told_and_loses_nothing(
    app: Flask,
    administrator: FlaskClient,
    session: Session,
    draft: QuestionnaireVersion,
    province: Agency,
):
    address = f"{DRAFT}/edit/questions"
    colleague = a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=province)
    form = form_to(colleague.get(address))
    send(administrator, address, press=SAVE, **{"questions.0.text.en": "The first?"})

    form.fields["questions.0.text.en"] = "The second?"
    answer = colleague.post(address + EN, data=form.fields)

    assert answer.status_code == 409
    assert "This section was changed meanwhile" in answer.text
    assert "The first?" in answer.text
    assert 'value="The second?"' in answer.text
    assert plain(session)["questions"][0]["text"]["en"] == "The first?"
    assert colleague.post(address, data=form_to(answer).fields).status_code == 303
    assert plain(session)["questions"][0]["text"]["en"] == "The second?"


def test_two_editors_of_different_sections_do_not_disturb_each_other(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion
):
    form = form_to(administrator.get(f"{DRAFT}/edit/about"))
    send(administrator, f"{DRAFT}/edit/questions", press=SAVE, **{"questions.0.text.en": "One?"})

    form.fields["title.en"] = "Two"
    assert administrator.post(f"{DRAFT}/edit/about", data=form.fields).status_code == 303

    assert plain(session)["questions"][0]["text"]["en"] == "One?"
    assert plain(session)["title"]["en"] == "Two"


def test_a_yaml_text_that_cannot_be_read_comes_back_as_typed(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion
):
    before = plain(session)

    answer = send(administrator, f"{DRAFT}/edit-yaml", source="title: [\nlines kept")

    assert answer.status_code == 422
    assert "lines kept" in answer.text
    assert plain(session) == before


def test_yaml_with_problems_is_kept_with_its_lines_told(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion
):
    source = packs.dump(packs.shipped()["quay-ngan"]).replace("scale: comment", "scale: nowhere")

    answer = send(administrator, f"{DRAFT}/edit-yaml", source=source)

    assert answer.status_code == 422
    assert "nowhere" in answer.text
    assert plain(session)["questions"][-1]["scale"] == "nowhere"


def test_a_yaml_text_does_not_overwrite_what_somebody_else_saved(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion
):
    form = form_to(administrator.get(f"{DRAFT}/edit-yaml"))
    send(administrator, f"{DRAFT}/edit/about", press=SAVE, **{"title.en": "First"})

    answer = administrator.post(f"{DRAFT}/edit-yaml", data=form.fields)

    assert answer.status_code == 409
    assert plain(session)["title"]["en"] == "First"


@pytest.mark.parametrize("section", SECTIONS)
def test_hostile_texts_are_kept_and_shown_as_text(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion, section: str
):
    address = f"{DRAFT}/edit/{section}"
    form = form_to(administrator.get(address))
    for name in set(form.fields) - {"csrf_token", "opened"}:
        form.fields.setlist(name, [HOSTILE])

    assert administrator.post(address, data=form.fields).status_code == 303

    for page in (address, DRAFT, f"{DRAFT}/translations", f"{DRAFT}/edit-yaml", "/questionnaires"):
        text = administrator.get(page).text
        assert "<script>alert" not in text


@pytest.mark.parametrize(
    "source",
    [
        "questions: words",
        "questions: [1, [2], {key: 3}]\nscales: {a: b}",
        "title: x\nindex: [1]\nbands: [[]]\nlanguages: {vi: en}",
        "legal_basis: [{title: {vi: [1]}}]\nfactors: [{key: [a]}]\nchannels: 5",
        'title: {vi: "a\\0b", en: "\\ud800"}',
    ],
)
def test_a_draft_of_any_shape_can_still_be_opened_and_saved(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion, source: str
):
    send(administrator, f"{DRAFT}/edit-yaml", source=source)
    before = plain(session)

    for section in SECTIONS:
        assert administrator.get(f"{DRAFT}/edit/{section}").status_code == 200
        assert send(administrator, f"{DRAFT}/edit/{section}", press=SAVE).status_code == 303
    for page in ("", "/translations", "/preview", "/yaml", "/edit-yaml"):
        assert administrator.get(DRAFT + page).status_code == 200
    assert {key: found for key, found in plain(session).items() if key in before} == before


@pytest.mark.parametrize(
    "action",
    ["add:title", "remove:questions.99", "up:questions", "add:index", "x", "down:scales.0"],
)
def test_an_action_that_the_page_does_not_offer_does_no_harm(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion, action: str
):
    before = plain(session)
    form = form_to(administrator.get(f"{DRAFT}/edit/questions"))
    form.fields["action"] = action

    assert administrator.post(f"{DRAFT}/edit/questions", data=form.fields).status_code == 303
    assert plain(session) == before


def test_a_mark_falls_off_a_text_that_changes_and_is_told(
    administrator: FlaskClient, session: Session
):
    a_draft(session, "diem-18")
    address = "/questionnaires/diem-18/1/edit/questions"
    assert plain(session)["questions"][0]["verified"] is True

    send(administrator, address, press=SAVE, **{"questions.0.text.vi": "Câu khác?"})

    questions = plain(session)["questions"]
    assert "verified" not in questions[0]
    assert questions[1]["verified"] is True
    assert "Question 1" in administrator.get(address + EN).text
    send(administrator, address, press=SAVE, **{"questions.0.verified": "yes"})
    assert plain(session)["questions"][0]["verified"] is True


def test_a_mark_falls_off_in_the_yaml_text_as_well(administrator: FlaskClient, session: Session):
    a_draft(session, "diem-18")
    changed = plain(session)
    changed["scales"][0]["options"][0]["score"] = 1

    send(administrator, "/questionnaires/diem-18/1/edit-yaml", source=packs.dump_plain(changed))

    assert "verified" not in plain(session)["scales"][0]


@pytest.mark.parametrize("page", ["edit/questions", "edit-yaml"])
def test_a_published_version_cannot_be_edited_through_any_page(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion, page: str
):
    form = form_to(administrator.get(f"{DRAFT}/{page}"))
    publishing.publish(session, version=draft, by=Actor(None, now()))
    session.commit()
    before = plain(session)

    form.fields["questions.0.text.en"] = "Changed"
    answer = administrator.post(f"{DRAFT}/{page}", data=form.fields)

    assert administrator.get(f"{DRAFT}/{page}").status_code == 409
    assert answer.status_code == 409
    assert plain(session) == before
    assert draft.status is VersionStatus.PUBLISHED


def test_other_roles_and_forms_without_token_change_nothing(
    app: Flask, administrator: FlaskClient, session: Session, draft: QuestionnaireVersion
):
    agency = an_agency(session)
    leader = a_browser_with(app, session, role=Role.LEADER, at=agency)

    assert leader.get(f"{DRAFT}/edit/about").status_code == 403
    assert administrator.post(f"{DRAFT}/edit/about", data={"opened": "{}"}).status_code == 400
    assert administrator.get(f"{DRAFT}/edit/nothing").status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept", "shown_as"),
    [
        ("2026-12-31", "2026-12-31", "date"),
        ("1/7/2026", "2026-07-01", "date"),
        ("tháng Bảy", "tháng Bảy", "text"),
        ("31/02/2026", "2026-02-31", "text"),
    ],
)
def test_a_day_is_chosen_or_typed_and_what_is_none_stays(
    administrator: FlaskClient,
    session: Session,
    draft: QuestionnaireVersion,
    typed: str,
    kept: str,
    shown_as: str,
):
    send(administrator, f"{DRAFT}/edit/about", press=SAVE, valid_from=typed)

    assert plain(session)["valid_from"] == kept
    page = administrator.get(f"{DRAFT}/edit/about").text
    assert f'type="{shown_as}" id="valid_from" name="valid_from" value="{kept}"' in page


def test_problems_of_a_draft_are_told_in_the_words_of_the_editor(
    administrator: FlaskClient, session: Session, draft: QuestionnaireVersion
):
    """A file has keys, a form has labels; who reads a draft may know neither key nor code."""
    send(
        administrator,
        f"{DRAFT}/edit/questions",
        press=SAVE,
        **{"questions.0.text.en": "", "questions.1.key": "two words"},
    )

    send(administrator, f"{DRAFT}/edit/scales", press=SAVE, **{"scales.0.options.1.label.en": ""})

    for page in (DRAFT, f"{DRAFT}/preview"):
        english = administrator.get(page + EN).text
        vietnamese = administrator.get(page + "?lang=vi").text
        assert "Question 1: Ông/Bà hài lòng" in english
        assert "“Text (English)” is missing. Add it." in english
        assert "Thiếu “Nội dung (Tiếng Anh)”. Hãy bổ sung." in vietnamese
        assert "Câu hỏi 2: " in vietnamese
        assert re.search("Thang đo 1: [^<]* · Phương án 2: ", vietnamese)
        assert "questions[" not in english + vietnamese
