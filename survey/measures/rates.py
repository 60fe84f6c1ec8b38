"""How many of those who were served rated: the denominator beside every figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from survey.measures.counting import Place, key_and_month, with_month
from survey.measures.dimensions import Grouping
from survey.measures.figure import Figure, State
from survey.measures.scope import Scope
from survey.measures.tables import ResponseRate
from survey.models.rating import Channel
from survey.queries import closed_dossiers, pools, tallies
from survey.queries.slices import Group, Key, Slice


@dataclass
class Turnout:
    """Ratings, closed dossiers and slips of one row; None where nothing is known."""

    ratings: int = 0
    closed: int | None = None
    printed: int | None = None
    used: int | None = None

    def rate(self, *, channel: Channel, beside: Figure) -> ResponseRate:
        """Beside a hidden figure stands how many could have rated, not how many did."""
        hidden = beside.state is State.TOO_FEW
        slips = channel is Channel.SLIP
        return ResponseRate(
            channel,
            ratings=None if hidden else self.ratings,
            closed=self.closed,
            printed=self.printed if slips else None,
            used=self.used if slips and not hidden else None,
        )


def by_row(session: Session, scope: Scope, *, of: Slice, grouping: Grouping) -> dict[Any, Turnout]:
    """By the key of the row, in the channel of the selection."""
    found: dict[Any, Turnout] = {}

    def of_row(key: Key, place: Place) -> Turnout:
        node = place(*key_and_month(key, scope=scope))
        return found.setdefault(node[-1], Turnout()) if node else Turnout()

    channel, by = scope.selection.channel, with_month(grouping.by, scope=scope)
    for key, n in tallies.responses(session, of=of, by=by, channel=channel):
        of_row(key, grouping.place).ratings += n
    for key, closed in closed_dossiers.closed(session, of=of, by=by):
        own = of_row(key, grouping.place)
        own.closed = (own.closed or 0) + closed
    if channel is Channel.SLIP:
        by = with_month(grouping.slips_by, scope=scope)
        for key, printed, used in pools.printed(session, of=of, by=by):
            own = of_row(key, grouping.slips)
            own.printed, own.used = (own.printed or 0) + printed, (own.used or 0) + used
    return found


def of_whole(session: Session, scope: Scope) -> Turnout:
    """Dossiers and slips of a selection, without its ratings."""
    months = of_months(session, scope).values()
    return Turnout(
        closed=_sum(month.closed for month in months),
        printed=_sum(month.printed for month in months),
        used=_sum(month.used for month in months),
    )


def of_months(session: Session, scope: Scope) -> dict[date, Turnout]:
    """The same by month; counted once for the selection, whatever its channel."""
    if "months" not in scope.seen:
        scope.seen["months"] = _of_months(session, of=scope.of(period=scope.selection.period))
    found: dict[date, Turnout] = scope.seen["months"]
    return found


def _of_months(session: Session, *, of: Slice) -> dict[date, Turnout]:
    found: dict[date, Turnout] = {}
    for (month,), closed in closed_dossiers.closed(session, of=of, by=(Group.MONTH,)):
        found.setdefault(month, Turnout()).closed = closed
    for (month,), printed, used in pools.printed(session, of=of, by=(Group.MONTH,)):
        own = found.setdefault(month, Turnout())
        own.printed, own.used = printed, used
    return found


def _sum(numbers: Iterable[int | None]) -> int | None:
    """None where nothing is known of any."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
