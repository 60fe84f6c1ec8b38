"""What is filled in about an agency: its own report, the inspector's judgement, a sample.

Each side has a table of its own, so neither can touch what the other wrote.
"""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base
from survey.models.dated import choice
from survey.models.staged import steps_in_order


class Conformity(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class SelfCheck(Base):
    """The report of an agency about itself; once the leader has submitted it, it stays."""

    __tablename__ = "self_check"
    __table_args__ = (*steps_in_order("self_check", columns=("begun_on", "submitted_on")),)

    inspection_id: Mapped[int] = mapped_column(
        ForeignKey("inspection.id"), primary_key=True, autoincrement=False
    )
    begun_on: Mapped[date]
    submitted_on: Mapped[date | None]


class SelfCheckAnswer(Base):
    """What the agency says under one item of the checklist."""

    __tablename__ = "self_check_answer"

    inspection_id: Mapped[int] = mapped_column(
        ForeignKey("self_check.inspection_id"), primary_key=True, autoincrement=False
    )
    item: Mapped[str] = mapped_column(primary_key=True)  # a key of checklist.yaml
    conformity: Mapped[Conformity] = mapped_column(choice(Conformity, "self_check_answer_known"))
    remark: Mapped[str | None] = mapped_column(Text)


class Judgement(Base):
    """What the inspector says under one item, beside what the system said at that moment."""

    __tablename__ = "judgement"
    __table_args__ = (
        CheckConstraint(
            "system_verdict IS NULL OR (system_verdict = 'passed') = (conformity = 'yes') "
            "OR remark IS NOT NULL",
            name="judgement_differs_with_a_remark",
        ),
    )

    inspection_id: Mapped[int] = mapped_column(
        ForeignKey("inspection.id"), primary_key=True, autoincrement=False
    )
    item: Mapped[str] = mapped_column(primary_key=True)
    conformity: Mapped[Conformity] = mapped_column(choice(Conformity, "judgement_known"))
    system_verdict: Mapped[str | None]
    remark: Mapped[str | None] = mapped_column(Text)
    judged_on: Mapped[date]


class RatingSample(Base):
    """Sealed ratings drawn to be looked into; once, so that the draw can be repeated."""

    __tablename__ = "rating_sample"
    __table_args__ = (
        CheckConstraint("wanted > 0", name="rating_sample_wants_some"),
        CheckConstraint("first_day <= last_day", name="rating_sample_days_in_order"),
    )

    inspection_id: Mapped[int] = mapped_column(
        ForeignKey("inspection.id"), primary_key=True, autoincrement=False
    )
    seed: Mapped[str]
    wanted: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    population: Mapped[int]
    """Sealed ratings of these days when it was drawn."""
    drawn_on: Mapped[date]


class SampledRating(Base):
    """One of them, by the random number under which it was sealed."""

    __tablename__ = "sampled_rating"

    inspection_id: Mapped[int] = mapped_column(
        ForeignKey("rating_sample.inspection_id"), primary_key=True, autoincrement=False
    )
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"))
