"""Units around what they share, with the limits that their size and their usual spread set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from survey.measures import differences, statistics, successes
from survey.measures.differences import Difference
from survey.measures.successes import Successes
from survey.measures.tables import Breakdown, Row

if TYPE_CHECKING:
    from analysis.funnel import Funnel

LEAST_UNITS = 5
"""Fewer say too little about how units usually vary."""
WARNING, ACTION = 0.95, 0.998
POINTS = 80
"""Of each line of limits."""


class Place(StrEnum):
    """Where a unit stands."""

    INSIDE = "inside"
    NEAR_HIGH = "near_high"
    """Between the limits: of many units chance brings some there."""
    NEAR_LOW = "near_low"
    ABOVE = "above"
    BELOW = "below"
    NOT_COMPARED = "not_compared"

    @property
    def is_outside(self) -> bool:
        return self in (Place.ABOVE, Place.BELOW)


class Limits(NamedTuple):
    """Of one size, from the outermost: shares from 0 to 1."""

    n: int
    action_lower: float
    warning_lower: float
    warning_upper: float
    action_upper: float


@dataclass(frozen=True)
class Unit:
    """A row of the register; without limits where it is hidden or nothing can be judged."""

    row: Row
    counted: Successes | None
    difference: Difference
    place: Place = Place.NOT_COMPARED
    limits: Limits | None = None


@dataclass(frozen=True)
class UnitFunnel:
    """The units in the order of the register; without a target where they are too few or alike.

    `is_widened`: the units vary by more than chance, and the limits allow for that.
    """

    breakdown: Breakdown
    units: tuple[Unit, ...]
    target: float | None = None
    is_widened: bool = False
    curve: tuple[Limits, ...] = ()

    @property
    def is_of_one_question(self) -> bool:
        """Whether what is shown can stand in a funnel of shares at all."""
        shown = any(unit.row.figure.is_shown for unit in self.units)
        return bool(self.compared) or not shown

    @property
    def compared(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.counted)

    @property
    def hidden(self) -> int:
        """How many units are left out, for they are not shown or nobody answered there."""
        return len(self.units) - len(self.compared)

    @property
    def outside(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.place.is_outside)


def funnel(found: Breakdown) -> UnitFunnel:
    """Of rows that share no people; answers that belong to no known unit are left out."""
    rows = [row for row in found.rows if row.key is not None]
    tested = differences.from_the_others(rows)
    units = tuple(Unit(row, successes.of(row.figure), tested[row.key]) for row in rows)
    plain = UnitFunnel(found, units)
    counted = [unit.counted for unit in units if unit.counted]
    satisfied, n = sum(own.satisfied for own in counted), sum(own.n for own in counted)
    if len(counted) < LEAST_UNITS or satisfied in (0, n):
        return plain
    return _with_limits(plain, counted=counted)


def _with_limits(plain: UnitFunnel, *, counted: Sequence[Successes]) -> UnitFunnel:
    sizes = np.array([own.n for own in counted])
    spread = statistics.funnel.share_funnel([own.satisfied for own in counted], sizes)
    line = np.unique(np.geomspace(sizes.min(), sizes.max(), POINTS).round())
    return replace(
        plain,
        units=tuple(_placed(plain.units, limits=_limits(spread, sizes=sizes))),
        target=spread.target,
        is_widened=spread.overdispersion.beyond_chance,
        curve=tuple(_limits(spread, sizes=line)),
    )


def _limits(spread: "Funnel", *, sizes: NDArray[np.float64]) -> Iterator[Limits]:
    """By the binomial distribution; where units vary beyond it, by the variance between them."""
    target = spread.target
    if spread.overdispersion.beyond_chance:
        errors = np.sqrt(target * (1 - target) / sizes + spread.tau2)
        inner, outer = (
            statistics.funnel.normal_limits(target, errors, coverage=c) for c in (WARNING, ACTION)
        )
    else:
        inner, outer = (
            statistics.funnel.exact_limits(target, sizes, coverage=c) for c in (WARNING, ACTION)
        )
    columns = (outer.lower, inner.lower, inner.upper, outer.upper)
    for n, row in zip(sizes, np.clip(np.stack(columns, axis=1), 0, 1).tolist(), strict=True):
        yield Limits(int(n), *row)


def _placed(units: Sequence[Unit], *, limits: Iterator[Limits]) -> Iterator[Unit]:
    for unit in units:
        if unit.counted:
            room = next(limits)
            place = _place(unit.counted.share, room)
            yield replace(unit, place=place, limits=room)
        else:
            yield unit


def _place(share: float, limits: Limits) -> Place:
    if share < limits.action_lower:
        return Place.BELOW
    if share > limits.action_upper:
        return Place.ABOVE
    if share < limits.warning_lower:
        return Place.NEAR_LOW
    return Place.NEAR_HIGH if share > limits.warning_upper else Place.INSIDE
