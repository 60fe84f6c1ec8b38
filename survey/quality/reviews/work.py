"""Upkeep of management reviews: enter, write down what is concluded, submit, approve."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from flask_babel import format_date
from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.models.agency import Agency
from survey.models.management_review import ManagementReview, ReviewHeading, ReviewPart
from survey.models.staged import Stage
from survey.quality import stages, turns
from survey.quality.reviews import keeping
from survey.quality.reviews.refusals import (
    ConclusionsMissing,
    HeldLater,
    ReviewApproved,
    ReviewPeriodInWrongOrder,
)
from survey.staff.review_words import HEADINGS


class ReviewDetails(NamedTuple):
    first_day: date
    last_day: date
    held_on: date
    place: str
    chair: str
    secretary: str
    participants: str


class Said(NamedTuple):
    conclusion: str
    decision: str | None = None


def create(
    session: Session, *, agency: Agency, details: ReviewDetails, by: Actor
) -> ManagementReview:
    _require_order(details)
    review = ManagementReview(
        agency_id=agency.id, created_on=local_day(by.now), **details._asdict()
    )
    session.add(review)
    session.flush()
    _note(session, action="review.created", review=review, before={}, by=by)
    return review


def edit(session: Session, *, review: ManagementReview, details: ReviewDetails, by: Actor) -> None:
    db.hold(session, review)
    require_open(review)
    _require_order(details)
    before = audit.snapshot(review)
    for name, value in details._asdict().items():
        setattr(review, name, value)
    _note(session, action="review.edited", review=review, before=before, by=by)


def conclude(
    session: Session,
    *,
    review: ManagementReview,
    said: Mapping[ReviewHeading, Said],
    by: Actor,
) -> None:
    """In place of what was written before; headings that are not named stay empty."""
    db.hold(session, review)
    require_open(review)
    before = _written(review)
    for part in list(review.parts):
        if part.heading not in said:
            review.parts.remove(part)
    for heading, words in said.items():
        part = review.said(heading) or ReviewPart(heading=heading)
        part.conclusion, part.decision = words
        if part not in review.parts:
            review.parts.append(part)
    session.flush()
    audit.record(
        session,
        by=by,
        action="review.concluded",
        subject={"review": review.id},
        agency_id=review.agency_id,
        before=before,
        after=_written(review),
    )


def advance(session: Session, *, review: ManagementReview, to: Stage, by: Actor) -> None:
    """Nothing is submitted without a conclusion under every heading, or approved beforehand.

    What the review was told is kept with its approval.
    """
    db.hold(session, review)
    before, day = audit.snapshot(review), local_day(by.now)
    missing = [str(words) for heading, words in HEADINGS.items() if review.said(heading) is None]
    if missing:
        raise ConclusionsMissing(headings=", ".join(missing))
    if to is Stage.APPROVED and day < review.held_on:
        raise HeldLater(day=format_date(review.held_on))
    if to is Stage.APPROVED and review.stage is Stage.SUBMITTED:
        keeping.keep(session, review=review, by=by)
    turns.advance(session, review, to=to, by=by)
    _note(session, action=f"review.{to.value}", review=review, before=before, by=by)


def require_open(review: ManagementReview) -> None:
    if review.approved_on is not None:
        raise ReviewApproved
    stages.require_not_submitted(review)


def _require_order(details: ReviewDetails) -> None:
    if details.last_day < details.first_day:
        raise ReviewPeriodInWrongOrder


def _written(review: ManagementReview) -> dict[str, object]:
    return {
        part.heading.value: " → ".join(filter(None, (part.conclusion, part.decision)))
        for part in review.parts
    }


def _note(
    session: Session, *, action: str, review: ManagementReview, before: audit.Values, by: Actor
) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"review": review.id},
        agency_id=review.agency_id,
        before=before,
        after=audit.snapshot(review),
    )
