"""Whether a slip or poster is open to a rating on a day, and what to say when it is not."""

from datetime import date, timedelta

from flask_babel import format_date

from survey.citizen.submission import REVOTE_WINDOW
from survey.errors.citizen import PointClosed, SlipClosed, SlipExpired, SlipNotYetValid
from survey.models.rating import Channel
from survey.queries.entrances import Entrance

GRACE = timedelta(days=1)
"""What was handed out or opened in time may be sent until the end of the next day."""


def require_open(entrance: Entrance, *, today: date, sending: bool) -> None:
    """Raise the Problem that closes this entrance today.

    The last days come first and are the same for every slip: an expired one must not tell
    whether it had been used. That is why slips can be opened during the grace as well.
    """
    grace = GRACE if sending or entrance.channel is Channel.SLIP else timedelta()
    if entrance.valid_from is not None and today < entrance.valid_from:
        raise SlipNotYetValid(day=format_date(entrance.valid_from))
    if entrance.valid_to is not None and today > entrance.valid_to + grace:
        raise SlipExpired(day=format_date(entrance.valid_to))
    if not _point_is_open(entrance, today=today, grace=grace):
        raise PointClosed
    if _is_closed(entrance, today=today):
        raise SlipClosed


def is_last_day(entrance: Entrance, *, today: date) -> bool:
    """Whether nothing can be sent here tomorrow; says nothing about earlier ratings."""
    ends = (entrance.valid_to, entrance.point_to)
    return any(end is not None and today > end for end in ends)


def _point_is_open(entrance: Entrance, *, today: date, grace: timedelta) -> bool:
    if entrance.point_from is not None and today < entrance.point_from:
        return False
    return entrance.point_to is None or today <= entrance.point_to + grace


def _is_closed(entrance: Entrance, *, today: date) -> bool:
    if entrance.used_on is not None:
        return True
    return entrance.rated_on is not None and today > entrance.rated_on + REVOTE_WINDOW
