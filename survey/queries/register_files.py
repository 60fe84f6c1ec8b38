"""The registers row by row as their files hold them: whole, or beside the rows of a file."""

import json
from collections.abc import Callable, Collection, Iterator
from typing import Any

from sqlalchemy import RowMapping, func, or_, select, text, tuple_
from sqlalchemy.orm import Session, aliased

from survey.models.agency import Agency, AgencyPlacement, AgencySuccession
from survey.models.flow import Flow
from survey.models.point import Offering, ServicePoint
from survey.models.procedure import Field, Procedure, ProcedureSuccession, TimeLimit
from survey.queries import quality_files
from survey.queries.register_columns import BY_PROCEDURE, Columns, Statement, of_procedure

ROWS_AT_ONCE = 1_000

Key = tuple[Any, ...]


def all_rows(
    session: Session, *, register: str, within: Collection[int] | None = None
) -> Iterator[RowMapping]:
    """Every row of these agencies, None for all, in an order that stays the same."""
    statement, _, order = STATEMENTS[register]
    found, owner = statement().order_by(*order), OWNERS.get(register)
    if within is not None and owner is not None:
        found = found.where(or_(owner.in_(within), owner.is_(None)))
    return session.execute(found, execution_options={"yield_per": ROWS_AT_ONCE}).mappings()


def rows_with(session: Session, *, register: str, keys: Collection[Key]) -> list[RowMapping]:
    """The rows whose lookup columns hold one of the keys."""
    statement, columns, order = STATEMENTS[register]
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    wanted = _listed(keys) if is_sqlite and len(columns) > 1 else keys
    named = tuple_(*columns).in_(wanted)
    if len(columns) == 1:
        named = columns[0].in_([key for (key,) in keys])
    return list(session.execute(statement().where(named).order_by(*order)).mappings())


def _listed(keys: Collection[Key]) -> Statement:
    """The keys as a table: for a list of pairs SQLite would read the whole register."""
    listed = func.json_each(json.dumps(list(keys), default=str)).table_valued("value")
    places = range(len(next(iter(keys))))
    return select(*(func.json_extract(listed.c.value, f"$[{place}]") for place in places))


def _agencies() -> Statement:
    parent = aliased(Agency)
    return (
        select(
            Agency.id,
            AgencyPlacement.id.label("placement_id"),
            Agency.code,
            Agency.kind,
            Agency.name_vi,
            Agency.name_en,
            parent.code.label("parent_code"),
            AgencyPlacement.valid_from.label("parent_from"),
            AgencyPlacement.valid_to.label("parent_to"),
            Agency.unit_code,
            Agency.identifier,
            Agency.valid_from,
            Agency.valid_to,
        )
        .outerjoin(AgencyPlacement, AgencyPlacement.agency_id == Agency.id)
        .outerjoin(parent, parent.id == AgencyPlacement.parent_id)
    )


def _points() -> Statement:
    return select(
        ServicePoint.id,
        ServicePoint.code,
        ServicePoint.agency_id,
        Agency.code.label("agency_code"),
        ServicePoint.kind,
        ServicePoint.name_vi,
        ServicePoint.name_en,
        ServicePoint.valid_from,
        ServicePoint.valid_to,
    ).join(Agency, Agency.id == ServicePoint.agency_id)


def _procedures() -> Statement:
    return select(
        Procedure.id,
        Procedure.national_code,
        Procedure.name_vi,
        Procedure.name_en,
        Field.name_vi.label("field_vi"),
        Field.name_en.label("field_en"),
        Procedure.level,
        Procedure.note,
        Procedure.valid_from,
        Procedure.valid_to,
    ).join(Field, Field.id == Procedure.field_id)


def _time_limits() -> Statement:
    return (
        select(
            TimeLimit.id,
            TimeLimit.procedure_id,
            TimeLimit.agency_id,
            *of_procedure(Procedure, "procedure"),
            Agency.code.label("agency_code"),
            TimeLimit.amount,
            TimeLimit.unit,
            TimeLimit.day_type,
            TimeLimit.same_day,
            TimeLimit.cutoff_hour,
            TimeLimit.verified_amount,
            TimeLimit.difficult_amount,
            TimeLimit.as_stated,
            TimeLimit.valid_from,
            TimeLimit.valid_to,
        )
        .join(Procedure, Procedure.id == TimeLimit.procedure_id)
        .outerjoin(Agency, Agency.id == TimeLimit.agency_id)
    )


def _offerings() -> Statement:
    return (
        select(
            Offering.id,
            Offering.point_id,
            Offering.procedure_id,
            ServicePoint.code.label("point_code"),
            *of_procedure(Procedure, "procedure"),
            Offering.valid_from,
            Offering.valid_to,
        )
        .join(ServicePoint, ServicePoint.id == Offering.point_id)
        .join(Procedure, Procedure.id == Offering.procedure_id)
    )


def _successions() -> Statement:
    before, after = aliased(Agency), aliased(Agency)
    return (
        select(
            AgencySuccession.predecessor_id,
            AgencySuccession.successor_id,
            before.code.label("predecessor_code"),
            after.code.label("successor_code"),
            AgencySuccession.kind,
            AgencySuccession.effective_on,
            AgencySuccession.legal_basis,
        )
        .join(before, before.id == AgencySuccession.predecessor_id)
        .join(after, after.id == AgencySuccession.successor_id)
    )


def _procedure_successions() -> Statement:
    before, after = aliased(Procedure), aliased(Procedure)
    return (
        select(
            ProcedureSuccession.predecessor_id,
            ProcedureSuccession.successor_id,
            *of_procedure(before, "predecessor"),
            *of_procedure(after, "successor"),
            ProcedureSuccession.kind,
            ProcedureSuccession.effective_on,
            ProcedureSuccession.legal_basis,
        )
        .join(before, before.id == ProcedureSuccession.predecessor_id)
        .join(after, after.id == ProcedureSuccession.successor_id)
    )


def _flows() -> Statement:
    return (
        select(
            Flow.point_id,
            Flow.procedure_id,
            ServicePoint.code.label("point_code"),
            *of_procedure(Procedure, "procedure"),
            Flow.day,
            Flow.closed,
        )
        .join(ServicePoint, ServicePoint.id == Flow.point_id)
        .join(Procedure, Procedure.id == Flow.procedure_id)
    )


OWNERS: dict[str, Any] = {
    "agencies": Agency.id,
    "points": ServicePoint.agency_id,
    "time_limits": TimeLimit.agency_id,
    "offerings": ServicePoint.agency_id,
    "successions": AgencySuccession.successor_id,
    "flows": ServicePoint.agency_id,
    **quality_files.OWNERS,
}
"""The agency a row belongs to; what belongs to none is shared by all."""

STATEMENTS: dict[str, tuple[Callable[[], Statement], Columns, Columns]] = {
    "agencies": (
        _agencies,
        (Agency.code,),
        (Agency.code, AgencyPlacement.valid_from.nulls_first()),
    ),
    "points": (_points, (ServicePoint.code,), (ServicePoint.code,)),
    "procedures": (_procedures, (Procedure.id,), BY_PROCEDURE),
    "time_limits": (
        _time_limits,
        (TimeLimit.procedure_id,),
        (*BY_PROCEDURE, Agency.code.nulls_first(), TimeLimit.valid_from.nulls_first()),
    ),
    "offerings": (
        _offerings,
        (Offering.point_id, Offering.procedure_id),
        (ServicePoint.code, *BY_PROCEDURE, Offering.valid_from.nulls_first()),
    ),
    "successions": (
        _successions,
        (AgencySuccession.predecessor_id, AgencySuccession.successor_id),
        (text("predecessor_code"), text("successor_code")),
    ),
    "procedure_successions": (
        _procedure_successions,
        (ProcedureSuccession.predecessor_id, ProcedureSuccession.successor_id),
        (text("predecessor_name"), text("successor_name")),
    ),
    "flows": (
        _flows,
        (Flow.point_id, Flow.procedure_id, Flow.day),
        (ServicePoint.code, Flow.day, *BY_PROCEDURE),
    ),
    **quality_files.STATEMENTS,
}
"""Of each register: its rows, the columns a row is looked up by, and the order of an export."""
