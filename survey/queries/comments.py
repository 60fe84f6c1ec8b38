"""What citizens wrote, of groups that are large enough to hide the writer."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.response import Comment, Precision, Response
from survey.models.tally import Cell
from survey.queries.paging import Stretch, Window, stretch

WEEK = timedelta(days=6)  # from the Monday that stands for it to its last day


class CommentRow(NamedTuple):
    """A comment with no more of its place and time than the agency and the month."""

    month: date
    agency_vi: str
    agency_en: str | None
    text: str
    language: str


def of_large_groups(
    session: Session,
    *,
    agency_ids: Collection[int],
    months: Sequence[date],
    through: date,
    at_least: int,
    window: Window,
) -> Stretch[CommentRow]:
    """Comments of these months, none after `through`; newest month first, shuffled within it.

    A group is what one agency received in one month up to that day, whatever the filters: it is
    shown whole or not at all, so that no two views can be subtracted from each other.
    """
    month = _month(months)
    groups = _groups(agency_ids=agency_ids, months=months, through=through, at_least=at_least)
    statement = (
        select(month, Agency.name_vi, Agency.name_en, Comment.text, Comment.language)
        .join(Response, Response.id == Comment.response_id)
        .join(Agency, Agency.id == Response.agency_id)
        .join(groups, and_(groups.c.agency_id == Response.agency_id, groups.c.month == month))
        .where(Response.agency_id.in_(agency_ids), Comment.text.is_not(None))
        .where(Response.day >= min(months), _has_ended(through))
        .order_by(month.desc(), Comment.response_id, Comment.question)
    )
    return stretch(session, statement=statement, window=window, make=CommentRow)


def _groups(
    *, agency_ids: Collection[int], months: Sequence[date], through: date, at_least: int
) -> Subquery:
    """Whole months as they were tallied; of the last one, which may be cut, the responses."""
    cut = max(month for month in months if month <= through)
    whole = (
        select(Cell.agency_id, Cell.period.label("month"), func.sum(Cell.responses).label("n"))
        .where(Cell.agency_id.in_(agency_ids), Cell.period.in_(months), Cell.period < cut)
        .group_by(Cell.agency_id, Cell.period)
    )
    begun = (
        select(Response.agency_id, literal(cut).label("month"), func.count().label("n"))
        .where(Response.agency_id.in_(agency_ids), Response.day >= cut, _has_ended(through))
        .group_by(Response.agency_id)
    )
    groups = union_all(whole, begun).subquery()
    return select(groups).where(groups.c.n >= at_least).subquery()


def _has_ended(through: date) -> ColumnElement[bool]:
    """A response of which only the week is known counts from the last day of its week."""
    return or_(
        and_(Response.precision == Precision.DAY, Response.day <= through),
        and_(Response.precision == Precision.WEEK, Response.day <= through - WEEK),
    )


def _month(months: Sequence[date]) -> ColumnElement[date]:
    return case(
        *((Response.day >= month, literal(month)) for month in sorted(months, reverse=True))
    )
