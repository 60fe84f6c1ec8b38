"""The policy over everything that exists: each route, each role, own and foreign things."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey.errors.problem import Problem
from survey.models.account import Role
from survey.models.agency import Agency
from survey.permissions import OBJECTS, SHARED
from survey.policy import POLICY, Access
from tests import routes
from tests.routes import ABSENT, METHODS, THINGS, Case, cases
from tests.staff import a_browser_with


@pytest.fixture
def places(session: Session) -> dict[str, Agency]:
    return routes.places(session)


@pytest.fixture
def named(session: Session, places: dict[str, Agency]) -> dict[str, dict[str, Any]]:
    return routes.named(session, at=places)


@pytest.fixture
def bare_app(app: Flask) -> Flask:
    """Only the guard: every view answers 204, a refusal its status, and no form needs its token."""
    app.config["WTF_CSRF_ENABLED"] = False
    app.register_error_handler(Problem, lambda problem: ("", problem.status))
    for endpoint in app.view_functions:
        app.view_functions[endpoint] = lambda **_arguments: ("", 204)
    return app


@pytest.fixture
def counts(app: Flask) -> Callable[[Case], bool]:
    """Each method with SQLite. None reaches the database: with PostgreSQL one a route is enough."""
    whole = app.extensions["engine"].dialect.name == "sqlite"
    return lambda case: whole or case.method == min((case.route.methods or set()) & set(METHODS))


def test_every_route_lets_in_whom_the_table_names_and_nobody_else(
    counts: Callable[[Case], bool],
    bare_app: Flask,
    session: Session,
    places: dict[str, Agency],
    named: dict[str, dict[str, Any]],
):
    browsers: dict[Role | None, FlaskClient] = {
        role: a_browser_with(bare_app, session, role=role, at=places["own"]) for role in Role
    }
    browsers[None] = bare_app.test_client()

    wrong = [
        f"{case.method} {case.route.endpoint} by {role}, {case.relation}: {status}"
        for case in cases(bare_app)
        if counts(case)
        for role, browser in browsers.items()
        if (
            status := browser.open(
                case.path(bare_app, named[case.relation]), method=case.method
            ).status_code
        )
        != case.expected(role)
    ]

    assert wrong == []


def test_what_is_foreign_and_what_is_absent_look_the_same(
    app: Flask, session: Session, places: dict[str, Agency], named: dict[str, dict[str, Any]]
):
    browser = a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=places["own"])

    pages = {
        case.route.endpoint: {
            browser.get(case.path(app, named[relation])).text for relation in ("foreign", ABSENT)
        }
        for case in cases(app)
        if case.method == "GET" and case.relation == "own"
        if case.route.arguments & OBJECTS.keys()
        if Role.PROVINCE_ADMIN in POLICY[case.route.endpoint].roles
    }

    assert [endpoint for endpoint, texts in pages.items() if len(texts) > 1] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_argument_of_an_address_is_known_to_the_policy(app: Flask):
    unknown = {
        f"{argument} of {route.endpoint}"
        for route in app.url_map.iter_rules()
        if POLICY[route.endpoint].access is Access.ROLE
        for argument in route.arguments - OBJECTS.keys() - SHARED
    }

    assert unknown == set()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_route_without_a_rule_is_refused(app: Flask, client: FlaskClient):
    app.add_url_rule("/forgotten", "forgotten", lambda: "open")

    assert client.get("/forgotten").status_code == 403


def test_the_test_has_a_thing_for_every_argument():
    assert THINGS.keys() == OBJECTS.keys()


WRITTEN_BY_INSPECTORS = frozenset(
    f"inspections.{act}"
    for act in (
        "begin_campaign",
        "close_campaign",
        "close_finding",
        "conclude",
        "draw",
        "edit_campaign",
        "edit_finding",
        "follow_up_finding",
        "judge",
        "name",
        "new_campaign",
        "new_finding",
        "withdraw_finding",
        "risk",
        "sample",
    )
)
"""Their own sheets: none of these holds anything of an agency's."""


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_inspector_changes_nothing_of_an_agency(app: Flask):
    writes = {
        route.endpoint
        for route in app.url_map.iter_rules()
        if "POST" in (route.methods or ())
        if Role.INSPECTOR in POLICY[route.endpoint].roles
    }

    own = {endpoint for endpoint in writes if endpoint.startswith("profile.")}
    appraised = {"exchange.appraise"}
    without_a_trace = {"questionnaires.preview_form", "quality.repeat_draw"}
    assert writes - own - appraised - without_a_trace == WRITTEN_BY_INSPECTORS


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_inspector_reads_what_the_quality_officer_reads(app: Flask):
    """But for letters of citizens, registers that are being written, slips and kiosks."""
    closed = ("cases.", "imports.", "kiosks.", "registry.")

    reads = {
        route.endpoint
        for route in app.url_map.iter_rules()
        if "POST" not in (route.methods or ())
        if Role.QUALITY_OFFICER in POLICY[route.endpoint].roles
        if not route.endpoint.startswith(closed)
    }

    assert {one for one in reads if Role.INSPECTOR not in POLICY[one].roles} == set()
