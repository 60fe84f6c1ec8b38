"""A slip that a tablet read: its rating goes by the rules of slips and is never a free tap."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from kiosk.refusals import RecordRefused
from survey.citizen.entrance import require_open
from survey.clock import local_day
from survey.errors.problem import Problem
from survey.models import slip_code
from survey.queries import entrances, ratings
from survey.queries.entrances import Entrance


def entrance(
    session: Session, *, code: str, key: UUID, given: date, chosen: int | None
) -> Entrance:
    """Where a slip led on the day it was read; raises RecordRefused."""
    digest = slip_code.digest(code)
    found = entrances.by_slip(session, digest=digest, day=given, chosen=chosen)
    if found is None:
        raise RecordRefused("slip_unknown")
    # Whether it was used before is left to the recording, which knows a retry of this rating.
    unused = found._replace(used_on=None, rated_on=None)
    try:
        require_open(unused, today=given, sending=True)
    except Problem:
        raise RecordRefused("slip_closed") from None
    _require_latest(session, digest=digest, key=key, given=given)
    return found


def _require_latest(session: Session, *, digest: bytes, key: UUID, given: date) -> None:
    """The last answer counts, not the one that was longest on its way."""
    waiting = ratings.of_slip(session, digest=digest)
    if waiting is None or local_day(waiting.arrived_at) <= given:
        return
    if waiting.submission_key != key and ratings.superseded(session, key=key) is None:
        raise RecordRefused("slip_answered_since")
