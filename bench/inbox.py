"""A full inbox: ratings of closed days, made in bulk as the citizen's page would have left them."""

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench import world
from bench.world import World, portions
from survey.citizen.submission import Submission, inbox_row
from survey.clock import now, start_of_day
from survey.closing import last_closed_day
from survey.models.method import Definition
from survey.models.point import ServicePoint
from survey.models.rating import Channel, PendingRating
from survey.models.slip_code import digest

DAYS = 5
COMMENTS = 0.05
"""Share of ratings with a comment."""
AT_ONCE = 2000


def fill(session: Session, *, place: World, ratings: int, seed: int) -> None:
    """Ratings by slip, spread over the points and the last closed days; the same for a seed."""
    chance = Random(seed)
    agency_of = dict(session.execute(select(ServicePoint.id, ServicePoint.agency_id)).all())
    codes = world.slips(session, point_ids=place.point_ids, count=ratings)
    through = last_closed_day(now())
    numbered = list(enumerate(codes))
    for portion in portions(numbered, AT_ONCE):
        rows = []
        for number, code in portion:
            point_id = place.point_ids[number % len(place.point_ids)]
            submission = Submission(
                key=UUID(int=chance.getrandbits(128), version=4),
                channel=Channel.SLIP,
                agency_id=agency_of[point_id],
                point_id=point_id,
                version_id=place.version_id,
                language="vi",
                answers=_answers(place.definition, chance=chance),
                procedure_id=chance.choice(place.procedure_ids),
                slip_digest=digest(code),
            )
            rows.append(inbox_row(submission, now=_noon(through, days_before=number % DAYS)))
        session.execute(insert(PendingRating.__table__), rows)
    session.commit()


def _answers(definition: Definition, *, chance: Random) -> dict[str, str]:
    answers = {
        question.key: chance.choice(options).key
        for question in definition.questions
        if (options := definition.scale_of(question.key).options)
    }
    if chance.random() < COMMENTS:
        answers[definition.text_questions[0].key] = f"Góp ý số {chance.randrange(10**6)}"
    return answers


def _noon(day: date, *, days_before: int) -> datetime:
    return start_of_day(day - timedelta(days=days_before)) + timedelta(hours=12)
