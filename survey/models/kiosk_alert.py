"""What was wrong with a kiosk, from when to when."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base, UTCDateTime
from survey.models.dated import choice

_LASTS = text("ended_at IS NULL")


class Trouble(StrEnum):
    SILENT = "silent"
    STORAGE = "storage"
    CLOCK = "clock"
    GAP = "gap"


class KioskAlert(Base):
    """One event; of a kind a kiosk has one at a time."""

    __tablename__ = "kiosk_alert"
    __table_args__ = (
        CheckConstraint(
            "ended_at IS NULL OR began_at <= ended_at", name="kiosk_alert_dates_in_order"
        ),
        Index(
            "kiosk_alert_lasts_once",
            "kiosk_id",
            "kind",
            unique=True,
            sqlite_where=_LASTS,
            postgresql_where=_LASTS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kiosk_id: Mapped[int] = mapped_column(ForeignKey("kiosk.id"), index=True)
    kind: Mapped[Trouble] = mapped_column(choice(Trouble, "kiosk_alert_known"))
    began_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
