"""The one place that reads the clock, and the calendar of the offices."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present instant in UTC; called once per request and handed down."""
    return datetime.now(UTC)


def local_day(instant: datetime) -> date:
    """The day on the wall calendar of the office at that instant."""
    return instant.astimezone(OFFICE_ZONE).date()


def start_of_day(day: date) -> datetime:
    """Local midnight at which that day begins, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=OFFICE_ZONE).astimezone(UTC)


def first_of_month(day: date) -> date:
    return day.replace(day=1)


def months_before(day: date, count: int) -> date:
    """The first day of the month that lies `count` months before."""
    number = day.year * 12 + day.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


def next_month(day: date) -> date:
    """The first day of the next month."""
    return months_before(day, -1)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def last_day_of(year: int, *, today: date) -> date:
    """The last day of the year, or today while the year runs or is still to come."""
    return min(date(year, 12, 31), today)
