"""When the ratings of a day are counted: the calendar alone says it, never what waits."""

from datetime import date, datetime, timedelta

from survey.clock import local_day

DAYS_OPEN = timedelta(days=2)
"""A day's answers can be changed on the day itself and on the next."""
LONGEST_WAIT = timedelta(days=7)
"""Then even a small batch is sealed, without its counters and with the week instead of the day."""
EARLIER_BY_THE_WEEK = timedelta(days=6)
"""Who is counted for a week is counted for its Monday."""


def last_closed_day(now: datetime) -> date:
    return closed_by(local_day(now))


def closed_by(today: date) -> date:
    """The last day that is closed."""
    return today - DAYS_OPEN


def earliest_open(today: date) -> date:
    """The first day for which a rating may still arrive: it is sealed before its week is closed."""
    return closed_by(today) - LONGEST_WAIT + timedelta(days=1)


def may_grow(last_day: date, *, today: date) -> bool:
    """Whether ratings may still be counted for days up to this one."""
    return today < complete_on(last_day)


def complete_on(last_day: date) -> date:
    """The first day on which nothing is counted any more for days up to this one."""
    return last_day + DAYS_OPEN + LONGEST_WAIT + EARLIER_BY_THE_WEEK + timedelta(days=1)
