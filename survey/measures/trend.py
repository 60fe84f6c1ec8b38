"""The index month by month, with a break where something else was measured."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from survey.measures import breaks, groups, headline, places, rates, recipe
from survey.measures.figure import Figure, State
from survey.measures.groups import Counted
from survey.measures.methods import Method
from survey.measures.rates import Turnout
from survey.measures.scope import Scope
from survey.measures.selection import Period
from survey.measures.tables import Trend, TrendPoint
from survey.measures.visibility import Visibility
from survey.queries.slices import Group


def trend(session: Session, *, scope: Scope) -> Trend:
    """Every month by the newest method that was answered in it."""
    period = scope.selection.period
    asked = {month: scope.method_in(Period(month, month)) for month in period.months}
    figures = _figures(session, scope, asked=asked)
    turnout = rates.of_months(session, scope)
    points = tuple(
        _point(scope, month, figure=figures[month], turnout=turnout.get(month, Turnout()))
        for month in period.months
    )
    return Trend(points, breaks.breaks(session, scope, asked=asked))


def _point(scope: Scope, month: date, *, figure: Figure, turnout: Turnout) -> TrendPoint:
    channel = scope.selection.channel
    ratings = scope.responses(channel=channel, period=Period(month, month))
    rate = replace(turnout, ratings=ratings).rate(channel=channel, beside=figure)
    return TrendPoint(month, figure, rate)


def _figures(
    session: Session, scope: Scope, *, asked: dict[date, Method | None]
) -> dict[date, Figure]:
    """A month in which nobody answered is looked at by the method of the whole."""
    found = {month: Figure(State.NO_DATA) for month in asked}
    by_month = {month: own or scope.method for month, own in asked.items()}
    for method in {id(m): m for m in by_month.values() if m}.values():
        months = [month for month, own in by_month.items() if own is method]
        found |= _by_method(session, scope, method=method, months=months)
    return {
        month: headline.or_open(figure, scope=scope, period=Period(month, month))
        for month, figure in found.items()
    }


def _by_method(
    session: Session, scope: Scope, *, method: Method, months: list[date]
) -> dict[date, Figure]:
    index = recipe.of_index(method)
    if index is None:
        return {}
    counted = counted_by_month(
        session, scope, method=method, questions=index.questions, months=months
    )
    return counted.figures(index)


def counted_by_month(
    session: Session,
    scope: Scope,
    *,
    method: Method,
    questions: tuple[str, ...],
    months: Sequence[date],
) -> Counted:
    """The answers of a selection in a row for each month, oldest first."""
    cuts = Visibility(session, scope, method, questions).of_selection()
    return groups.count(
        session,
        scope,
        method=method,
        questions=questions,
        stretch=lambda month: scope.stretch(Period(month, month)),
        cuts=lambda _node: cuts,
        of=scope.of(period=Period(months[0], months[-1])),
        by=(Group.MONTH,),
        place=places.by_key,
        rows={month: [(month,)] for month in months},
    )
