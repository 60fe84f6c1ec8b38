"""What somebody else did with a case meanwhile is told, and an answer already typed is kept."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey.casework import handling
from survey.casework.upkeep import erase_all_due
from survey.clock import now
from survey.models.account import Account, Role
from survey.models.point import ServicePoint
from tests.at_once import at_once
from tests.casework.writing import ANSWER, MESSAGE, WISH, agency_of, the_case, write
from tests.factories import a_point, an_agency
from tests.staff import a_browser_of, an_account

OTHER = "Một câu trả lời khác, đã gửi trước."
CLOSED = "This case is closed"
NOT_YOURS = "Only who has taken the case can answer it"

Act = Callable[..., TestResponse]


def press(who: FlaskClient, address: str, button: str = "", **fields: str) -> TestResponse:
    return who.post(f"{address}{button}?lang=en", data=fields)


def typed(page: TestResponse) -> str:
    """What stands in the field for the answer."""
    [field] = re.findall(r'<textarea[^>]*id="answer"[^>]*>([^<]*)', page.text)
    return unescape(field).strip()


def forms_with_answer(page: str) -> list[str]:
    return [form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if "answer" in form]


def steps(form: str) -> list[str]:
    """What its buttons do beside sending it."""
    return re.findall(r'formaction="/cases/\d+([^"]*)"', form)


@pytest.fixture
def point(app: Flask, session: Session) -> ServicePoint:
    app.config["WTF_CSRF_ENABLED"] = False
    return a_point(session, agency=an_agency(session))


@pytest.fixture
def accounts(session: Session, point: ServicePoint) -> list[Account]:
    """Whose the case is, and to whom it can be handed over."""
    at = agency_of(session, point)
    roles = (Role.QUALITY_OFFICER, Role.LEADER)
    return [an_account(session, role=role, at=at, password_hash="set") for role in roles]


@pytest.fixture
def owner(app: Flask, session: Session, accounts: list[Account]) -> FlaskClient:
    return a_browser_of(app, session, account=accounts[0])


@pytest.fixture
def colleague(app: Flask, session: Session, accounts: list[Account]) -> FlaskClient:
    return a_browser_of(app, session, account=accounts[1])


@pytest.fixture
def link(client: FlaskClient, point: ServicePoint, owner: FlaskClient) -> str:
    """The citizen's own page."""
    return write(client, point).partition("?")[0]


@pytest.fixture
def address(session: Session, link: str, owner: FlaskClient) -> str:
    """Of the case, which the owner has taken."""
    address = f"/cases/{the_case(session).id}"
    assert press(owner, address, "/take").status_code == 303
    return address


@pytest.fixture
def buttons(
    client: FlaskClient, owner: FlaskClient, accounts: list[Account], link: str, address: str
) -> dict[str, Act]:
    """What can be done with the case of the owner, each by what has its button."""
    return {
        "answer": partial(press, owner, address, answer=ANSWER),
        "answer again": partial(press, owner, address, answer=OTHER),
        "hand over": partial(press, owner, address, "/hand-over", colleague=str(accounts[1].id)),
        "hand back": partial(press, owner, address, "/hand-back"),
        "withdraw": partial(client.post, f"{link}/withdraw"),
    }


@pytest.mark.parametrize(
    ("done", "late", "told"),
    [
        ("withdraw", "answer", CLOSED),
        ("answer again", "answer", CLOSED),
        ("hand over", "answer", NOT_YOURS),
        ("hand back", "answer", NOT_YOURS),
        ("withdraw", "hand over", CLOSED),
        ("hand over", "hand over", NOT_YOURS),
        ("hand over", "hand back", NOT_YOURS),
    ],
)
def test_what_comes_too_late_says_why_and_keeps_the_answer(
    session: Session, buttons: dict[str, Act], address: str, done: str, late: str, told: str
):
    assert buttons[done]().status_code == 303

    refused = buttons[late]()

    assert refused.status_code == 409
    assert told in refused.text
    assert (ANSWER in refused.text) == (late == "answer")
    assert WISH["phone"] not in refused.text or done == "answer again"
    assert (MESSAGE in refused.text) == (done != "withdraw")
    assert (the_case(session).answered_on is not None) == (done == "answer again")


def test_an_answer_that_comes_after_the_erasure_is_kept_for_who_typed_it(
    app: Flask, session: Session, buttons: dict[str, Act], address: str
):
    session.rollback()
    with app.app_context():
        erase_all_due(now() + handling.LONGEST_KEPT + timedelta(days=2))

    refused = buttons["answer"]()

    assert refused.status_code == 409
    assert CLOSED in refused.text
    assert ANSWER in refused.text
    assert the_case(session).answer is None


def test_an_answer_that_a_colleague_gave_stands_above_the_one_that_was_typed(
    session: Session, colleague: FlaskClient, buttons: dict[str, Act], address: str
):
    buttons["hand over"]()
    assert press(colleague, address, answer=OTHER).status_code == 303

    refused = buttons["answer"]()

    assert refused.status_code == 409
    assert refused.text.index(OTHER) < refused.text.index(ANSWER)


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ("/hand-back", "The case was handed back"),
        ("/hand-over", "The message was handed over"),
        ("/take", "The case is yours"),
    ],
)
def test_an_answer_that_was_typed_stays_after_another_step(
    owner: FlaskClient, accounts: list[Account], address: str, button: str, told: str
):
    fields = {"answer": ANSWER, "colleague": str(accounts[1].id)}

    stepped = press(owner, address, button, **fields)

    assert stepped.status_code == 200
    assert told in stepped.text
    assert typed(stepped) == ANSWER
    assert ANSWER not in str(stepped.headers)
    assert told not in owner.get(address).text


@pytest.mark.parametrize("button", ["/hand-back", "/hand-over", "/take"])
def test_the_page_of_a_step_leads_to_the_case_in_another_language(
    owner: FlaskClient, address: str, button: str
):
    asked = owner.get(f"{address}{button}?lang=vi", follow_redirects=True)

    assert (asked.status_code, asked.request.path) == (200, address)
    assert 'lang="vi"' in asked.text.split("<head")[0]


def test_a_case_handed_back_is_taken_again_and_answered_with_what_was_typed(
    session: Session, owner: FlaskClient, buttons: dict[str, Act], address: str
):
    buttons["hand back"]()
    late = buttons["answer"]()

    taken = press(owner, address, "/take", answer=typed(late))

    assert press(owner, address, answer=typed(taken)).status_code == 303
    assert the_case(session).answered_on is not None


def test_a_step_that_comes_too_late_keeps_the_answer_that_was_typed(
    owner: FlaskClient, accounts: list[Account], buttons: dict[str, Act], address: str
):
    buttons["withdraw"]()

    for button in ("/hand-back", "/hand-over", "/take"):
        refused = press(owner, address, button, answer=ANSWER, colleague=str(accounts[1].id))

        assert (refused.status_code, typed(refused)) == (409, ANSWER)


def test_every_step_of_a_case_takes_along_what_is_typed(
    owner: FlaskClient, buttons: dict[str, Act], address: str
):
    mine = owner.get(address).text
    buttons["hand back"]()
    kept = buttons["answer"]().text

    assert [steps(form) for form in forms_with_answer(mine)] == [["/hand-over", "/hand-back"]]
    assert [steps(form) for form in forms_with_answer(kept)] == [["/take"]]


@pytest.mark.parametrize("other", ["answer again", "hand over", "hand back"])
def test_an_answer_and_another_step_at_once_are_one_of_them(
    session: Session, buttons: dict[str, Act], address: str, other: str
):
    answers = at_once(session, buttons["answer"], buttons[other])

    kept = the_case(session)
    assert sorted(one.status_code for one in answers) == [303, 409]
    won = answers[0].status_code == 303
    assert (kept.answered_on is not None) == (won or other == "answer again")
    assert won or ANSWER in answers[0].text


def test_two_take_a_case_once(
    session: Session, owner: FlaskClient, colleague: FlaskClient, address: str
):
    press(owner, address, "/hand-back")

    answers = at_once(
        session, *(partial(press, who, address, "/take") for who in (owner, colleague))
    )

    assert sorted(one.status_code for one in answers) == [303, 409]
    assert "is answering this case" in next(one for one in answers if one.status_code == 409).text


@pytest.mark.parametrize("step", ["answer", "hand over", "hand back"])
def test_what_a_citizen_takes_back_at_that_moment_is_forgotten(
    session: Session, buttons: dict[str, Act], address: str, step: str
):
    stepped, withdrawn = at_once(session, buttons[step], buttons["withdraw"])

    kept = the_case(session)
    assert (stepped.status_code, withdrawn.status_code) in ((303, 303), (409, 303))
    assert (kept.message, kept.contact, kept.answer) == (None, None, None)
    assert kept.erased_on is not None


def test_a_citizen_judges_no_answer_that_is_not_there(client: FlaskClient, link: str, address: str):
    refused = client.post(f"{link}/verdict?lang=en", data={"verdict": "helped"})

    assert refused.status_code == 409
    assert "This cannot be done with the message now" in refused.text
