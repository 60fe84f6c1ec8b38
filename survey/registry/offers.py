"""Upkeep of what is offered at a point."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.i18n import called
from survey.models.point import Offering, ServicePoint
from survey.queries import offerings, procedures
from survey.staff import held_agencies
from survey.staff.dates import end_all, require_within


def offer(
    session: Session,
    *,
    point: ServicePoint,
    procedure_ids: Sequence[int],
    first_day: date,
    by: Actor,
) -> int:
    """Offer procedures from that day on; says how many were not offered already."""
    held_agencies.hold_point(session, point)
    require_within(point, day=first_day, name=called(point.name_vi, point.name_en))
    known = {
        row.procedure_id for row in offerings.open_on(session, point_ids=[point.id], day=first_day)
    }
    wanted = procedures.by_ids(session, procedure_ids=procedure_ids)
    added = [procedure for procedure in wanted if procedure.id not in known]
    for procedure in added:
        require_within(procedure, day=first_day, name=called(procedure.name_vi, procedure.name_en))
        session.add(
            Offering(
                point_id=point.id,
                procedure_id=procedure.id,
                valid_from=first_day,
                valid_to=point.valid_to,
            )
        )
    _note_offers(session, point=point, ids=[row.id for row in added], day=first_day, by=by)
    return len(added)


def stop_offering(
    session: Session,
    *,
    point: ServicePoint,
    offering_ids: Sequence[int],
    last_day: date,
    by: Actor,
) -> int:
    """Offer no longer than that day; what had not begun by then is removed. Says how many."""
    rows = offerings.by_ids(session, point_id=point.id, offering_ids=offering_ids)
    ids = [row.procedure_id for row in rows]
    changed = end_all(session, rows=rows, last_day=last_day)
    audit.record(
        session,
        by=by,
        action="point.stopped_offering",
        subject={"point": point.id},
        agency_id=point.agency_id,
        after={"procedures": ids, "last_day": last_day},
    )
    return changed


def _note_offers(
    session: Session, *, point: ServicePoint, ids: list[int], day: date, by: Actor
) -> None:
    if ids:
        audit.record(
            session,
            by=by,
            action="point.offered",
            subject={"point": point.id},
            agency_id=point.agency_id,
            after={"procedures": ids, "first_day": day},
        )
