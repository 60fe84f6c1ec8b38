"""Simulated ratings of today that wait beside the newcomer's, so that its day can be closed."""

from datetime import datetime
from uuid import uuid4

import numpy as np
from sqlalchemy.orm import Session

from survey.citizen.submission import Submission, record
from survey.clock import local_day
from survey.demonstration import answers, featured, slips
from survey.models.rating import Channel
from survey.models.slip_code import digest
from survey.queries import inbox, questionnaires
from survey.sealing.night import SMALLEST_BATCH

FEWEST, ENOUGH = 13, 24
"""By slip, so that one more is seen even where a rating alone would be hidden."""
USUAL_FEELING = 1.0


def at_featured(session: Session, *, now: datetime) -> int:
    """How many ratings of the featured ward wait to be sealed."""
    agency_id = featured.agency(session).id
    waiting = inbox.waiting(session, through=local_day(now))
    return next((row.ratings for row in waiting if row.agency_id == agency_id), 0)


def missing(session: Session, *, now: datetime) -> int:
    """How many are missing until the day can be closed."""
    return max(0, SMALLEST_BATCH - at_featured(session, now=now))


def ensure(session: Session, *, now: datetime) -> None:
    """Enough by slip that the day can be closed whenever the newcomer wants."""
    agency_id = featured.agency(session).id
    by_slip = inbox.of_channel(
        session, agency_id=agency_id, channel=Channel.SLIP, through=local_day(now)
    )
    if by_slip < FEWEST:
        add(session, number=ENOUGH - by_slip, now=now)


def add(session: Session, *, number: int, now: datetime) -> None:
    """Rate with fresh slips, through the same function as the citizen's page."""
    point = featured.point(session)
    version_id = questionnaires.version_in_use(
        session, agency_id=point.agency_id, day=local_day(now)
    )
    if version_id is None:
        return
    definition = questionnaires.definitions(session)[version_id]
    rng = np.random.default_rng(int(now.timestamp()))
    feelings = USUAL_FEELING + rng.standard_normal(number)
    printed = slips.printed(session, number=number, now=now)
    given = answers.fill(definition, feeling=feelings, taps=False, rng=rng)
    for slip, answered in zip(printed, given, strict=True):
        submission = Submission(
            key=uuid4(),
            channel=Channel.SLIP,
            agency_id=point.agency_id,
            point_id=point.id,
            version_id=version_id,
            language="vi",
            answers=dict(answered),
            procedure_id=featured.procedure(session).id,
            slip_digest=digest(slip.code),
        )
        record(session, submission=submission, now=now)
