"""Upkeep of procedures: enter, correct, end."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.errors.registers import NationalCodeTaken, ProcedureKnown
from survey.i18n import called
from survey.models.procedure import Field, Procedure, ProcedureLevel
from survey.queries import offerings, procedures, time_limits
from survey.registry.fields import search_text
from survey.staff.dates import end_all, open_again, require_order, require_within


class ProcedureDetails(NamedTuple):
    """What is known of a procedure; a code that is not known stays empty."""

    name_vi: str
    field: Field
    level: ProcedureLevel
    national_code: str | None = None
    name_en: str | None = None
    note: str | None = None
    valid_from: date | None = None


def create(session: Session, *, details: ProcedureDetails, by: Actor) -> Procedure:
    procedure = Procedure()
    _fill(session, procedure=procedure, details=details)
    session.add(procedure)
    session.flush()
    note(session, action="procedure.created", procedure=procedure, before={}, by=by)
    return procedure


def edit(session: Session, *, procedure: Procedure, details: ProcedureDetails, by: Actor) -> None:
    before = audit.snapshot(procedure)
    _fill(session, procedure=procedure, details=details)
    note(session, action="procedure.edited", procedure=procedure, before=before, by=by)


def end(session: Session, *, procedure: Procedure, last_day: date, by: Actor) -> None:
    """With that day the procedure ends, and with it every offer and every time limit."""
    name = called(procedure.name_vi, procedure.name_en)
    require_within(procedure, day=last_day, name=name)
    before = audit.snapshot(procedure)
    rows = offerings.open_on(session, procedure_ids=[procedure.id], day=last_day)
    limits = time_limits.open_on(session, procedure_ids=[procedure.id], day=last_day)
    end_all(session, rows=rows, last_day=last_day)
    end_all(session, rows=limits, last_day=last_day)
    procedure.valid_to = last_day
    note(session, action="procedure.ended", procedure=procedure, before=before, by=by)


def reopen(session: Session, *, procedure: Procedure, by: Actor) -> None:
    """Take an end back, with the offers and limits that ended on the same day."""
    last_day = procedure.valid_to
    if last_day is None:
        return
    before = audit.snapshot(procedure)
    ids = [procedure.id]
    open_again(offerings.open_on(session, procedure_ids=ids, day=last_day), last_day=last_day)
    open_again(time_limits.open_on(session, procedure_ids=ids, day=last_day), last_day=last_day)
    procedure.valid_to = None
    note(session, action="procedure.reopened", procedure=procedure, before=before, by=by)


def note(
    session: Session,
    *,
    action: str,
    procedure: Procedure,
    before: audit.Values,
    by: Actor,
) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"procedure": procedure.id},
        before=before,
        after=audit.snapshot(procedure),
    )


def _fill(session: Session, *, procedure: Procedure, details: ProcedureDetails) -> None:
    require_order(first=details.valid_from, last=procedure.valid_to)
    if details.national_code:
        _require_free_code(session, code=details.national_code, procedure=procedure)
    if _is_called_anew(procedure, details=details):
        _require_own_name(session, details=details, procedure=procedure)
    procedure.national_code = details.national_code or None
    procedure.name_vi, procedure.name_en = details.name_vi, details.name_en
    procedure.field_id, procedure.level = details.field.id, details.level
    procedure.note, procedure.valid_from = details.note, details.valid_from
    procedure.search = search_text(procedure, field=details.field)


def _is_called_anew(procedure: Procedure, *, details: ProcedureDetails) -> bool:
    before = (procedure.name_vi, procedure.level, procedure.national_code)
    return before != (details.name_vi, details.level, details.national_code or None)


def _require_own_name(session: Session, *, details: ProcedureDetails, procedure: Procedure) -> None:
    """An import takes two of one name and level for the same as soon as one has no code."""
    with session.no_autoflush:
        known = procedures.namesakes(session, name_vi=details.name_vi, level=details.level)
    for other in known:
        is_told_apart = bool(details.national_code and other.national_code)
        has_code_and_other_ended = bool(details.national_code) and other.valid_to is not None
        if other is not procedure and not is_told_apart and not has_code_and_other_ended:
            raise ProcedureKnown


def _require_free_code(session: Session, *, code: str, procedure: Procedure) -> None:
    with session.no_autoflush:
        holder = procedures.by_national_code(session, code=code)
    if holder is not None and holder is not procedure:
        raise NationalCodeTaken(name=called(holder.name_vi, holder.name_en))
