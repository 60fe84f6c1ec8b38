"""Every route that exists, with the things its address names: own, near, foreign, absent."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter
from werkzeug.routing import Rule as Route

from survey.clock import now
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.import_run import ImportRun, ImportStatus
from survey.permissions import OBJECTS
from survey.policy import POLICY, Access
from tests.factories import a_case, a_kiosk, a_point, a_procedure, a_version, an_agency
from tests.inspection_things import a_campaign, a_finding, an_inspection
from tests.quality_things import (
    a_document,
    a_draw,
    a_plan,
    a_process,
    a_record,
    a_review,
    an_action,
    an_objective,
)
from tests.staff import an_account

YOURS = ("own", "below")
FOREIGN = ("parent", "sibling", "foreign")
ABSENT = "absent"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
NUMBER_OF_NOTHING = 999_999


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
    "case_id": lambda session, agency: a_case(session, at=a_point(session, agency=agency)).id,
    "account_id": lambda session, agency: an_account(session, role=Role.CLERK, at=agency).id,
    "action_id": lambda session, agency: an_action(session, agency=agency).id,
    "agency_code": lambda session, agency: agency.code,
    "campaign_id": lambda session, agency: a_campaign(session, agency=agency).id,
    "finding_id": lambda session, agency: a_finding(session, agency=agency).id,
    "inspection_id": lambda session, agency: an_inspection(session, agency=agency).id,
    "import_id": an_import,
    "document_id": lambda session, agency: a_document(session, agency=agency).id,
    "kiosk_id": lambda session, agency: a_kiosk(session, at=a_point(session, agency=agency)).id,
    "objective_id": lambda session, agency: an_objective(session, agency=agency).id,
    "plan_id": lambda session, agency: a_plan(session, agency=agency).id,
    "point_code": lambda session, agency: a_point(session, agency=agency).code,
    "process_id": lambda session, agency: a_process(session, agency=agency).id,
    "draw_id": lambda session, agency: a_draw(session, agency=agency).id,
    "record_id": lambda session, agency: a_record(session, agency=agency).id,
    "review_id": lambda session, agency: a_review(session, agency=agency).id,
}


def named(session: Session, *, at: dict[str, Agency]) -> dict[str, dict[str, Any]]:
    """For each relation the value of each argument that belongs to an agency."""
    values = {
        relation: {argument: make(session, agency) for argument, make in THINGS.items()}
        for relation, agency in at.items()
    }
    values[ABSENT] = {
        argument: NUMBER_OF_NOTHING if argument.endswith("_id") else "nothing"
        for argument in THINGS
    }
    shared = of_nobody(session)
    return {relation: shared | arguments for relation, arguments in values.items()}


def of_nobody(session: Session) -> dict[str, Any]:
    """Things that every agency shares, one of each."""
    version = a_version(session)
    return {
        "procedure_id": a_procedure(session).id,
        "questionnaire_code": version.questionnaire.code,
        "version_id": version.id,
    }


class Case(NamedTuple):
    route: Route
    method: str
    relation: str

    def path(self, app: Flask, values: dict[str, Any]) -> str:
        """The address, with any value for the arguments that belong to nobody."""
        converters = self.route._converters
        arguments = {
            name: values.get(name, some_value(converter)) for name, converter in converters.items()
        }
        return app.url_map.bind("localhost").build(self.route.endpoint, arguments)

    def expected(self, role: Role | None) -> int:
        """What the table says, worked out once more and in other words."""
        rule = POLICY[self.route.endpoint]
        if rule.access is Access.DEVICE:
            return 401  # nobody here can sign
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


def some_value(converter: BaseConverter) -> str | int:
    """What an argument could be that belongs to nobody."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, IntegerConverter) else "any"
