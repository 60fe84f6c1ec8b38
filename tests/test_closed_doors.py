"""A form opens only where it can be saved; who had it open already loses nothing that was typed."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.account import AuditEvent
from tests.doors import ALWAYS_OPEN, DOORS, Place
from tests.factories import an_agency
from tests.quality_things import a_system
from tests.staff import a_browser_with

TYPED = "Đã gõ rất lâu"
BLUEPRINTS = ("cases", "exchange", "inspections", "quality")

Visit = tuple[FlaskClient, str]


@pytest.fixture
def visit(app: Flask, session: Session) -> Callable[[str, Place], Visit]:
    """Who fills the form in, and its address."""
    app.config["WTF_CSRF_ENABLED"] = False

    def visit(form: str, place: Place) -> Visit:
        agency = an_agency(session)
        a_system(session, agency=agency)
        thing = place(session, agency)
        route = next(app.url_map.iter_rules(form))
        named = {name: 1 if name == "number" else thing for name in route.arguments}
        page = app.url_map.bind("").build(form, named)
        browser = a_browser_with(app, session, role=DOORS[form].role, at=agency)
        return browser, f"{page}?lang=en&year=2025"

    return visit


def events(session: Session) -> int | None:
    session.rollback()
    return session.scalar(select(func.count()).select_from(AuditEvent))


def test_every_form_says_when_it_opens(app: Flask):
    forms = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if {"GET", "POST"} <= (rule.methods or set()) and rule.endpoint.split(".")[0] in BLUEPRINTS
    }

    assert forms == DOORS.keys() | ALWAYS_OPEN


@pytest.mark.parametrize("form", DOORS)
def test_a_form_opens_where_it_can_be_saved_and_else_gives_back_what_was_typed(
    visit, session: Session, form: str
):
    door = DOORS[form]
    fields = {door.words: TYPED} if door.words else {}
    opens = {state: visit(form, place) for state, place in door.opens.items()}
    shut = {state: visit(form, place) for state, place in door.shut.items()}
    before = events(session)

    opened = {state: who.get(page).status_code for state, (who, page) in opens.items()}
    refused = {state: who.get(page) for state, (who, page) in shut.items()}
    sent = {state: who.post(page, data=fields) for state, (who, page) in shut.items()}

    assert opened == dict.fromkeys(opens, 200)
    for state in shut:
        assert (refused[state].status_code, sent[state].status_code) == (409, 409), state
        assert "Code for the help desk" in refused[state].text
        assert "There is something to correct" in sent[state].text
        assert (TYPED in sent[state].text) == bool(fields)
    assert events(session) == before
