"""Whether a slip or poster is open to a rating on a day, and what to say when it is not."""

from datetime import date, timedelta

from flask_babel import format_date

from survey.citizen.submission import REVOTE_WINDOW
from survey.errors import PointClosed, SlipClosed, SlipExpired, SlipNotYetValid
from survey.queries.entrances import Entrance

SENT_LATE = timedelta(days=1)
"""A page opened while the slip was valid may be sent until the end of the next day."""


def require_open(entrance: Entrance, *, today: date, sending: bool) -> None:
    """Raise the Problem that closes this entrance today; `sending` allows for slow networks."""
    if entrance.used_on is not None:
        raise SlipClosed
    if entrance.rated_on is not None:
        if today > entrance.rated_on + REVOTE_WINDOW:
            raise SlipClosed
        return
    grace = SENT_LATE if sending else timedelta()
    if entrance.valid_from is not None and today < entrance.valid_from:
        raise SlipNotYetValid(day=format_date(entrance.valid_from))
    if entrance.valid_to is not None and today > entrance.valid_to + grace:
        raise SlipExpired(day=format_date(entrance.valid_to))
    if not _point_is_open(entrance, today=today, grace=grace):
        raise PointClosed


def _point_is_open(entrance: Entrance, *, today: date, grace: timedelta) -> bool:
    if entrance.point_from is not None and today < entrance.point_from:
        return False
    return entrance.point_to is None or today <= entrance.point_to + grace
