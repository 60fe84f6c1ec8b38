"""Procedures and their fields: browse, search, by code."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from survey.models.point import Offering, ServicePoint
from survey.models.procedure import Field, Procedure, ProcedureLevel
from survey.queries.paging import Stretch, Window, stretch
from survey.queries.searching import holds_words
from survey.text import fold

ORDERS = {
    "name": (Procedure.search, Procedure.id),
    "-name": (Procedure.search.desc(), Procedure.id.desc()),
    "code": (Procedure.national_code.nulls_last(), Procedure.search, Procedure.id),
    "-code": (Procedure.national_code.desc().nulls_last(), Procedure.search, Procedure.id),
    "field": (Field.name_vi, Procedure.search, Procedure.id),
    "-field": (Field.name_vi.desc(), Procedure.search, Procedure.id),
    "level": (Procedure.level, Procedure.search, Procedure.id),
    "-level": (Procedure.level.desc(), Procedure.search, Procedure.id),
}


class ProcedureFilter(NamedTuple):
    """What is looked for; empty parts do not narrow."""

    day: date
    words: str = ""
    field_id: int | None = None
    level: ProcedureLevel | None = None
    any_time: bool = False
    not_offered_at: int | None = None
    """A point: only what it does not offer on the day."""


class ProcedureRow(NamedTuple):
    id: int
    national_code: str | None
    name_vi: str
    name_en: str | None
    field_id: int
    field_vi: str
    field_en: str | None
    level: ProcedureLevel
    valid_from: date | None
    valid_to: date | None


class FieldCount(NamedTuple):
    """A field and how many procedures it holds on the day."""

    id: int
    name_vi: str
    name_en: str | None
    procedures: int


def found(
    session: Session, *, where: ProcedureFilter, order: str = "name", window: Window
) -> Stretch[ProcedureRow]:
    """Raises KeyError for an order that is not in ORDERS."""
    statement = (
        select(
            Procedure.id,
            Procedure.national_code,
            Procedure.name_vi,
            Procedure.name_en,
            Field.id,
            Field.name_vi,
            Field.name_en,
            Procedure.level,
            Procedure.valid_from,
            Procedure.valid_to,
        )
        .join(Field, Field.id == Procedure.field_id)
        .where(*_conditions(where))
        .order_by(*ORDERS[order])
    )
    return stretch(session, statement=statement, window=window, make=ProcedureRow)


def _conditions(where: ProcedureFilter) -> list[ColumnElement[bool]]:
    conditions = [holds_words(Procedure.search, words=where.words)]
    if not where.any_time:
        conditions.append(Procedure.valid_on(where.day))
    if where.field_id is not None:
        conditions.append(Procedure.field_id == where.field_id)
    if where.level is not None:
        conditions.append(Procedure.level == where.level)
    if where.not_offered_at is not None:
        offered = exists().where(
            Offering.procedure_id == Procedure.id,
            Offering.point_id == where.not_offered_at,
            Offering.valid_on(where.day),
        )
        conditions.append(~offered)
    return conditions


def by_id(session: Session, *, procedure_id: int) -> Procedure | None:
    return session.get(Procedure, procedure_id)


def by_ids(session: Session, *, procedure_ids: Sequence[int]) -> list[Procedure]:
    statement = select(Procedure).where(Procedure.id.in_(procedure_ids))
    return list(session.execute(statement.order_by(Procedure.search, Procedure.id)).scalars())


def by_national_code(session: Session, *, code: str) -> Procedure | None:
    statement = select(Procedure).where(Procedure.national_code == code)
    return session.execute(statement).scalar_one_or_none()


def namesakes(session: Session, *, name_vi: str, level: ProcedureLevel) -> list[Procedure]:
    """All of that name at that level, in whatever case and accents, whenever they hold."""
    folded = fold(name_vi)
    # What a procedure is found by begins with its name.
    begins_alike = Procedure.search.startswith(folded, autoescape=True)
    statement = select(Procedure).where(begins_alike, Procedure.level == level)
    found = session.execute(statement.order_by(Procedure.id)).scalars()
    return [procedure for procedure in found if fold(procedure.name_vi) == folded]


def by_name(session: Session, *, name_vi: str) -> Procedure | None:
    """The first of them where several procedures have the same name."""
    statement = select(Procedure).where(Procedure.name_vi == name_vi).order_by(Procedure.id)
    return session.execute(statement).scalars().first()


def of_field(session: Session, *, field_id: int) -> list[Procedure]:
    return list(session.execute(select(Procedure).where(Procedure.field_id == field_id)).scalars())


def field_by_id(session: Session, *, field_id: int) -> Field | None:
    return session.get(Field, field_id)


def field_by_name(session: Session, *, name_vi: str) -> Field | None:
    return session.execute(select(Field).where(Field.name_vi == name_vi)).scalar_one_or_none()


def fields_handled(session: Session, *, agency_ids: Collection[int]) -> list[Field]:
    """With a procedure that one of these agencies ever offered, by name."""
    offered = (
        exists()
        .where(Procedure.field_id == Field.id, Offering.procedure_id == Procedure.id)
        .where(ServicePoint.id == Offering.point_id, ServicePoint.agency_id.in_(agency_ids))
    )
    return list(session.execute(select(Field).where(offered).order_by(Field.name_vi)).scalars())


def handled_ids(session: Session, *, agency_ids: Collection[int]) -> set[int]:
    """Procedures that one of these agencies ever offered."""
    statement = (
        select(Offering.procedure_id)
        .join(ServicePoint, ServicePoint.id == Offering.point_id)
        .where(ServicePoint.agency_id.in_(agency_ids))
    )
    return set(session.execute(statement).scalars())


def fields(session: Session) -> list[Field]:
    """Every field, by name."""
    return list(session.execute(select(Field).order_by(Field.name_vi)).scalars())


def field_counts(session: Session, *, day: date) -> list[FieldCount]:
    """Every field, with the procedures that hold on the day."""
    counted = (
        select(Field.id, Field.name_vi, Field.name_en, func.count(Procedure.id))
        .outerjoin(Procedure, (Procedure.field_id == Field.id) & Procedure.valid_on(day))
        .group_by(Field.id, Field.name_vi, Field.name_en)
        .order_by(Field.name_vi)
    )
    return [FieldCount(*row) for row in session.execute(counted)]
