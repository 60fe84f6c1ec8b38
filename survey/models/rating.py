"""Ratings of days that are not sealed yet.

The inbox is the only place that knows a time, and it forgets it when the day is sealed.
No column here can hold a person, an address, a device or a dossier.
"""

import hashlib
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base, UTCDateTime
from survey.models.dated import choice


class Channel(StrEnum):
    SLIP = "slip"
    POSTER = "poster"
    KIOSK = "kiosk"


def key_digest(key: bytes) -> bytes:
    """What is remembered of a submission key's bytes after sealing."""
    return hashlib.sha256(key).digest()


class PendingRating(Base):
    """One rating as it was last sent; a slip has at most one."""

    __tablename__ = "pending_rating"
    __table_args__ = (
        UniqueConstraint("slip_digest", name="slip_rated_once"),
        Index("pending_rating_by_agency_day", "agency_id", "day"),
    )

    submission_key: Mapped[UUID] = mapped_column(primary_key=True)  # chosen by the sender
    content_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    slip_digest: Mapped[bytes | None] = mapped_column(ForeignKey("slip.digest"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    point_id: Mapped[int] = mapped_column(ForeignKey("service_point.id"))
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedure.id"))
    channel: Mapped[Channel] = mapped_column(choice(Channel, "pending_channel_known"))
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    language: Mapped[str]
    day: Mapped[date]  # of the first answer; a later answer does not move it
    answers: Mapped[str] = mapped_column(Text)  # canonical JSON: question key to answer
    revotes: Mapped[int] = mapped_column(default=0)
    arrived_at: Mapped[datetime] = mapped_column(UTCDateTime)
    is_late: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Its day was not certain, or had closed when it arrived."""


class SupersededSubmission(Base):
    """A submission that a later answer of the same slip replaced: its retry changes nothing."""

    __tablename__ = "superseded_submission"

    submission_key: Mapped[UUID] = mapped_column(primary_key=True)
    content_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    slip_digest: Mapped[bytes] = mapped_column(ForeignKey("slip.digest"), index=True)


class RepeatedSubmission(Base):
    """How often what was recorded came again, since the agency's last batch."""

    __tablename__ = "repeated_submission"
    __table_args__ = (CheckConstraint("times > 0", name="repeated_submission_counted_from_one"),)

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    times: Mapped[int]


class SealedSubmission(Base):
    """The digest of a submission key that was sealed: its late retry is not counted again.

    Rows carry the day of sealing and nothing that leads to a response.
    """

    __tablename__ = "sealed_submission"
    __table_args__ = ({"sqlite_with_rowid": False},)  # rows lie in the order of their digests

    key_digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    sealed_on: Mapped[date]
