"""Who became whom, of agencies and of procedures."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from survey.models.agency import Agency, AgencySuccession, SuccessionKind
from survey.models.procedure import Procedure, ProcedureSuccession


class Relation(NamedTuple):
    """The other end of a succession."""

    id: int
    name_vi: str
    name_en: str | None
    code: str | None
    kind: SuccessionKind
    effective_on: date
    legal_basis: str | None


def agencies_before(session: Session, *, agency_id: int) -> list[Relation]:
    """What an agency was made of."""
    statement = _agencies(AgencySuccession.predecessor_id)
    return _relations(session, statement.where(AgencySuccession.successor_id == agency_id))


def agencies_after(session: Session, *, agency_id: int) -> list[Relation]:
    """What became of an agency."""
    statement = _agencies(AgencySuccession.successor_id)
    return _relations(session, statement.where(AgencySuccession.predecessor_id == agency_id))


def procedures_before(session: Session, *, procedure_id: int) -> list[Relation]:
    statement = _procedures(ProcedureSuccession.predecessor_id)
    return _relations(session, statement.where(ProcedureSuccession.successor_id == procedure_id))


def procedures_after(session: Session, *, procedure_id: int) -> list[Relation]:
    statement = _procedures(ProcedureSuccession.successor_id)
    return _relations(session, statement.where(ProcedureSuccession.predecessor_id == procedure_id))


def pairs_of_agencies(session: Session) -> set[tuple[int, int]]:
    """Every predecessor with its successor."""
    pairs = select(AgencySuccession.predecessor_id, AgencySuccession.successor_id)
    return {(one, other) for one, other in session.execute(pairs)}


def pairs_of_procedures(session: Session) -> set[tuple[int, int]]:
    pairs = select(ProcedureSuccession.predecessor_id, ProcedureSuccession.successor_id)
    return {(one, other) for one, other in session.execute(pairs)}


def _agencies(end: InstrumentedAttribute[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Agency.id,
            Agency.name_vi,
            Agency.name_en,
            Agency.code,
            AgencySuccession.kind,
            AgencySuccession.effective_on,
            AgencySuccession.legal_basis,
        )
        .join(AgencySuccession, Agency.id == end)
        .order_by(AgencySuccession.effective_on, Agency.search, Agency.id)
    )


def _procedures(end: InstrumentedAttribute[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Procedure.id,
            Procedure.name_vi,
            Procedure.name_en,
            Procedure.national_code,
            ProcedureSuccession.kind,
            ProcedureSuccession.effective_on,
            ProcedureSuccession.legal_basis,
        )
        .join(ProcedureSuccession, Procedure.id == end)
        .order_by(ProcedureSuccession.effective_on, Procedure.search, Procedure.id)
    )


def _relations(session: Session, statement: Select[*tuple[Any, ...]]) -> list[Relation]:
    return [Relation(*row) for row in session.execute(statement)]
