"""The pages about questionnaires: who can do what, and what becomes of it."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey.clock import local_day, now
from survey.models.account import AuditEvent, Role
from survey.models.agency import Agency
from survey.models.questionnaire import QuestionnaireUse, QuestionnaireVersion, VersionStatus
from survey.questionnaires import packs
from tests.factories import a_point, a_version, an_agency
from tests.forms import form_to, send
from tests.staff import a_browser_with

SHORT = "/questionnaires/quay-ngan/1"
EN = "?lang=en"


def load_shipped(browser: FlaskClient, pack: str = "quay-ngan") -> None:
    token = form_to(browser.get("/questionnaires/add"), "add-shipped").fields["csrf_token"]
    answer = browser.post("/questionnaires/add-shipped", data={"csrf_token": token, "pack": pack})
    assert answer.status_code == 303


def the_versions(session: Session) -> list[QuestionnaireVersion]:
    session.rollback()
    found = select(QuestionnaireVersion).order_by(QuestionnaireVersion.number)
    return list(session.execute(found).scalars())


def the_uses(session: Session) -> list[QuestionnaireUse]:
    session.rollback()
    return list(session.execute(select(QuestionnaireUse).order_by(QuestionnaireUse.id)).scalars())


def the_actions(session: Session) -> list[str]:
    session.rollback()
    return list(session.execute(select(AuditEvent.action).order_by(AuditEvent.id)).scalars())


def test_a_shipped_pack_becomes_a_draft_once(administrator: FlaskClient, session: Session):
    load_shipped(administrator)
    load_shipped(administrator)

    (version,) = the_versions(session)
    assert (version.number, version.status) == (1, VersionStatus.DRAFT)
    assert version.definition_hash == packs.shipped()["quay-ngan"].digest


def test_a_version_is_read_in_full(administrator: FlaskClient):
    load_shipped(administrator, "diem-18")

    page = administrator.get("/questionnaires/diem-18/1" + EN).text

    definition = packs.shipped()["diem-18"]
    for question in definition.questions:
        assert question.text["en"] in page
    assert "The index is the sum of the mean scores of 9 questions, at most 18 points." in page
    assert definition.digest in page


@pytest.mark.parametrize(
    ("language", "names"), [("vi", "Tiếng Việt, Tiếng Anh"), ("en", "Vietnamese, English")]
)
def test_languages_are_called_by_name(administrator: FlaskClient, language: str, names: str):
    load_shipped(administrator)

    assert names in administrator.get(f"{SHORT}?lang={language}").text


def test_every_pack_can_be_read_in_both_languages(administrator: FlaskClient):
    for key, definition in packs.shipped().items():
        load_shipped(administrator, key)
        for language in ("vi", "en"):
            page = administrator.get(f"/questionnaires/{key}/1?lang={language}")
            assert page.status_code == 200
            assert packs.shipped()[key].title[language] in page.text
            assert administrator.get(f"/questionnaires/{key}/1/translations").status_code == 200
        file = administrator.get(f"/questionnaires/{key}/1/yaml")
        assert packs.read(file.data, file="x").definition == definition


def test_a_published_version_is_asked_once_it_is_put_in_use(
    administrator: FlaskClient, client: FlaskClient, session: Session, commune: Agency
):
    point = a_point(session, agency=commune)
    load_shipped(administrator)

    send(administrator, SHORT, to="/publish")
    (version,) = the_versions(session)
    assert version.status is VersionStatus.PUBLISHED
    assert client.get(f"/q/{point.poster_code}").status_code == 410

    answer = send(administrator, "/asked/tinh-mau", to="/begin", version=str(version.id))
    assert answer.status_code == 303
    assert "Công chức trực tiếp giải quyết" in client.get(f"/q/{point.poster_code}").text
    assert the_actions(session)[-2:] == ["questionnaire.published", "questionnaire.put_in_use"]


def test_what_is_published_is_refused_by_the_database_itself(
    administrator: FlaskClient, session: Session
):
    load_shipped(administrator)
    send(administrator, SHORT, to="/publish")
    (version,) = the_versions(session)

    version.definition = version.definition.replace("Rất hài lòng", "Hài lòng")
    with pytest.raises(IntegrityError, match="a published questionnaire never changes"):
        session.flush()


def test_publishing_twice_publishes_once_and_what_is_published_is_not_discarded(
    administrator: FlaskClient, session: Session
):
    load_shipped(administrator)
    publish = form_to(administrator.get(SHORT), "/publish")
    discard = form_to(administrator.get(SHORT), "/discard")

    answers = [administrator.post(publish.action, data=publish.fields) for _ in range(2)]
    thrown = administrator.post(discard.action + EN, data=discard.fields)

    assert [answer.status_code for answer in (*answers, thrown)] == [303, 303, 409]
    assert "A published version never changes" in thrown.text
    assert [version.status for version in the_versions(session)] == [VersionStatus.PUBLISHED]
    assert the_actions(session).count("questionnaire.published") == 1


def test_nothing_is_published_that_was_not_read(administrator: FlaskClient, session: Session):
    load_shipped(administrator)
    publish = form_to(administrator.get(SHORT), "/publish")
    edit = f"{SHORT}/edit/about"
    somebody_else = form_to(administrator.get(edit))
    somebody_else.fields["title.en"] = "Another title"
    assert administrator.post(edit, data=somebody_else.fields).status_code == 303

    answer = administrator.post(publish.action + EN, data=publish.fields)

    assert answer.status_code == 409
    assert "This draft was changed after you opened it" in answer.text
    assert [version.status for version in the_versions(session)] == [VersionStatus.DRAFT]


def test_no_draft_is_discarded_that_was_not_read(administrator: FlaskClient, session: Session):
    load_shipped(administrator)
    discard = form_to(administrator.get(SHORT), "/discard")
    assert administrator.post(discard.action, data=discard.fields).status_code == 303
    load_shipped(administrator)  # under the same number
    edit = f"{SHORT}/edit/about"
    later = form_to(administrator.get(edit))
    later.fields["title.en"] = "Another title"
    assert administrator.post(edit, data=later.fields).status_code == 303

    answer = administrator.post(discard.action + EN, data=discard.fields)

    assert answer.status_code == 409
    assert "This draft was changed after you opened it" in answer.text
    assert len(the_versions(session)) == 1


def test_retiring_twice_retires_once(administrator: FlaskClient, session: Session):
    version = a_version(session)
    page = f"/questionnaires/{version.questionnaire.code}/1"
    retire = form_to(administrator.get(page), "/retire")

    answers = [administrator.post(retire.action, data=retire.fields) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert the_actions(session).count("questionnaire.retired") == 1


def test_a_frame_cannot_be_published(administrator: FlaskClient, session: Session):
    load_shipped(administrator, "sipas-1001")
    address = "/questionnaires/sipas-1001/1"

    page = administrator.get(address + EN)
    assert "The pack is marked as not to be put before citizens." in page.text
    token = form_to(page, "/discard").fields["csrf_token"]
    sheet = {"csrf_token": token, "read": packs.shipped()["sipas-1001"].digest}
    answer = administrator.post(f"{address}/publish", data=sheet)

    assert answer.status_code == 409
    assert [version.status for version in the_versions(session)] == [VersionStatus.DRAFT]


def test_a_copy_is_a_draft_with_the_next_number(administrator: FlaskClient, session: Session):
    load_shipped(administrator)
    send(administrator, SHORT, to="/publish")

    answer = send(administrator, f"{SHORT}/copy")

    first, second = the_versions(session)
    assert answer.location == "/questionnaires/quay-ngan/2"
    assert (first.status, second.status) == (VersionStatus.PUBLISHED, VersionStatus.DRAFT)
    assert "says the same as version 1" in administrator.get(answer.location + EN).text


def test_a_copy_under_another_code_is_another_questionnaire(
    administrator: FlaskClient, session: Session
):
    load_shipped(administrator)

    send(administrator, f"{SHORT}/copy", code="tinh-mau")

    codes = [version.questionnaire.code for version in the_versions(session)]
    assert codes == ["quay-ngan", "tinh-mau"]
    assert json.loads(the_versions(session)[1].definition)["key"] == "tinh-mau"


@pytest.mark.parametrize("code", ["", "Mẫu", "a/b", "../x", "x" * 41, "diem-18"])
def test_a_copy_needs_a_code_of_its_own(administrator: FlaskClient, session: Session, code: str):
    load_shipped(administrator)
    load_shipped(administrator, "diem-18")

    answer = send(administrator, f"{SHORT}/copy", code=code)

    assert answer.status_code == 422
    assert len(the_versions(session)) == 2


def test_a_file_with_problems_comes_back_with_all_of_them_and_can_be_kept(
    administrator: FlaskClient, session: Session
):
    broken = packs.dump(packs.shipped()["ba-muc"]).replace("scale: ", "scale: <b>").encode()
    token = form_to(administrator.get("/questionnaires/add")).fields["csrf_token"]
    file = (BytesIO(broken), "<i>phiếu.yaml")

    answer = administrator.post(
        "/questionnaires/add" + EN, data={"csrf_token": token, "file": file}
    )

    assert answer.status_code == 422
    assert "There is no scale “&lt;b&gt;" in answer.text
    assert "<b>" not in answer.text
    assert "<i>" not in answer.text
    assert the_versions(session) == []
    form = form_to(answer)
    form.fields.add("action", "keep")
    assert administrator.post("/questionnaires/add", data=form.fields).status_code == 303
    (draft,) = the_versions(session)
    assert json.loads(draft.definition)["questions"][0]["scale"].startswith("<b>")
    assert "&lt;b&gt;" in administrator.get("/questionnaires/ba-muc/1").text


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"[1, 2]", b"a: &x b", b"key: [", b"x: 1\n" * 60_000, b"- " * 9000],
)
def test_hostile_files_are_refused_with_a_reason(
    administrator: FlaskClient, session: Session, content: bytes
):
    token = form_to(administrator.get("/questionnaires/add")).fields["csrf_token"]
    file = (BytesIO(content), "pack.yaml")

    answer = administrator.post("/questionnaires/add", data={"csrf_token": token, "file": file})

    assert answer.status_code == 422
    assert the_versions(session) == []


def test_a_new_use_ends_the_one_before_it_and_is_noted(
    administrator: FlaskClient, session: Session, commune: Agency
):
    old, new = a_version(session, asked_by=commune), a_version(session)
    tomorrow = local_day(now()) + timedelta(days=1)

    send(
        administrator,
        "/asked/xa-mau",
        to="/begin",
        version=str(new.id),
        first_day=tomorrow.isoformat(),
    )

    before, after = the_uses(session)
    assert (before.version_id, before.valid_to) == (old.id, local_day(now()))
    assert (after.version_id, after.valid_from, after.valid_to) == (new.id, tomorrow, None)
    event = session.execute(select(AuditEvent)).scalar_one()
    assert (event.action, event.agency_id) == ("questionnaire.put_in_use", commune.id)
    assert json.loads(event.details)["before"]["version_id"] == old.id


def test_a_day_that_has_passed_is_refused_at_its_field(
    administrator: FlaskClient, session: Session, commune: Agency
):
    version = a_version(session)
    yesterday = local_day(now()) - timedelta(days=1)

    answer = send(
        administrator,
        "/asked/xa-mau" + EN,
        to="/begin",
        version=str(version.id),
        first_day=yesterday.isoformat(),
    )

    assert answer.status_code == 422
    assert "Choose today or a later day" in answer.text
    assert the_uses(session) == []


def test_a_draft_and_a_retired_version_cannot_be_put_in_use(
    administrator: FlaskClient, session: Session, commune: Agency
):
    load_shipped(administrator)
    published = a_version(session)
    (draft,) = [version for version in the_versions(session) if version.id != published.id]

    answer = send(administrator, "/asked/xa-mau", to="/begin", version=str(draft.id))

    assert answer.status_code == 422
    assert the_uses(session) == []


def test_two_questionnaires_of_one_name_are_told_apart_by_their_codes(
    administrator: FlaskClient, session: Session, commune: Agency
):
    one, other = a_version(session), a_version(session)
    later = a_version(session, after=one)

    page = administrator.get(f"/asked/{commune.code}{EN}").text

    for version in (one, other):
        assert f">At the counter, version 1 ({version.questionnaire.code})</option>" in page
    assert f">At the counter, version {later.number}</option>" in page


def test_retiring_says_what_is_asked_instead_and_ends_the_use(
    administrator: FlaskClient, client: FlaskClient, session: Session, province: Agency
):
    agency = an_agency(session, name="Xã Trên", code="xa-tren", under=province)
    point = a_point(session, agency=agency)
    instead = a_version(session, asked_by=province).questionnaire.code
    version = a_version(session, asked_by=agency)
    address = f"/questionnaires/{version.questionnaire.code}/1"

    told = f"Model commune will ask: At the counter, version 1 ({instead})"
    assert told in administrator.get(address + EN).text
    send(administrator, address, to="/retire")

    assert the_uses(session)[1].valid_to == local_day(now())
    assert client.get(f"/q/{point.poster_code}").status_code == 200


def test_nobody_retires_what_agencies_beyond_their_reach_ask(
    app: Flask, session: Session, province: Agency, commune: Agency
):
    version = a_version(session, asked_by=province)
    browser = a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=commune)
    address = f"/questionnaires/{version.questionnaire.code}/1"

    answer = send(browser, address, to="/retire")

    assert answer.status_code == 403
    assert the_versions(session)[0].status is VersionStatus.PUBLISHED


def test_the_use_of_another_agency_cannot_be_ended(
    administrator: FlaskClient, session: Session, commune: Agency
):
    elsewhere = an_agency(session, name="Tỉnh Khác")
    a_version(session, asked_by=commune)
    a_version(session, asked_by=elsewhere)
    _, foreign = the_uses(session)

    answer = send(administrator, "/asked/xa-mau", to="/end", use=str(foreign.id))

    assert answer.status_code == 404
    assert [use.valid_to for use in the_uses(session)] == [None, None]
    assert send(administrator, "/asked/xa-mau", to="/end").status_code == 303
    assert the_uses(session)[0].valid_to == local_day(now())


def test_the_coverage_shows_what_each_point_asks_and_who_decided(
    administrator: FlaskClient, session: Session, province: Agency, commune: Agency
):
    a_point(session, agency=commune, name="Quầy Hộ tịch")
    a_point(session, agency=an_agency(session, name="Xã Bên", under=province), name="Quầy Bên")
    a_point(session, agency=an_agency(session, name="Tỉnh Khác"), name="Quầy Khác")
    a_version(session, asked_by=commune)

    page = administrator.get("/asked?lang=vi").text
    silent = administrator.get("/asked?lang=vi&only=nothing").text
    found = administrator.get("/asked?lang=vi&q=ho+tich").text

    assert "Quầy Hộ tịch" in page
    assert "Quầy Khác" not in page
    assert "Quầy Bên" in silent
    assert "Quầy Hộ tịch" not in silent
    assert "Quầy Bên" not in found


@pytest.mark.parametrize(
    "step", ["publish", "retire", "discard", "copy", "../../add", "../../add-shipped"]
)
def test_no_step_is_taken_without_the_token_of_the_form(
    administrator: FlaskClient, session: Session, step: str
):
    load_shipped(administrator)

    answer = administrator.post(f"{SHORT}/{step}", data={"pack": "diem-18", "code": "x"})

    assert answer.status_code in (400, 404, 405, 422)
    assert [version.status for version in the_versions(session)] == [VersionStatus.DRAFT]


@pytest.mark.parametrize("address", ["/questionnaires/x/1", "/questionnaires/quay-ngan/2"])
def test_what_is_not_there_is_not_found(administrator: FlaskClient, address: str):
    load_shipped(administrator)

    for page in ("", "/translations", "/yaml", "/copy"):
        assert administrator.get(address + page).status_code == 404
