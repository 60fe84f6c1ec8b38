"""Management reviews: by number, of an agency, and the one before another."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.management_review import ManagementReview


def by_id(session: Session, *, review_id: int) -> ManagementReview | None:
    return session.get(ManagementReview, review_id)


def of_agency(session: Session, *, agency_id: int, year: int) -> list[ManagementReview]:
    """Of periods that end in the year, latest first."""
    statement = (
        select(ManagementReview)
        .where(
            ManagementReview.agency_id == agency_id,
            ManagementReview.last_day.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by(ManagementReview.last_day.desc(), ManagementReview.id.desc())
    )
    return list(session.execute(statement).scalars())


def not_kept(session: Session) -> list[ManagementReview]:
    """Approved before what they were told was kept."""
    statement = (
        select(ManagementReview)
        .where(ManagementReview.approved_on.is_not(None), ~ManagementReview.kept.has())
        .order_by(ManagementReview.id)
    )
    return list(session.execute(statement).scalars())


def before(session: Session, *, review: ManagementReview) -> ManagementReview | None:
    """The last approved one that was held earlier."""
    statement = (
        select(ManagementReview)
        .where(
            ManagementReview.agency_id == review.agency_id,
            ManagementReview.held_on < review.held_on,
            ManagementReview.approved_on.is_not(None),
        )
        .order_by(ManagementReview.held_on.desc(), ManagementReview.id.desc())
        .limit(1)
    )
    return session.execute(statement).scalar_one_or_none()
