"""Every place an agency ever had and everything it was made of: the stuff of lineages."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import CTE, literal, or_, select, union_all
from sqlalchemy.orm import Session

from survey.models.agency import AgencyPlacement, AgencySuccession, SuccessionKind
from survey.models.procedure import ProcedureSuccession


class Stay(NamedTuple):
    """An agency stood under a parent, both ends inclusive."""

    agency_id: int
    parent_id: int
    valid_from: date | None
    valid_to: date | None


class Step(NamedTuple):
    """An agency went into another one, or a procedure into another one."""

    predecessor_id: int
    successor_id: int
    effective_on: date
    kind: SuccessionKind


_STAYS = select(
    AgencyPlacement.agency_id,
    AgencyPlacement.parent_id,
    AgencyPlacement.valid_from,
    AgencyPlacement.valid_to,
).order_by(AgencyPlacement.id)


def stays(session: Session) -> list[Stay]:
    """Of all agencies."""
    return [Stay(*row) for row in session.execute(_STAYS)]


def stays_below(session: Session, *, top: int) -> list[Stay]:
    """Of all agencies that ever stood below, or went into one that did."""
    below = _ever_below(top)
    rows = session.execute(_STAYS.join(below, below.c.id == AgencyPlacement.agency_id))
    return [Stay(*row) for row in rows]


def steps_around(session: Session, *, top: int) -> list[Step]:
    """In which one of the same agencies was either."""
    below = _ever_below(top)
    rows = session.execute(
        select(
            AgencySuccession.predecessor_id,
            AgencySuccession.successor_id,
            AgencySuccession.effective_on,
            AgencySuccession.kind,
        )
        .distinct()
        .join(
            below,
            or_(
                below.c.id == AgencySuccession.predecessor_id,
                below.c.id == AgencySuccession.successor_id,
            ),
        )
        .order_by(AgencySuccession.effective_on)
    )
    return [Step(*row) for row in rows]


def procedure_steps(session: Session, *, until: date) -> list[Step]:
    """All that were in force on that day."""
    rows = session.execute(
        select(
            ProcedureSuccession.predecessor_id,
            ProcedureSuccession.successor_id,
            ProcedureSuccession.effective_on,
            ProcedureSuccession.kind,
        )
        .where(ProcedureSuccession.effective_on <= until)
        .order_by(ProcedureSuccession.effective_on)
    )
    return [Step(*row) for row in rows]


def _ever_below(top: int) -> CTE:
    """UNION keeps every agency once, so that a circle ends."""
    down = union_all(
        select(AgencyPlacement.parent_id.label("upper"), AgencyPlacement.agency_id.label("lower")),
        select(AgencySuccession.successor_id, AgencySuccession.predecessor_id),
    ).subquery("down")
    below = select(literal(top).label("id")).cte("ever_below", recursive=True)
    return below.union(select(down.c.lower).join(below, below.c.id == down.c.upper))
