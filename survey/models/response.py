"""What citizens said, sealed.

A response is anonymous by construction: no column can hold who gave it, where from, for
which dossier, or when within the day. A trigger refuses to change or delete one.
"""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.clock import monday_of
from survey.db import Base
from survey.models.dated import choice
from survey.models.rating import Channel


class Precision(StrEnum):
    """How finely the time of a response is kept."""

    DAY = "day"
    WEEK = "week"  # too few for a batch within seven days: Monday's date, no point

    def day_of(self, day: date) -> date:
        """What may be kept of a day."""
        return day if self is Precision.DAY else monday_of(day)


class Batch(Base):
    """Closed days of an agency that were mixed and sealed together."""

    __tablename__ = "batch"
    __table_args__ = (
        CheckConstraint("ratings > 0", name="batch_not_empty"),
        CheckConstraint("late >= 0", name="batch_late_counted_from_zero"),
        CheckConstraint("repeated >= 0", name="batch_repeated_counted_from_zero"),
        CheckConstraint("kiosk_missing >= 0", name="batch_kiosk_missing_counted_from_zero"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    sealed_on: Mapped[date]
    first_day: Mapped[date]  # as its responses have it
    last_day: Mapped[date]
    ratings: Mapped[int]
    late: Mapped[int] = mapped_column(default=0)
    """Of the ratings, those whose day was not certain, or had closed when they arrived."""
    repeated: Mapped[int] = mapped_column(default=0)
    """Deliveries since the batch before of what was recorded already; counted once."""
    kiosk_missing: Mapped[int] = mapped_column(default=0)
    """Running numbers of the agency's kiosks that had not arrived when it was sealed."""
    header: Mapped[str] = mapped_column(Text)  # canonical JSON of the counts


class Response(Base):
    """One sealed rating: one row, whatever the number of questions.

    Its foreign keys are SQLite's. On PostgreSQL, where each would be looked up for each row, a
    trigger asks once a statement that batch and cell exist; the cell has foreign keys itself.
    """

    __tablename__ = "response"
    __table_args__ = (
        CheckConstraint(
            "precision = 'day' OR point_id IS NULL", name="response_of_a_week_has_no_point"
        ),
        Index("response_by_agency_day", "agency_id", "day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)  # random, drawn when sealed
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batch.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("service_point.id"))
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedure.id"))
    channel: Mapped[Channel] = mapped_column(choice(Channel, "response_channel_known"))
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    day: Mapped[date]
    precision: Mapped[Precision] = mapped_column(choice(Precision, "response_precision_known"))
    answers: Mapped[str] = mapped_column(Text)  # canonical JSON: question key to answer
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    leaf: Mapped[bytes] = mapped_column(LargeBinary(32))  # hash of the row; rows stand in its order


class Comment(Base):
    """Free text of a response, apart from it so that it can be removed and the row still stands."""

    __tablename__ = "comment"

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id"), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    text: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str]
