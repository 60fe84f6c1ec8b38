"""Months before which a series measured something else, or was about others."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sqlalchemy.orm import Session

from survey.clock import first_of_month
from survey.measures.methods import Method
from survey.measures.scope import Scope
from survey.measures.selection import Period
from survey.measures.tables import Break, BreakReason
from survey.models.agency import SuccessionKind
from survey.queries import turning_points
from survey.queries.slices import Slice
from survey.queries.turning_points import Offered

OFFER_SHARE = 0.1
"""So large a share of what is offered must change in a month before the series is broken."""

Found = tuple[date, BreakReason]


def breaks(
    session: Session, scope: Scope, *, asked: Mapping[date, Method | None]
) -> tuple[Break, ...]:
    """`asked`: the method of every month."""
    found = {
        *_methods(asked),
        *_versions(scope, asked=asked),
        *_successions(scope),
        *_offers(session, scope),
    }
    first, last = scope.selection.period.first, scope.selection.period.last
    months = sorted({month for month, _ in found if first < month <= last})
    return tuple(
        Break(month, tuple(reason for reason in BreakReason if (month, reason) in found))
        for month in months
    )


def _methods(asked: Mapping[date, Method | None]) -> Iterator[Found]:
    before: Method | None = None
    for month, method in asked.items():
        if before and method and method is not before:
            yield month, BreakReason.METHOD
        before = method or before


def _versions(scope: Scope, *, asked: Mapping[date, Method | None]) -> Iterator[Found]:
    """Another version of the same method: the index goes on, other questions may not."""
    newest: int | None = None
    previous: Method | None = None
    for month, method in asked.items():
        if method is None:
            continue
        used = scope.versions_in(Period(month, month))
        version = next((key for key in method.version_ids if key in used), None)
        if version is None:  # a version is asked for that nobody answered in this month
            continue
        if newest is not None and version != newest and method is previous:
            yield month, BreakReason.VERSION
        newest, previous = version, method


def _successions(scope: Scope) -> Iterator[Found]:
    """The agency came out of others or went into others, or others came to it or left it.

    What happens among the agencies below it changes nobody's belonging to it, and an agency with
    a new name is the same agency.
    """
    own = scope.selection.agency_id
    inside = {key for some in scope.family.members(own) for key in some.agency_ids}
    explained: dict[date, set[int]] = {}
    for step in scope.family.steps:
        month, ends = first_of_month(step.effective_on), {step.predecessor_id, step.successor_id}
        explained.setdefault(month, set()).update(ends)
        is_own, is_new_name = own in ends, step.kind is SuccessionKind.RENAME
        if (is_own and not is_new_name) or (not is_own and len(ends & inside) == 1):
            yield month, BreakReason.SUCCESSION
    members = dict(scope.family.changes_of(own))
    for month, moved in members.items():
        if moved - explained.get(month, set()):
            yield month, BreakReason.SUCCESSION


def _offers(session: Session, scope: Scope) -> Iterator[Found]:
    of: Slice = scope.of()
    ids = {key for some in of.members for key in some.agency_ids}
    offers = turning_points.offers(session, agency_ids=ids, of=of)
    for month in scope.selection.period.months:
        before = sum(one.offers for one in offers if _holds(one, day=month - timedelta(days=1)))
        changed = _changed(offers, month=month)
        if before and changed >= OFFER_SHARE * before:
            yield month, BreakReason.OFFER


def _holds(offered: Offered, *, day: date) -> bool:
    return (offered.valid_from or date.min) <= day <= (offered.valid_to or date.max)


def _changed(offers: list[Offered], *, month: date) -> int:
    """What began at one point and ended at another is still offered: a counter may have moved."""
    gained = Counter[int]()
    for one in offers:
        began = one.valid_from and first_of_month(one.valid_from) == month
        over = one.valid_to and first_of_month(one.valid_to + timedelta(days=1)) == month
        gained[one.procedure_id] += one.offers * (bool(began) - bool(over))
    return sum(abs(more) for more in gained.values())
