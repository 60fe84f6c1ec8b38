"""What was measured: values of several rounds, their middle and spread, each beside its aim."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, NamedTuple


class Aim(NamedTuple):
    """What a figure should be: at least, or at most, this."""

    sign: str
    bound: float

    def is_met(self, value: float) -> bool:
        return value >= self.bound if self.sign == "≥" else value <= self.bound


def at_least(bound: float) -> Aim:
    return Aim("≥", bound)


def at_most(bound: float) -> Aim:
    return Aim("≤", bound)


@dataclass(frozen=True)
class Figure:
    """One figure; `values` has one entry a round, or a single one where rounds make no sense."""

    name: str
    values: Sequence[float]
    unit: str = ""
    aim: Aim | None = None

    @property
    def value(self) -> float:
        return median(self.values)

    @property
    def is_met(self) -> bool | None:
        return self.aim.is_met(self.value) if self.aim else None

    def as_data(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "value": self.value,
            "values": list(self.values),
            "unit": self.unit,
            "aim": f"{self.aim.sign} {self.aim.bound:g}" if self.aim else None,
            "met": self.is_met,
        }


@dataclass(frozen=True)
class Report:
    """The figures of one measurement, and what a reader has to know about how they came about."""

    name: str
    title: str
    figures: list[Figure]
    notes: list[str] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "figures": [figure.as_data() for figure in self.figures],
            "notes": self.notes,
        }


def ratios(name: str, ours: Iterable[float], theirs: Iterable[float], **more: Any) -> Figure:
    """Round by round, so that a machine that grows slower for a while does not count."""
    return Figure(name, [a / b for a, b in zip(ours, theirs, strict=True)], "times", **more)


def table(report: Report) -> str:
    lines = [
        (
            figure.name,
            short(figure.value),
            figure.unit,
            _spread(figure),
            f"{figure.aim.sign} {short(figure.aim.bound)}" if figure.aim else "",
            {True: "met", False: "MISSED", None: ""}[figure.is_met],
        )
        for figure in report.figures
    ]
    head = ("figure", "median", "", "lowest – highest", "aim", "")
    widths = [max(len(line[column]) for line in [head, *lines]) for column in range(len(head))]
    rows = [_row(head, widths), "  ".join("─" * width for width in widths)]
    rows += [_row(line, widths) for line in lines]
    notes = [f"  {note}" for note in report.notes]
    return "\n".join([report.title, "", *rows, *notes])


def short(value: float) -> str:
    """Three digits that mean something."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def _spread(figure: Figure) -> str:
    if len(figure.values) < 2:
        return ""
    return f"{short(min(figure.values))} – {short(max(figure.values))}"


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    right = {1, 3, 4}
    return "  ".join(
        cell.rjust(width) if column in right else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ).rstrip()
