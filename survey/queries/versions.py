"""Questionnaire versions by the ratings that point at them."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.questionnaire import Questionnaire, QuestionnaireVersion


class Version(NamedTuple):
    """A version with its definition as it is stored."""

    id: int
    code: str
    number: int
    published_at: datetime | None
    definition: str


def by_ids(session: Session, *, ids: Collection[int]) -> list[Version]:
    """Newest first."""
    rows = session.execute(
        select(
            QuestionnaireVersion.id,
            Questionnaire.code,
            QuestionnaireVersion.number,
            QuestionnaireVersion.published_at,
            QuestionnaireVersion.definition,
        )
        .join(Questionnaire, Questionnaire.id == QuestionnaireVersion.questionnaire_id)
        .where(QuestionnaireVersion.id.in_(ids))
        .order_by(
            QuestionnaireVersion.published_at.desc().nulls_last(), QuestionnaireVersion.id.desc()
        )
    )
    return [Version(*row) for row in rows]
