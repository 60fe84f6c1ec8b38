"""Kiosks: a tablet at a service point, where it stood when, and what arrived from it.

Nothing here leads to a rating: of what arrived only the running numbers are kept, as stretches.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base, UTCDateTime
from survey.models.dated import choice

_HERE = text("ended_on IS NULL")
_IN_SERVICE = text("replaced_at IS NULL AND revoked_at IS NULL")


class ProcedureChoice(StrEnum):
    """Whether a kiosk asks which procedure a rating is about."""

    NONE = "none"
    FIXED = "fixed"
    LIST = "list"


class Kiosk(Base):
    """A place for a tablet: its name, what it asks, the PIN that lets staff out of it."""

    __tablename__ = "kiosk"
    __table_args__ = (
        CheckConstraint(
            "(procedures = 'fixed') = (procedure_id IS NOT NULL)",
            name="kiosk_fixed_procedure_named",
        ),
        CheckConstraint("reloads >= 0", name="kiosk_reloads"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    procedures: Mapped[ProcedureChoice] = mapped_column(
        choice(ProcedureChoice, "kiosk_procedures_known")
    )
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedure.id"))
    pin_salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    pin_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    # What is set from afar; where it is empty the kiosk does what is usual.
    languages: Mapped[str | None]
    """Codes with a comma between, in the order they are offered; empty: all."""
    version_id: Mapped[int | None] = mapped_column(ForeignKey("questionnaire_version.id"))
    """Of those in use at its agency, the one to ask; empty: the nearest."""
    opening_hours: Mapped[str | None] = mapped_column(Text)
    """JSON, by the day of the week; empty: those usual for offices."""
    rest_vi: Mapped[str | None]
    rest_en: Mapped[str | None]
    reloads: Mapped[int] = mapped_column(default=0)
    """How often its page was told to load anew."""


class KioskPlacement(Base):
    """Where a kiosk stands; ratings taken there count there, whenever they arrive."""

    __tablename__ = "kiosk_placement"
    __table_args__ = (
        CheckConstraint(
            "ended_on IS NULL OR began_on <= ended_on", name="kiosk_placement_dates_in_order"
        ),
        Index(
            "kiosk_stands_at_one_place",
            "kiosk_id",
            unique=True,
            sqlite_where=_HERE,
            postgresql_where=_HERE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kiosk_id: Mapped[int] = mapped_column(ForeignKey("kiosk.id"), index=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("service_point.id"), index=True)
    began_on: Mapped[date]
    ended_on: Mapped[date | None]


class KioskCode(Base):
    """The one-time code by which a tablet enrols; only its digest is kept."""

    __tablename__ = "kiosk_code"
    __table_args__ = (UniqueConstraint("kiosk_id", name="kiosk_has_one_code"),)

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    kiosk_id: Mapped[int] = mapped_column(ForeignKey("kiosk.id"))
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)


class KioskDevice(Base):
    """One enrolment: the public half of a key that never leaves its tablet."""

    __tablename__ = "kiosk_device"
    __table_args__ = (
        CheckConstraint("last_request >= 0", name="kiosk_request_counted_from_zero"),
        CheckConstraint("late >= 0", name="kiosk_late_counted_from_zero"),
        CheckConstraint("queued >= 0", name="kiosk_queued_counted_from_zero"),
        CheckConstraint("set_aside >= 0", name="kiosk_set_aside_counted_from_zero"),
        CheckConstraint("battery BETWEEN 0 AND 100", name="kiosk_battery_in_percent"),
        Index(
            "kiosk_has_one_device",
            "kiosk_id",
            unique=True,
            sqlite_where=_IN_SERVICE,
            postgresql_where=_IN_SERVICE,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kiosk_id: Mapped[int] = mapped_column(ForeignKey("kiosk.id"), index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(65))
    enrolled_at: Mapped[datetime] = mapped_column(UTCDateTime)
    replaced_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """Another tablet took its place; what it still holds is taken."""
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """Lost or stolen: nothing is taken from it any more."""
    seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_request: Mapped[int] = mapped_column(BigInteger, default=0)
    late: Mapped[int] = mapped_column(default=0)
    """Ratings whose day was not certain, or had closed when they arrived."""
    # What it told with its last heartbeat; empty before the first.
    told_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    queued: Mapped[int | None]
    set_aside: Mapped[int | None]
    release: Mapped[str | None]
    battery: Mapped[int | None]
    skew_seconds: Mapped[int | None] = mapped_column(BigInteger)
    """How far the wall clock of the tablet is ahead of the server's."""
    storage_fails: Mapped[bool | None]
    """It cannot keep ratings, and says so to citizens."""


class KioskDay(Base):
    """What a device told on one day: no finer, for a queue that grows would date a rating."""

    __tablename__ = "kiosk_day"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 0 AND 1440", name="kiosk_day_has_minutes"),
        CheckConstraint("screen_minutes BETWEEN 0 AND 1440", name="kiosk_day_has_screen_minutes"),
        CheckConstraint("heartbeats >= 0", name="kiosk_day_heard"),
        CheckConstraint("most_queued >= 0", name="kiosk_day_queued"),
        CheckConstraint("lowest_battery BETWEEN 0 AND 100", name="kiosk_day_battery"),
    )

    device_id: Mapped[UUID] = mapped_column(ForeignKey("kiosk_device.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    minutes: Mapped[int]
    """In which citizens could rate."""
    screen_minutes: Mapped[int | None]
    """In which the page was in sight, whatever it showed."""
    heartbeats: Mapped[int] = mapped_column(default=0)
    most_queued: Mapped[int | None]
    lowest_battery: Mapped[int | None]
    widest_skew: Mapped[int | None] = mapped_column(BigInteger)
    """Seconds, with its sign."""


class KioskStretch(Base):
    """Running numbers that arrived from a device without a gap between them."""

    __tablename__ = "kiosk_stretch"
    __table_args__ = (
        CheckConstraint("1 <= first_number", name="kiosk_stretch_begins_at_one"),
        CheckConstraint("first_number <= last_number", name="kiosk_stretch_in_order"),
    )

    device_id: Mapped[UUID] = mapped_column(ForeignKey("kiosk_device.id"), primary_key=True)
    first_number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    last_number: Mapped[int] = mapped_column(BigInteger)


class KioskRefusal(Base):
    """A record that could not be taken: its number, why, and the day; never what it said."""

    __tablename__ = "kiosk_refusal"

    device_id: Mapped[UUID] = mapped_column(ForeignKey("kiosk_device.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    code: Mapped[str]
    on_day: Mapped[date]


class KioskSealingKey(Base):
    """The pair to whose public half kiosks seal what waits on them."""

    __tablename__ = "kiosk_sealing_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(65))
    private_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
