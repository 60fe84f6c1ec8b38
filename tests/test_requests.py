"""What every request obeys, whatever it asks for: tokens, methods, headers, no silent change."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, Select, Table, select
from sqlalchemy.orm import Session
from werkzeug.routing import IntegerConverter
from werkzeug.test import TestResponse

from survey.db import Base
from survey.models.account import Role, SignedIn
from survey.policy import POLICY, Access
from tests import routes
from tests.routes import METHODS, Case
from tests.staff import a_browser_with

Dump = dict[str, list[str]]
Asked = Callable[[Case], TestResponse]
SEEN = SignedIn.__table__.c.seen_at
# No cookie, so no standing to abuse.
WITHOUT_TOKEN = ("citizen", "kiosk_device", "wishes.")


class Visit(NamedTuple):
    """A request that the policy lets in, and what the database held before and after."""

    case: Case
    answer: TestResponse
    before: Dump
    after: Dump


@pytest.fixture
def asked(app: Flask, session: Session) -> Asked:
    """Make the request as somebody who may, without a form's token."""
    places = routes.places(session)
    values = routes.named(session, at=places)["own"]
    browsers = {role: a_browser_with(app, session, role=role, at=places["own"]) for role in Role}
    session.close()

    def asked(case: Case) -> TestResponse:
        rule = POLICY[case.route.endpoint]
        role = max(rule.roles, default=Role.SYSTEM_ADMIN, key=[*Role].index)
        return browsers[role].open(case.path(app, values), method=case.method)

    return asked


@pytest.fixture
def visit(app: Flask, asked: Asked) -> Callable[[Case], Visit]:
    """Make the request, and look at the database: nobody else writes from one visit to the next."""
    held = dump(app.extensions["engine"])

    def visit(case: Case) -> Visit:
        nonlocal held
        before, answer = held, asked(case)
        held = dump(app.extensions["engine"])
        return Visit(case, answer, before, held)

    return visit


def dump(engine: Engine) -> Dump:
    with engine.connect() as connection:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(_kept(table)))
            for table in Base.metadata.sorted_tables
        }


def _kept(table: Table) -> Select[Any]:
    """When somebody was here last is noted once a minute, whatever was looked at."""
    return select(*(column for column in table.columns if column is not SEEN))


def own_cases(app: Flask, *methods: str) -> Iterator[Case]:
    for case in routes.cases(app):
        if case.relation == "own" and case.method in methods:
            yield case


def test_no_page_changes_anything_by_being_looked_at(app: Flask, visit):
    visits = [visit(case) for case in own_cases(app, "GET", "HEAD")]

    assert [v.case.route.endpoint for v in visits if v.before != v.after] == []
    assert visits


def test_a_number_too_large_for_a_row_names_nothing(app: Flask, session: Session):
    """No database can be asked for it, which was taken for a mistake of ours."""
    places = routes.places(session)
    values = routes.named(session, at=places)["own"]
    numbers = {name: 10**25 for name, value in values.items() if isinstance(value, int)}
    addresses = {
        case.path(app, values | numbers | {"number": 10**25})
        for case in own_cases(app, "GET")
        if any(isinstance(one, IntegerConverter) for one in case.route._converters.values())
    }
    browser = a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=places["own"])

    wrong = {
        f"{address}: {status}"
        for address in addresses
        if str(10**25) in address and (status := browser.get(address).status_code) != 404
    }
    assert wrong == set()
    assert addresses


def test_no_form_is_taken_without_its_token(app: Flask, visit):
    visits = [
        visit(case)
        for case in own_cases(app, "POST", "PUT", "PATCH", "DELETE")
        if not case.route.endpoint.startswith(WITHOUT_TOKEN)
    ]

    assert [v.case.route.endpoint for v in visits if v.answer.status_code != 400] == []
    assert [v.case.route.endpoint for v in visits if v.before != v.after] == []
    assert visits


def test_a_token_of_another_session_is_no_token(app: Flask, session: Session):
    at = routes.places(session)["own"]
    mine, theirs = (a_browser_with(app, session, role=Role.LEADER, at=at) for _ in range(2))
    token = theirs.get("/profile").text.split('name="csrf_token" value="')[1].split('"')[0]
    mine.get("/profile")

    answer = mine.post("/profile", data={"csrf_token": token, "name": "X", "language": "vi"})

    assert answer.status_code == 400


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_page_carries_the_headers_that_protect_it(app: Flask, asked: Asked):
    required = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    answers = [(case.route.endpoint, asked(case)) for case in own_cases(app, "GET")]

    wrong = {
        f"{endpoint}: {header}"
        for endpoint, answer in answers
        for header, value in required.items()
        if answer.headers.get(header) != value
    }
    assert wrong == set()
    for _endpoint, answer in answers:
        assert_page_is_confined(answer)


def assert_page_is_confined(answer: TestResponse) -> None:
    if answer.mimetype != "text/html":
        return
    assert answer.content_type == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    for part in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy.replace("'unsafe-hashes'", "")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_methods_that_a_page_does_not_have_are_refused(app: Flask, client: FlaskClient):
    adapter = app.url_map.bind("localhost")
    values: dict[str, Any] = {}

    wrong = [
        f"{method} {path}: {answer.status_code}"
        for case in own_cases(app, "GET", "POST")
        for path in [case.path(app, values)]
        for method in {*METHODS, "TRACE"} - set(adapter.allowed_methods(path))
        if (answer := client.open(path, method=method)).status_code != 405
    ]

    assert wrong == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_ways_in_are_open_without_a_person(app: Flask):
    """A page that needs nobody is written here by hand as well."""
    needs_nobody = {endpoint for endpoint, rule in POLICY.items() if rule.access is not Access.ROLE}

    assert needs_nobody == {
        "accounts.home",
        "accounts.invitation",
        "accounts.sign_in",
        "accounts.sign_out",
        "citizen.changes",
        "citizen.enter_code",
        "citizen.poster",
        "citizen.slip",
        # Not there at all unless the settings say that the data are simulated.
        "demonstration.add_companions",
        "demonstration.close_day",
        "demonstration.journey",
        "exchange.schema",
        "kiosk.file",
        "kiosk.manifest",
        "kiosk.page",
        "kiosk.release",
        "kiosk.worker",
        # By a signature, or by the one-time code.
        "kiosk_device.configure",
        "kiosk_device.enrol",
        "kiosk_device.heartbeat",
        "kiosk_device.ratings",
        "static",
        # By the code of a poster, then by a link that only the writer has.
        "wishes.ask",
        "wishes.follow",
        "wishes.judge",
        "wishes.withdraw",
    }


@pytest.mark.parametrize("host", ["a..b", "a" * 64 + ".example"])
@pytest.mark.parametrize("path", ["/", "/r/ABC", "/nowhere", "/results/xa-mau"])
def test_a_host_that_cannot_be_is_refused(client: FlaskClient, path: str, host: str):
    answer = client.get(path, headers={"Host": host})

    assert answer.status_code == 400
