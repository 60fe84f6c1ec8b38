"""What is filled in about an inspected agency, by whichever side."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.inspection_sheet import (
    Judgement,
    RatingSample,
    SampledRating,
    SelfCheck,
    SelfCheckAnswer,
)
from survey.models.questionnaire import QuestionnaireVersion
from survey.models.response import Response


class SampledRow(NamedTuple):
    place: int
    response: Response
    definition: str


def self_check(session: Session, *, inspection_id: int) -> SelfCheck | None:
    return session.get(SelfCheck, inspection_id)


def self_check_answers(session: Session, *, inspection_id: int) -> dict[str, SelfCheckAnswer]:
    """By item of the checklist."""
    statement = select(SelfCheckAnswer).where(SelfCheckAnswer.inspection_id == inspection_id)
    return {row.item: row for row in session.execute(statement).scalars()}


def judgements(session: Session, *, inspection_id: int) -> dict[str, Judgement]:
    """By item of the checklist."""
    statement = select(Judgement).where(Judgement.inspection_id == inspection_id)
    return {row.item: row for row in session.execute(statement).scalars()}


def sample(session: Session, *, inspection_id: int) -> RatingSample | None:
    return session.get(RatingSample, inspection_id)


def sampled(session: Session, *, inspection_id: int) -> list[SampledRow]:
    """In the order in which they were drawn, each with the questionnaire that was answered."""
    statement = (
        select(SampledRating.place, Response, QuestionnaireVersion.definition)
        .join(Response, Response.id == SampledRating.response_id)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Response.version_id)
        .where(SampledRating.inspection_id == inspection_id)
        .order_by(SampledRating.place)
    )
    return [SampledRow(*row) for row in session.execute(statement)]


def sealed_ids(session: Session, *, agency_id: int, first: date, last: date) -> list[UUID]:
    """Of all sealed ratings of the agency in these days."""
    statement = select(Response.id).where(
        Response.agency_id == agency_id, Response.day.between(first, last)
    )
    return list(session.execute(statement).scalars())
