"""Counts of closed dossiers, entered and corrected by hand, a day at a time."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.errors.registers import CountsChanged
from survey.i18n import called
from survey.models.flow import Flow
from survey.models.point import ServicePoint
from survey.queries import flows, points
from survey.staff.dates import require_within

MOST_A_DAY = 100_000
"""Dossiers of one procedure at one point; more are a slip of the pen."""

Counts = Mapping[int, int | None]
"""Dossiers closed by procedure; None where nothing was counted, which is not zero."""


def save_day(
    session: Session, *, point: ServicePoint, day: date, counts: Counts, seen: Counts, by: Actor
) -> None:
    """Make the counts of a day those given; procedures that are not named keep theirs.

    `seen` is what the person had before their eyes: when the database holds something else by
    now, CountsChanged is raised, for one of the two entries would be lost.
    """
    require_within(point, day=day, name=called(point.name_vi, point.name_en))
    points.by_id_locked(session, point_id=point.id)
    known = {row.procedure_id: row for row in flows.of_day(session, point_id=point.id, day=day)}
    before = {number: row.closed for number, row in known.items()}
    if any(before.get(number) != seen.get(number) for number in counts):
        raise CountsChanged
    for number, closed in counts.items():
        _set(session, row=known.get(number), point=point, day=day, number=number, closed=closed)
    session.flush()
    _note(session, point=point, day=day, before=before, counts=counts, by=by)


def _set(
    session: Session,
    *,
    row: Flow | None,
    point: ServicePoint,
    day: date,
    number: int,
    closed: int | None,
) -> None:
    if row is None and closed is not None:
        session.add(Flow(point_id=point.id, procedure_id=number, day=day, closed=closed))
    elif row is not None and closed is None:
        session.delete(row)
    elif row is not None and closed is not None:
        row.closed = closed


def _note(
    session: Session,
    *,
    point: ServicePoint,
    day: date,
    before: Mapping[int, int],
    counts: Counts,
    by: Actor,
) -> None:
    if all(before.get(number) == closed for number, closed in counts.items()):
        return
    audit.record(
        session,
        by=by,
        action="flow.entered",
        subject={"point": point.id, "day": day.isoformat()},
        agency_id=point.agency_id,
        before={str(number): before.get(number) for number in counts},
        after={str(number): closed for number, closed in counts.items()},
    )
