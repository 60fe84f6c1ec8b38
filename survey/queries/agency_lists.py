"""Agencies as a register shows them: below a parent or found by words, on a day."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency, AgencyKind, AgencyPlacement
from survey.models.point import ServicePoint
from survey.queries.paging import Stretch, Window, stretch
from survey.queries.searching import holds_words
from survey.queries.territory import Territory

ORDERS = {
    "name": (Agency.search, Agency.id),
    "-name": (Agency.search.desc(), Agency.id.desc()),
    "code": (Agency.code,),
    "-code": (Agency.code.desc(),),
    "kind": (Agency.kind, Agency.search, Agency.id),
    "-kind": (Agency.kind.desc(), Agency.search, Agency.id),
}
"""The words that may stand in an address, and what they order by."""


class AgencyFilter(NamedTuple):
    """What is looked for; empty parts do not narrow."""

    day: date
    within: Territory | None = None
    among: Collection[int] | None = None
    """Only these agencies themselves."""
    leave_out: Collection[int] = ()
    parent_id: int | None = None
    words: str = ""
    kind: AgencyKind | None = None
    any_time: bool = False
    """Those too that had ended or had not begun on the day."""


class AgencyRow(NamedTuple):
    id: int
    code: str
    kind: AgencyKind
    name_vi: str
    name_en: str | None
    valid_from: date | None
    valid_to: date | None


class Below(NamedTuple):
    """How much stands directly below an agency."""

    agencies: int
    points: int


def found(
    session: Session, *, where: AgencyFilter, order: str = "name", window: Window
) -> Stretch[AgencyRow]:
    """Raises KeyError for an order that is not in ORDERS."""
    statement = (
        select(
            Agency.id,
            Agency.code,
            Agency.kind,
            Agency.name_vi,
            Agency.name_en,
            Agency.valid_from,
            Agency.valid_to,
        )
        .where(*_conditions(where))
        .order_by(*ORDERS[order])
    )
    return stretch(session, statement=statement, window=window, make=AgencyRow)


def _conditions(where: AgencyFilter) -> list[ColumnElement[bool]]:
    conditions = [holds_words(Agency.search, words=where.words)]
    if not where.any_time:
        conditions.append(Agency.valid_on(where.day))
    if where.kind is not None:
        conditions.append(Agency.kind == where.kind)
    if where.within is not None:
        conditions.append(where.within.holds(Agency.id))
    if where.among is not None:
        conditions.append(Agency.id.in_(where.among))
    if where.leave_out:
        conditions.append(Agency.id.not_in(where.leave_out))
    if where.parent_id is not None:
        conditions.append(_is_below(where))
    return conditions


def _is_below(where: AgencyFilter) -> ColumnElement[bool]:
    placed = select(AgencyPlacement.agency_id).where(AgencyPlacement.parent_id == where.parent_id)
    if not where.any_time:
        placed = placed.where(AgencyPlacement.valid_on(where.day))
    return Agency.id.in_(placed)


def directly_below(session: Session, *, agency_ids: Collection[int], day: date) -> dict[int, Below]:
    """Of each of these agencies, what existed directly below it on the day.

    Asked for a page at a time: within the list, PostgreSQL reads the whole register for each row.
    """
    if not agency_ids:
        return {}
    agencies = (
        select(AgencyPlacement.parent_id, func.count())
        .join(Agency, Agency.id == AgencyPlacement.agency_id)
        .where(AgencyPlacement.parent_id.in_(agency_ids))
        .where(AgencyPlacement.valid_on(day), Agency.valid_on(day))
        .group_by(AgencyPlacement.parent_id)
    )
    points = (
        select(ServicePoint.agency_id, func.count())
        .where(ServicePoint.agency_id.in_(agency_ids), ServicePoint.valid_on(day))
        .group_by(ServicePoint.agency_id)
    )
    below, served = (dict(session.execute(each).all()) for each in (agencies, points))
    return {number: Below(below.get(number, 0), served.get(number, 0)) for number in agency_ids}
