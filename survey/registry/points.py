"""Upkeep of service points: open, correct, close."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.errors.registers import CodeTaken
from survey.i18n import called
from survey.models.agency import Agency
from survey.models.point import PointKind, ServicePoint
from survey.models.slip_code import new_code
from survey.queries import offerings, points
from survey.registry.codes import suggested
from survey.staff import held_agencies
from survey.staff.dates import end_all, open_again, require_order, require_within
from survey.text import searchable


class PointDetails(NamedTuple):
    """What is known of a point; without a code one is made from agency and name."""

    name_vi: str
    kind: PointKind
    code: str | None = None
    name_en: str | None = None
    valid_from: date | None = None


def create(session: Session, *, agency: Agency, details: PointDetails, by: Actor) -> ServicePoint:
    """A new point with a poster of its own; it lasts no longer than its agency."""
    held_agencies.hold(session, leant_on=(agency,))
    if details.valid_from is not None:
        require_within(agency, day=details.valid_from, name=called(agency.name_vi, agency.name_en))
    point = ServicePoint(agency_id=agency.id, poster_code=new_code(), valid_to=agency.valid_to)
    _fill(session, point=point, agency=agency, details=details)
    session.add(point)
    session.flush()
    _note(session, action="point.created", point=point, before={}, by=by)
    return point


def edit(
    session: Session, *, point: ServicePoint, agency: Agency, details: PointDetails, by: Actor
) -> None:
    before = audit.snapshot(point)
    _fill(session, point=point, agency=agency, details=details)
    _note(session, action="point.edited", point=point, before=before, by=by)


def end(session: Session, *, point: ServicePoint, last_day: date, by: Actor) -> None:
    """With that day the point closes, and nothing is offered there any more."""
    held_agencies.hold_point(session, point)
    require_within(point, day=last_day, name=called(point.name_vi, point.name_en))
    before = audit.snapshot(point)
    rows = offerings.open_on(session, point_ids=[point.id], day=last_day)
    end_all(session, rows=rows, last_day=last_day)
    point.valid_to = last_day
    _note(session, action="point.ended", point=point, before=before, by=by)


def reopen(session: Session, *, point: ServicePoint, by: Actor) -> None:
    """Take an end back, as long as the agency itself goes on."""
    agency = held_agencies.hold_point(session, point)
    if point.valid_to is None:
        return
    if agency.valid_to is not None:
        require_within(agency, day=date.max, name=called(agency.name_vi, agency.name_en))
    before = audit.snapshot(point)
    rows = offerings.open_on(session, point_ids=[point.id], day=point.valid_to)
    open_again(rows, last_day=point.valid_to)
    point.valid_to = None
    _note(session, action="point.reopened", point=point, before=before, by=by)


def _fill(session: Session, *, point: ServicePoint, agency: Agency, details: PointDetails) -> None:
    require_order(first=details.valid_from, last=point.valid_to)
    code = details.code or suggested(
        f"{agency.code} {details.name_vi}",
        is_taken=lambda code: points.by_code(session, code=code) is not None,
    )
    with session.no_autoflush:
        holder = points.by_code(session, code=code)
    if holder is not None and holder is not point:
        raise CodeTaken(name=called(holder.name_vi, holder.name_en))
    point.code, point.kind = code, details.kind
    point.name_vi, point.name_en = details.name_vi, details.name_en
    point.valid_from = details.valid_from
    point.search = searchable(details.name_vi, details.name_en, code)


def _note(
    session: Session, *, action: str, point: ServicePoint, before: audit.Values, by: Actor
) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"point": point.id},
        agency_id=point.agency_id,
        before=before,
        after=audit.snapshot(point),
    )
