"""The policy over everything that exists: each route, each role, own and foreign things."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule as Route

from survey.clock import now
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.import_run import ImportRun, ImportStatus
from survey.models.slip import SlipPool
from survey.permissions import OBJECTS, POLICY, SHARED, Access
from tests.factories import a_point, an_agency, some_slips
from tests.staff import a_browser_with, an_account

YOURS = ("own", "below")
FOREIGN = ("parent", "sibling", "foreign")
ABSENT = "absent"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
NUMBER_OF_NOTHING = 999_999


@pytest.fixture
def places(session: Session) -> dict[str, Agency]:
    """Seen by somebody whose role is in `own`."""
    parent = an_agency(session, name="Tỉnh Mẫu")
    own = an_agency(session, name="Huyện Mẫu", under=parent)
    return {
        "parent": parent,
        "own": own,
        "below": an_agency(session, name="Xã Mẫu", under=own),
        "sibling": an_agency(session, name="Huyện Bên", under=parent),
        "foreign": an_agency(session, name="Tỉnh Khác"),
    }


def a_pool(session: Session, agency: Agency) -> int:
    point = a_point(session, agency=agency)
    some_slips(session, point=point)
    return session.query(SlipPool.id).filter_by(point_id=point.id).scalar()


def an_import(session: Session, agency: Agency) -> int:
    run = ImportRun(
        register="points",
        file_name="points.csv",
        agency_id=agency.id,
        created_at=now(),
        status=ImportStatus.READY,
    )
    session.add(run)
    session.commit()
    return run.id


THINGS: dict[str, Callable[[Session, Agency], Any]] = {
    "account_id": lambda session, agency: an_account(session, role=Role.CLERK, at=agency).id,
    "agency_code": lambda session, agency: agency.code,
    "import_id": an_import,
    "point_code": lambda session, agency: a_point(session, agency=agency).code,
    "pool_id": a_pool,
}


@pytest.fixture
def named(session: Session, places: dict[str, Agency]) -> dict[str, dict[str, Any]]:
    """For each relation the value of each argument that belongs to an agency."""
    values = {
        relation: {argument: make(session, agency) for argument, make in THINGS.items()}
        for relation, agency in places.items()
    }
    values[ABSENT] = {
        argument: NUMBER_OF_NOTHING if argument.endswith("_id") else "nothing"
        for argument in THINGS
    }
    return values


@pytest.fixture
def bare_app(app: Flask) -> Flask:
    """Only the guard: every view answers 204, and no form needs its token."""
    app.config["WTF_CSRF_ENABLED"] = False
    for endpoint in app.view_functions:
        app.view_functions[endpoint] = lambda **_arguments: ("", 204)
    return app


class Case(NamedTuple):
    route: Route
    method: str
    relation: str

    def path(self, app: Flask, values: dict[str, Any]) -> str:
        """The address, with any value for the arguments that belong to nobody."""
        converters = self.route._converters
        arguments = {
            name: values.get(name, 1 if "Integer" in type(converter).__name__ else "any")
            for name, converter in converters.items()
        }
        return app.url_map.bind("localhost").build(self.route.endpoint, arguments)

    def expected(self, role: Role | None) -> int:
        """What the table says, worked out once more and in other words."""
        rule = POLICY[self.route.endpoint]
        if rule.access is not Access.ROLE:
            return 204
        if role is None:
            return 303 if self.method in ("GET", "HEAD") else 401
        if role not in rule.roles:
            return 403
        names_a_thing = bool(self.route.arguments & OBJECTS.keys())
        return 404 if names_a_thing and self.relation not in YOURS else 204


def cases(app: Flask) -> Iterator[Case]:
    for route in app.url_map.iter_rules():
        has_things = route.arguments & OBJECTS.keys()
        relations = (*YOURS, *FOREIGN, ABSENT) if has_things else ("own",)
        for method in sorted((route.methods or set()) & set(METHODS)):
            for relation in relations:
                yield Case(route, method, relation)


def test_every_route_lets_in_whom_the_table_names_and_nobody_else(
    bare_app: Flask, session: Session, places: dict[str, Agency], named: dict[str, dict[str, Any]]
):
    browsers: dict[Role | None, FlaskClient] = {
        role: a_browser_with(bare_app, session, role=role, at=places["own"]) for role in Role
    }
    browsers[None] = bare_app.test_client()

    wrong = [
        f"{case.method} {case.route.endpoint} by {role}, {case.relation}: {status}"
        for case in cases(bare_app)
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
