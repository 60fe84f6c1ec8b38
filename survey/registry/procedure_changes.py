"""Procedures that take the place of others: what was offered goes on under the new ones."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from flask_babel import format_date
from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.errors.registers import SuccessorEnds, SuccessorNotBegun
from survey.i18n import called
from survey.models.agency import SuccessionKind
from survey.models.procedure import Procedure, ProcedureSuccession
from survey.queries import offerings, time_limits
from survey.staff.dates import day_before, end_all, from_day_on, require_within


@dataclass(frozen=True)
class Replacement:
    """From `day` on the successors stand for the predecessors, which end the day before."""

    day: date
    predecessors: tuple[Procedure, ...]
    successors: tuple[Procedure, ...]
    legal_basis: str | None = None

    @property
    def last_day(self) -> date:
        return day_before(self.day)

    @property
    def kind(self) -> SuccessionKind:
        if len(self.predecessors) > 1:
            return SuccessionKind.MERGE
        return SuccessionKind.SPLIT if len(self.successors) > 1 else SuccessionKind.RENAME


class ReplacementOutcome(NamedTuple):
    """What a replacement does, counted."""

    offers_ended: int
    offers_begun: int
    limits_ended: int


def rehearse(session: Session, *, replacement: Replacement, by: Actor) -> ReplacementOutcome:
    """What `carry_out` would do; nothing of it stays. Raises the same Refusals."""
    try:
        return carry_out(session, replacement=replacement, by=by)
    finally:
        session.rollback()


def carry_out(session: Session, *, replacement: Replacement, by: Actor) -> ReplacementOutcome:
    _require_sense(replacement)
    last_day = replacement.last_day
    ids = [procedure.id for procedure in replacement.predecessors]
    begun = _offer_successors(session, replacement=replacement)
    offers = offerings.open_on(session, procedure_ids=ids, day=replacement.day)
    limits = time_limits.open_on(session, procedure_ids=ids, day=replacement.day)
    outcome = ReplacementOutcome(
        offers_ended=end_all(session, rows=offers, last_day=last_day),
        offers_begun=begun,
        limits_ended=end_all(session, rows=limits, last_day=last_day),
    )
    end_all(session, rows=replacement.predecessors, last_day=last_day)
    _link(session, replacement=replacement, by=by)
    session.flush()
    return outcome


def _require_sense(replacement: Replacement) -> None:
    for procedure in replacement.predecessors:
        name = called(procedure.name_vi, procedure.name_en)
        require_within(procedure, day=replacement.last_day, name=name)
    for procedure in replacement.successors:
        name = called(procedure.name_vi, procedure.name_en)
        if procedure.valid_from is not None and procedure.valid_from > replacement.day:
            raise SuccessorNotBegun(name=name, day=format_date(procedure.valid_from))
        if procedure.valid_to is not None and procedure.valid_to < replacement.day:
            raise SuccessorEnds(name=name, day=format_date(procedure.valid_to))


def _offer_successors(session: Session, *, replacement: Replacement) -> int:
    """Where a predecessor is offered, every successor is from then on; each once."""
    day = replacement.day
    old = offerings.open_on(
        session, procedure_ids=[p.id for p in replacement.predecessors], day=day
    )
    new = offerings.open_on(session, procedure_ids=[p.id for p in replacement.successors], day=day)
    taken = {(row.point_id, row.procedure_id) for row in new}
    begun = 0
    for row in old:
        for successor in replacement.successors:
            if (row.point_id, successor.id) not in taken:
                taken.add((row.point_id, successor.id))
                session.add(from_day_on(row, day=day, changed={"procedure_id": successor.id}))
                begun += 1
    return begun


def _link(session: Session, *, replacement: Replacement, by: Actor) -> None:
    for predecessor in replacement.predecessors:
        for successor in replacement.successors:
            session.add(
                ProcedureSuccession(
                    predecessor_id=predecessor.id,
                    successor_id=successor.id,
                    kind=replacement.kind,
                    effective_on=replacement.day,
                    legal_basis=replacement.legal_basis,
                )
            )
        audit.record(
            session,
            by=by,
            action="procedure.replaced",
            subject={"procedure": predecessor.id},
            after={
                "successors": [successor.id for successor in replacement.successors],
                "day": replacement.day,
                "legal_basis": replacement.legal_basis,
            },
        )
