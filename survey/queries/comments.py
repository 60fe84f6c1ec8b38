"""What citizens wrote, of groups that are large enough to hide the writer."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.response import Comment, Precision, Response
from survey.queries.paging import Stretch, Window, stretch

WEEK = timedelta(days=6)  # from the Monday that stands for it to its last day


class CommentRow(NamedTuple):
    """A comment with no more of its place than the agency; its time is that of the question."""

    agency_vi: str
    agency_en: str | None
    text: str
    language: str


def of_large_groups(
    session: Session,
    *,
    agency_ids: Collection[int],
    first: date,
    through: date,
    at_least: int,
    window: Window,
) -> Stretch[CommentRow]:
    """Comments of the days from `first` to `through`, in no order that tells when they came.

    A group is what one agency received in these days, whatever the filters of a page: it is shown
    whole or not at all, so that no two views can be subtracted from each other.
    """
    between = and_(Response.day >= first, _has_ended(through))
    large = (
        select(Response.agency_id)
        .where(Response.agency_id.in_(agency_ids), between)
        .group_by(Response.agency_id)
        .having(func.count() >= at_least)
    )
    statement = (
        select(Agency.name_vi, Agency.name_en, Comment.text, Comment.language)
        .join(Response, Response.id == Comment.response_id)
        .join(Agency, Agency.id == Response.agency_id)
        .where(Response.agency_id.in_(large), between, Comment.text.is_not(None))
        .order_by(Comment.response_id, Comment.question)
    )
    return stretch(session, statement=statement, window=window, make=CommentRow)


def _has_ended(through: date) -> ColumnElement[bool]:
    """A response of which only the week is known counts from the last day of its week."""
    last_monday = through - WEEK
    return or_(
        and_(Response.precision == Precision.DAY, Response.day <= through),
        and_(Response.precision == Precision.WEEK, Response.day <= last_monday),
    )
