"""What agencies leave to their heirs: those below them, points, limits, roles."""

from flask_babel import format_date
from sqlalchemy.orm import Session

from survey.errors.registers import PointBeginsLater
from survey.i18n import called
from survey.models.account import Membership
from survey.models.agency import Agency
from survey.models.point import ServicePoint
from survey.models.slip_code import new_code
from survey.queries import memberships, points
from survey.registry.agency_plan import ENDS, Change, Estate
from survey.registry.codes import suggested
from survey.staff.dates import end_all, from_day_on


def hand_over_below(session: Session, *, change: Change, held: Estate, heirs: list[Agency]) -> int:
    """Agencies below go to their heir, or to the parent where nobody follows; says how many."""
    for row in held.below:
        heir = heirs[change.children_to.get(row.agency_id, 0)] if heirs else change.parent
        if heir is not None:
            session.add(from_day_on(row, day=change.day, changed={"parent_id": heir.id}))
    return end_all(session, rows=held.below, last_day=change.last_day)


def hand_over_points(session: Session, *, change: Change, held: Estate, heirs: list[Agency]) -> int:
    """Points go on under their heir, with what they offer; says how many."""
    going_on = 0
    for point in held.points:
        number = change.points_to.get(point.id, 0) if heirs else ENDS
        if point.valid_from is not None and point.valid_from >= change.day:
            name = called(point.name_vi, point.name_en)
            raise PointBeginsLater(name=name, day=format_date(point.valid_from))
        if number != ENDS:
            going_on += 1
            _continue(session, point=point, change=change, held=held, heir=heirs[number])
    return going_on


def hand_over_terms(session: Session, *, change: Change, held: Estate, heir: Agency) -> None:
    """Committed limits and questionnaires stay as they are under a new name."""
    changed = {"agency_id": heir.id}
    session.add_all(from_day_on(row, day=change.day, changed=changed) for row in held.limits)
    session.add_all(from_day_on(row, day=change.day, changed=changed) for row in held.uses)


def hand_over_roles(session: Session, *, change: Change, heirs: list[Agency]) -> int:
    """Everybody keeps the same role in every heir; says how many roles were given."""
    held = memberships.of_agencies(session, agency_ids=change.predecessor_ids)
    has = {
        (row.account_id, row.agency_id, row.role)
        for row in memberships.of_agencies(session, agency_ids=[heir.id for heir in heirs])
    }
    wanted = {(row.account_id, heir.id, row.role) for row in held for heir in heirs} - has
    for account_id, agency_id, role in sorted(wanted):
        session.add(Membership(account_id=account_id, agency_id=agency_id, role=role))
    return len(wanted)


def _continue(
    session: Session, *, point: ServicePoint, change: Change, held: Estate, heir: Agency
) -> None:
    """The same counter under the heir; its poster and the slips on paper keep working."""
    poster_code, point.poster_code = point.poster_code, new_code()
    session.flush()  # at no moment do two points bear the same poster

    def is_taken(code: str) -> bool:
        return points.by_code(session, code=code) is not None

    changed = {
        "agency_id": heir.id,
        "code": suggested(point.code, is_taken=is_taken),
        "poster_code": poster_code,
        "continues_id": point.id,
    }
    successor = from_day_on(point, day=change.day, changed=changed)
    session.add(successor)
    session.flush()
    for row in held.offerings:
        if row.point_id == point.id:
            session.add(from_day_on(row, day=change.day, changed={"point_id": successor.id}))
