"""Management reviews: what the leaders looked at, concluded and decided; fixed once approved."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.db import Base
from survey.models.dated import choice
from survey.models.staged import Signed, stages_in_order


class ReviewHeading(StrEnum):
    """What is looked at, in the order of the minutes."""

    EARLIER = "earlier"
    """What became of the decisions of the review before."""
    TRENDS = "trends"
    SIGNALS = "signals"
    DRIVERS = "drivers"
    COMPLAINTS = "complaints"
    ACTIONS = "actions"
    OBJECTIVES = "objectives"
    RESOURCES = "resources"
    """Resources, and what has changed around the agency."""


class ManagementReview(Signed, Base):
    """One meeting about a period of whole months."""

    __tablename__ = "management_review"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="management_review_period_in_order"),
        CheckConstraint(
            "approved_on IS NULL OR approved_on >= held_on",
            name="management_review_held_before_approved",
        ),
        *stages_in_order("management_review", steps=Signed.steps),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    first_day: Mapped[date]  # the first of a month
    last_day: Mapped[date]  # the last of a month
    held_on: Mapped[date]
    place: Mapped[str]
    chair: Mapped[str]
    secretary: Mapped[str]
    participants: Mapped[str] = mapped_column(Text)

    parts: Mapped[list["ReviewPart"]] = relationship(cascade="all, delete-orphan")
    kept: Mapped["KeptFacts | None"] = relationship()

    def said(self, heading: ReviewHeading) -> "ReviewPart | None":
        return next((part for part in self.parts if part.heading is heading), None)


class ReviewPart(Base):
    """What was concluded and decided under a heading."""

    __tablename__ = "review_part"

    review_id: Mapped[int] = mapped_column(ForeignKey("management_review.id"), primary_key=True)
    heading: Mapped[ReviewHeading] = mapped_column(
        choice(ReviewHeading, "review_part_heading_known"), primary_key=True
    )
    conclusion: Mapped[str] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(Text)


class KeptFacts(Base):
    """What the review was told when it was approved, as JSON; it stays as it was kept."""

    __tablename__ = "review_facts"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="review_facts_have_a_hash"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("management_review.id"), primary_key=True)
    gathered_on: Mapped[date]
    """Later than the approval for reviews that were approved before facts were kept."""
    formula: Mapped[str]
    facts: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]  # of `facts`
