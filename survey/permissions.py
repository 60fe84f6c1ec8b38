"""Whether a person may open something, and in which part of the tree.

Where a thing in the address belongs to an agency, its argument carries a name from `OBJECTS`
(`/results/<agency_code>`, `/registers/points/<point_code>`): the role must then be held in that
agency or above it. Nothing else needs to be written. An argument that belongs to nobody stands in
`SHARED`; a test refuses any other name, so that no object can slip past. What a form names instead
of the address (a parent, a chosen agency) is for the view to hold to `scope` or `may`.

Nobody signed in: to the sign-in page. Role not held: 403. Not theirs or not there: the same 404.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from survey.errors.problem import NotAllowed, NotFound
from survey.models.account import Role
from survey.policy import EVERYONE, POLICY, Access
from survey.queries import agencies, owners
from survey.queries.accounts import Person

OBJECTS: dict[str, Callable[[Session, Any], owners.Owners]] = {
    "account_id": lambda session, value: owners.of_account(session, account_id=value),
    "action_id": lambda session, value: owners.of_action(session, action_id=value),
    "agency_code": lambda session, value: owners.of_agency(session, code=value),
    "campaign_id": lambda session, value: owners.of_campaign(session, campaign_id=value),
    "case_id": lambda session, value: owners.of_case(session, case_id=value),
    "document_id": lambda session, value: owners.of_document(session, document_id=value),
    "finding_id": lambda session, value: owners.of_finding(session, finding_id=value),
    "import_id": lambda session, value: owners.of_import(session, import_id=value),
    "inspection_id": lambda session, value: owners.of_inspection(session, inspection_id=value),
    "kiosk_id": lambda session, value: owners.of_kiosk(session, kiosk_id=value),
    "objective_id": lambda session, value: owners.of_objective(session, objective_id=value),
    "plan_id": lambda session, value: owners.of_plan(session, plan_id=value),
    "point_code": lambda session, value: owners.of_point(session, code=value),
    "process_id": lambda session, value: owners.of_process(session, process_id=value),
    "draw_id": lambda session, value: owners.of_draw(session, draw_id=value),
    "record_id": lambda session, value: owners.of_record(session, record_id=value),
    "review_id": lambda session, value: owners.of_review(session, review_id=value),
}
SHARED = frozenset(
    {
        "day",
        "field_id",
        "dimension",
        "exhibit",
        "filename",
        "format",
        "kind",
        "limit_id",
        "language",
        "membership_id",  # of the account beside it
        "number",
        "procedure_id",
        "questionnaire_code",
        "register",
        "section",
        "version_id",
    }
)


def may(
    session: Session,
    *,
    person: Person | None,
    endpoint: str,
    day: date,
    agency_id: int | None = None,
) -> bool:
    """Whether the person may open this, in that agency or, when none is named, anywhere."""
    rule = POLICY.get(endpoint)
    if rule is None:
        return False
    if rule.access is not Access.ROLE:
        return True
    if person is None or not held(person, roles=rule.roles):
        return False
    named = [] if agency_id is None else [agency_id]
    return covers(session, person=person, roles=rule.roles, agency_ids=named, day=day)


def require(
    session: Session, *, person: Person, endpoint: str, arguments: Mapping[str, Any], day: date
) -> None:
    """Raises NotAllowed without the role, NotFound for what is not there or not theirs."""
    roles = POLICY[endpoint].roles
    if not held(person, roles=roles):
        raise NotAllowed
    for name in OBJECTS.keys() & arguments.keys():
        agency_ids = OBJECTS[name](session, arguments[name])
        if agency_ids is None or not covers(
            session, person=person, roles=roles, agency_ids=agency_ids, day=day
        ):
            raise NotFound


def scope(
    session: Session, *, person: Person, day: date, roles: frozenset[Role] = EVERYONE
) -> set[int]:
    """The agencies in which the person holds one of these roles, and all below them."""
    return agencies.subtree_ids(session, roots=held(person, roles=roles), day=day)


def held(person: Person, *, roles: frozenset[Role]) -> set[int]:
    """The agencies of the memberships themselves, without what lies below."""
    return {standing.agency_id for standing in person.memberships if standing.role in roles}


def covers(
    session: Session,
    *,
    person: Person,
    roles: frozenset[Role],
    agency_ids: Collection[int],
    day: date,
) -> bool:
    """Whether all of these agencies lie where the person holds one of the roles."""
    asked = set(agency_ids)
    return asked == covered(session, person=person, roles=roles, agency_ids=asked, day=day)


def covered(
    session: Session,
    *,
    person: Person,
    roles: frozenset[Role],
    agency_ids: Collection[int],
    day: date,
) -> set[int]:
    """Those of these agencies that lie where the person holds one of the roles."""
    at = held(person, roles=roles)
    theirs = at.intersection(agency_ids)
    below = set(agency_ids) - theirs
    if at and below:
        theirs |= agencies.ids_within(session, agency_ids=below, roots=at, day=day)
    return theirs
