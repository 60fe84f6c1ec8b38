"""When the offices of Tỉnh Mẫu are open, and when they are busy.

A likeness of the Vietnamese calendar: weekends, the public holidays, the days around Tết. Days
that are worked to make up for a long break are left out.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

SATURDAY, SUNDAY = 5, 6
SATURDAY_SHARE = 0.3
"""Of a weekday's dossiers, where a counter opens on Saturday mornings."""

# The first day of the lunar year, and the tenth of its third month (Hùng Kings), at UTC+7.
LUNAR = {
    2024: (date(2024, 2, 10), date(2024, 4, 18)),
    2025: (date(2025, 1, 29), date(2025, 4, 7)),
    2026: (date(2026, 2, 17), date(2026, 4, 26)),
    2027: (date(2027, 2, 6), date(2027, 4, 16)),
    2028: (date(2028, 1, 26), date(2028, 4, 4)),
    2029: (date(2029, 2, 13), date(2029, 4, 23)),
    2030: (date(2030, 2, 2), date(2030, 4, 12)),
    2031: (date(2031, 1, 23), date(2031, 4, 1)),
    2032: (date(2032, 2, 11), date(2032, 4, 19)),
    2033: (date(2033, 1, 31), date(2033, 4, 9)),
    2034: (date(2034, 2, 19), date(2034, 4, 28)),
    2035: (date(2035, 2, 8), date(2035, 4, 17)),
    2036: (date(2036, 1, 28), date(2036, 4, 6)),
    2037: (date(2037, 2, 15), date(2037, 4, 24)),
    2038: (date(2038, 2, 4), date(2038, 4, 13)),
    2039: (date(2039, 1, 24), date(2039, 4, 3)),
    2040: (date(2040, 2, 12), date(2040, 4, 20)),
}
TET_BREAK = range(-2, 5)  # days around the first of the lunar year
RUSH = timedelta(days=25)  # before Tết, and after the break


@cache
def holidays(year: int) -> frozenset[date]:
    """Days of that year on which every office is closed; a holiday on a weekend moves on."""
    national = date(year, 9, 2)
    beside = national + timedelta(days=1 if national.weekday() == 0 else -1)
    closed = {national, beside}
    single = [date(year, 1, 1), date(year, 4, 30), date(year, 5, 1)]
    if year in LUNAR:
        tet, hung = LUNAR[year]
        closed |= {tet + timedelta(days=offset) for offset in TET_BREAK}
        single.append(hung)
    for day in sorted(single):
        while day in closed or day.weekday() >= SATURDAY:
            day += timedelta(days=1)
        closed.add(day)
    return frozenset(closed)


def share_open(day: date, *, on_saturday: bool) -> float:
    """The part of a usual weekday that a counter works on this day, from 0 to 1."""
    if day in holidays(day.year) or day.weekday() == SUNDAY:
        return 0.0
    if day.weekday() == SATURDAY:
        return SATURDAY_SHARE if on_saturday else 0.0
    return 1.0


def busyness(day: date) -> float:
    """How many dossiers come on a working day, as a multiple of the usual."""
    before, after = _to_tet(day)
    if before is not None or after is not None:
        return 1.3
    return {6: 0.95, 7: 0.95, 9: 1.15}.get(day.month, 1.0)


def strain(day: date) -> float:
    """How much less satisfied people are in the weeks before Tết and when schools begin."""
    before, _ = _to_tet(day)
    if before is not None:
        return 0.18
    return 0.08 if day.month == 9 else 0.0


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last named."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def _to_tet(day: date) -> tuple[timedelta | None, timedelta | None]:
    """How long until Tết, or since its break, where that is less than a rush."""
    for tet, _ in (LUNAR[year] for year in (day.year, day.year + 1) if year in LUNAR):
        if timedelta() < tet - day <= RUSH:
            return tet - day, None
        if timedelta() <= day - tet <= RUSH:
            return None, day - tet
    return None, None
