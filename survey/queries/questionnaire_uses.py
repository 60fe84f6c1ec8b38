"""From when to when an agency asks which version."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from survey.models.questionnaire import QuestionnaireUse


def of_agencies(session: Session, *, agency_ids: list[int], day: date) -> list[QuestionnaireUse]:
    """Those of the agencies themselves that hold on the day or begin later."""
    return list(
        session.execute(
            select(QuestionnaireUse)
            .where(QuestionnaireUse.agency_id.in_(agency_ids))
            .where(or_(QuestionnaireUse.valid_to.is_(None), QuestionnaireUse.valid_to >= day))
            .order_by(QuestionnaireUse.id)
        ).scalars()
    )
