"""Rows of one kind that would hold on the same day, such as two statutory limits at once."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import Any

from survey.models.dated import Period
from survey.registry.importing.columns import Value
from survey.registry.importing.faults import Faults


class Periods:
    """Periods by group and first day; those of the file stand in place of the register's."""

    def __init__(self) -> None:
        self.groups: dict[tuple[Any, ...], dict[date, tuple[date, int]]] = defaultdict(dict)

    def add(self, group: tuple[Any, ...], *, row: int, period: tuple[Value, Value]) -> None:
        first, last = _ends(period)
        self.groups[group][first] = (last, row)

    def add_standing(self, group: tuple[Any, ...], *, periods: tuple[Period, ...]) -> None:
        for period in periods:
            first, last = _ends(period)
            self.groups[group].setdefault(first, (last, 0))

    def check(self, faults: Faults) -> None:
        for periods in self.groups.values():
            ordered = sorted(periods.items())
            for (_, (last, row)), (first, (_, next_row)) in pairwise(ordered):
                if last >= first and (row or next_row):
                    faults.add(next_row or row, "valid_from", first, "holds_at_the_same_time")


def _ends(period: tuple[Value, Value]) -> tuple[date, date]:
    first, last = period
    return (
        first if isinstance(first, date) else date.min,
        last if isinstance(last, date) else date.max,
    )
