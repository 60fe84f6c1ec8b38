"""What was answered, counted at sealing: few rows, however many rated."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from survey.models.rating import Channel
from survey.models.tally import Cell, Tally
from survey.queries.slices import Column, Group, Key, Members, Slice, belongs

COLUMNS: dict[Group, Column] = {
    Group.MONTH: Cell.period,
    Group.AGENCY: Cell.agency_id,
    Group.POINT: Cell.point_id,
    Group.PROCEDURE: Cell.procedure_id,
    Group.CHANNEL: Cell.channel,
    Group.VERSION: Cell.version_id,
}

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


def first_and_last_month(
    session: Session, *, members: tuple[Members, ...]
) -> tuple[date, date] | None:
    """Between which months these agencies were rated; None where they never were."""
    first, last = session.execute(
        select(func.min(Cell.period), func.max(Cell.period)).where(
            belongs(members, agency=Cell.agency_id, day=Cell.period)
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
    statement = _cells(of, by=by, channel=channel, n=func.sum(Cell.responses))
    if version_ids is not None:
        statement = statement.where(Cell.version_id.in_(version_ids))
    return [Responses(tuple(key), n) for *key, n in session.execute(statement)]


def answered(
    session: Session, *, of: Slice, by: Sequence[Group], channel: Channel, asked: Asked
) -> list[Answered]:
    """Where several answers could be chosen, each one counts."""
    statement = _answers(of, by=by, channel=channel, asked=asked).add_columns(Tally.question)
    rows = session.execute(statement.group_by(Tally.question))
    return [Answered(tuple(key), question, n) for *key, n, question in rows]


def answers(
    session: Session, *, of: Slice, by: Sequence[Group], channel: Channel, asked: Asked
) -> list[Answers]:
    statement = _answers(of, by=by, channel=channel, asked=asked)
    rows = session.execute(
        statement.add_columns(Tally.question, Tally.answer).group_by(Tally.question, Tally.answer)
    )
    return [Answers(tuple(key), question, answer, n) for *key, n, question, answer in rows]


def _answers(
    of: Slice, *, by: Sequence[Group], channel: Channel, asked: Asked
) -> Select[*tuple[Any, ...]]:
    statement = _cells(of, by=by, channel=channel, n=func.sum(Tally.n))
    return statement.join(Tally, Tally.cell_id == Cell.id).where(_is_asked(asked))


def _cells(
    of: Slice, *, by: Sequence[Group], channel: Channel | None, n: ColumnElement[int]
) -> Select[*tuple[Any, ...]]:
    columns = [COLUMNS[group] for group in by]
    statement = (
        select(*columns, n)
        .select_from(Cell)
        .where(belongs(of.members, agency=Cell.agency_id, day=Cell.period))
        .group_by(*columns)
    )
    if channel is not None:
        statement = statement.where(Cell.channel == channel)
    return statement.where(*_filters(of))


def _filters(of: Slice) -> list[ColumnElement[bool]]:
    conditions = []
    if of.point_id is not None:
        conditions.append(Cell.point_id == of.point_id)
    if of.procedure_ids is not None:
        conditions.append(Cell.procedure_id.in_(of.procedure_ids))
    return conditions


def _is_asked(asked: Asked) -> ColumnElement[bool]:
    """Questions that are counted in the same versions stand in one condition."""
    together: dict[tuple[int, ...], list[str]] = {}
    for question, version_ids in asked.items():
        together.setdefault(version_ids, []).append(question)
    return or_(
        false(),
        *(
            and_(Cell.version_id.in_(version_ids), Tally.question.in_(questions))
            for version_ids, questions in together.items()
        ),
    )
