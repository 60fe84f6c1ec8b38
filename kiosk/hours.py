"""Opening hours of a week, and how many minutes of them lie between two instants."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from survey.clock import OFFICE_ZONE, local_day

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(
    r"(\d{1,2})[:h](\d{2})\s*[-–]\s*(\d{1,2})[:h](\d{2})"
)  # 7h30 is how offices write


class Span(NamedTuple):
    """Open in [begins, ends)."""

    begins: time
    ends: time


Week = Mapping[str, tuple[Span, ...]]
"""By the day of the week; a day that is not named is closed."""

_MORNING = Span(time(7, 30), time(11, 30))
_AFTERNOON = Span(time(13, 30), time(17))
USUAL: Week = dict.fromkeys(DAYS[:5], (_MORNING, _AFTERNOON))
"""Of offices; assumed where nothing was entered."""


def of_text(kept: str | None) -> Week:
    """What is kept of a kiosk as hours; the usual ones where nothing is."""
    if kept is None:
        return USUAL
    return {day: tuple(map(_span, spans)) for day, spans in json.loads(kept).items()}


def plain(week: Week) -> dict[str, list[list[str]]]:
    """As devices read it: {"mon": [["07:30", "11:30"]]}."""
    return {
        day: [[f"{begins:%H:%M}", f"{ends:%H:%M}"] for begins, ends in week[day]]
        for day in DAYS
        if week.get(day)
    }


def written(spans: tuple[Span, ...]) -> str:
    """As a person types and reads the hours of one day."""
    return ", ".join(f"{begins:%H:%M}–{ends:%H:%M}" for begins, ends in spans)


def read(typed: str) -> tuple[Span, ...]:
    """Raises ValueError for what are no hours, or not in order."""
    found = []
    for part in filter(None, (part.strip() for part in typed.split(","))):
        match = _SPAN.fullmatch(part)
        if match is None:
            raise ValueError(part)
        opens, after, closes, until = map(int, match.groups())
        found.append(Span(time(opens, after), time(closes, until)))
    instants = [instant for span in found for instant in span]
    if any(earlier >= later for earlier, later in pairwise(instants)):
        raise ValueError(typed)
    return tuple(found)


def open_minutes(week: Week, *, since: datetime, until: datetime) -> int:
    """Whole minutes of opening hours in [since, until)."""
    seconds = sum(
        max(timedelta(), min(ends, until) - max(begins, since)).total_seconds()
        for day in _days(local_day(since), local_day(until))
        for begins, ends in _instants(week, day=day)
    )
    return int(seconds // 60)


def _instants(week: Week, *, day: date) -> Iterator[tuple[datetime, datetime]]:
    for begins, ends in week.get(DAYS[day.weekday()], ()):
        yield (
            datetime.combine(day, begins, OFFICE_ZONE),
            datetime.combine(day, ends, OFFICE_ZONE),
        )


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _span(pair: list[str]) -> Span:
    return Span(*map(time.fromisoformat, pair))
