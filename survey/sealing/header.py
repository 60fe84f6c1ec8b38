"""The header of a batch: the counts that nobody may change later."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from survey.leaf import canonical
from survey.models.rating import RepeatedSubmission
from survey.models.response import Precision
from survey.queries import kiosks
from survey.sealing.stripping import Rating

FORMAT = 2
"""Since it says what came late, what came again and what never came from kiosks."""


def batch_row(
    session: Session,
    ratings: Sequence[Rating],
    *,
    batch_id: UUID,
    agency_id: int,
    precision: Precision,
    today: date,
) -> dict[str, Any]:
    days = {precision.day_of(rating.day) for rating in ratings}
    arrived = {
        "kiosk_missing": kiosks.missing_of(session, agency_id=agency_id),
        "late": sum(rating.is_late for rating in ratings),
        "ratings": len(ratings),
        "repeated": _taken_repeats(session, agency_id=agency_id),
    }
    header = {
        "channels": dict(Counter(rating.channel for rating in ratings)),
        "format": FORMAT,
        "revotes": sum(rating.revotes for rating in ratings),
        "slips_used": sum(rating.is_by_slip for rating in ratings),
    }
    return {
        "id": batch_id,
        "agency_id": agency_id,
        "sealed_on": today,
        "first_day": min(days),
        "last_day": max(days),
        "header": canonical(header | arrived),
    } | arrived


def _taken_repeats(session: Session, *, agency_id: int) -> int:
    """Those since the batch before; the first batch of a night takes them all."""
    mine = RepeatedSubmission.agency_id == agency_id
    taken = delete(RepeatedSubmission).where(mine).returning(RepeatedSubmission.times)
    return session.connection().execute(taken).scalar_one_or_none() or 0
