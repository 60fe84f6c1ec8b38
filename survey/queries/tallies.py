"""What was answered, counted at sealing: few rows, however many rated.

Every question is put to the coarsest table that can answer it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, literal, or_, select
from sqlalchemy.orm import Session

from survey.models.rating import Channel
from survey.models.tally import (
    RESPONSES,
    UNKNOWN_PROCEDURE,
    AgencyTally,
    Cell,
    ProcedureTally,
    Tally,
)
from survey.queries.slices import Column, Group, Key, Members, Slice, belongs

Asked = Mapping[str, tuple[int, ...]]
"""The versions in which a question is counted, by the question."""


class Answered(NamedTuple):
    """How many answers of a group a question has."""

    key: Key
    question: str
    n: int


class Answers(NamedTuple):
    """How often one answer was given to a question in a group."""

    key: Key
    question: str
    answer: str
    n: int


class Responses(NamedTuple):
    """How many rated in a group, whatever they answered."""

    key: Key
    n: int


class _Source(NamedTuple):
    """Where counts are read, and which column is what."""

    table: Any
    groups: Mapping[Group, Column]
    n: Column
    question: Column
    answer: Column


_OF_CELLS: dict[Group, Column] = {
    Group.MONTH: Cell.period,
    Group.AGENCY: Cell.agency_id,
    Group.POINT: Cell.point_id,
    Group.PROCEDURE: Cell.procedure_id,
    Group.CHANNEL: Cell.channel,
    Group.VERSION: Cell.version_id,
}
_CELLS = _Source(Cell, _OF_CELLS, Cell.responses, literal(RESPONSES), literal(RESPONSES))
_TALLIES = _Source(
    Cell.__table__.join(Tally.__table__), _OF_CELLS, Tally.n, Tally.question, Tally.answer
)


def _sums(table: type[AgencyTally | ProcedureTally]) -> _Source:
    groups: dict[Group, Column] = {
        Group.MONTH: table.period,
        Group.AGENCY: table.agency_id,
        Group.CHANNEL: table.channel,
        Group.VERSION: table.version_id,
    }
    return _Source(table, groups, table.n, table.question, table.answer)


_BY_AGENCY = _sums(AgencyTally)
_BY_PROCEDURE = _sums(ProcedureTally)._replace(
    groups={**_sums(ProcedureTally).groups, Group.PROCEDURE: ProcedureTally.procedure_id}
)


def first_and_last_month(
    session: Session, *, members: tuple[Members, ...]
) -> tuple[date, date] | None:
    """Between which months these agencies were rated; None where they never were."""
    period = AgencyTally.period
    first, last = session.execute(
        select(func.min(period), func.max(period)).where(
            AgencyTally.question == RESPONSES,
            belongs(members, agency=AgencyTally.agency_id, day=period),
        )
    ).one()
    return (first, last) if first else None


def responses(
    session: Session,
    *,
    of: Slice,
    by: Sequence[Group],
    channel: Channel | None = None,
    version_ids: tuple[int, ...] | None = None,
) -> list[Responses]:
    source = _source(of, by=by, finest=_CELLS)
    statement = _statement(of, source=source, by=by, channel=channel)
    statement = statement.where(source.question == RESPONSES)
    if version_ids is not None:
        statement = statement.where(source.groups[Group.VERSION].in_(version_ids))
    return [Responses(_key(key, by=by), n) for *key, n in session.execute(statement)]


def answered(
    session: Session, *, of: Slice, by: Sequence[Group], channel: Channel, asked: Asked
) -> list[Answered]:
    """Where several answers could be chosen, each one counts."""
    source = _source(of, by=by, finest=_TALLIES)
    statement = _statement(of, source=source, by=by, channel=channel)
    statement = statement.where(_is_asked(asked, source=source))
    rows = session.execute(statement.add_columns(source.question).group_by(source.question))
    return [Answered(_key(key, by=by), question, n) for *key, n, question in rows]


def answers(
    session: Session, *, of: Slice, by: Sequence[Group], channel: Channel, asked: Asked
) -> list[Answers]:
    source = _source(of, by=by, finest=_TALLIES)
    statement = _statement(of, source=source, by=by, channel=channel)
    statement = statement.where(_is_asked(asked, source=source))
    what = (source.question, source.answer)
    rows = session.execute(statement.add_columns(*what).group_by(*what))
    return [Answers(_key(key, by=by), question, answer, n) for *key, n, question, answer in rows]


def _key(values: Sequence[Any], *, by: Sequence[Group]) -> Key:
    if Group.PROCEDURE not in by:
        return tuple(values)
    place = by.index(Group.PROCEDURE)
    if values[place] != UNKNOWN_PROCEDURE:
        return tuple(values)
    return (*values[:place], None, *values[place + 1 :])


def _source(of: Slice, *, by: Sequence[Group], finest: _Source) -> _Source:
    if Group.POINT in by or of.point_id is not None:
        return finest
    if Group.PROCEDURE in by or of.procedure_ids is not None:
        return _BY_PROCEDURE
    return _BY_AGENCY


def _statement(
    of: Slice, *, source: _Source, by: Sequence[Group], channel: Channel | None
) -> Select[*tuple[Any, ...]]:
    columns = [source.groups[group] for group in by]
    statement = (
        select(*columns, func.sum(source.n))
        .select_from(source.table)
        .where(
            belongs(of.members, agency=source.groups[Group.AGENCY], day=source.groups[Group.MONTH]),
            *_filters(of, source=source),
        )
        .group_by(*columns)
    )
    if channel is not None:
        statement = statement.where(source.groups[Group.CHANNEL] == channel)
    return statement


def _filters(of: Slice, *, source: _Source) -> list[ColumnElement[bool]]:
    conditions = []
    if of.point_id is not None:
        conditions.append(source.groups[Group.POINT] == of.point_id)
    if of.procedure_ids is not None:
        conditions.append(source.groups[Group.PROCEDURE].in_(of.procedure_ids))
    return conditions


def _is_asked(asked: Asked, *, source: _Source) -> ColumnElement[bool]:
    """Questions that are counted in the same versions stand in one condition."""
    together: dict[tuple[int, ...], list[str]] = {}
    for question, version_ids in asked.items():
        together.setdefault(version_ids, []).append(question)
    version = source.groups[Group.VERSION]
    return or_(
        false(),
        *(
            and_(version.in_(version_ids), source.question.in_(questions))
            for version_ids, questions in together.items()
        ),
    )
