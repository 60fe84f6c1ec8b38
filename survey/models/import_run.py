"""Imports: a file that was handed in, what its check found, and whether it was taken over."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base, UTCDateTime
from survey.models.dated import choice


class ImportStatus(StrEnum):
    WAITING = "waiting"
    CHECKING = "checking"
    REFUSED = "refused"  # the file has errors; nothing was changed
    READY = "ready"  # checked, the preview waits for a decision
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"  # a fault of ours; nothing was changed


class ImportRun(Base):
    """One upload, from hand-in to take-over."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str]
    file_name: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The file itself; dropped when done."""
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    status: Mapped[ImportStatus] = mapped_column(choice(ImportStatus, "import_status_known"))
    rows_done: Mapped[int] = mapped_column(default=0)
    rows_total: Mapped[int] = mapped_column(default=0)
    report: Mapped[str] = mapped_column(Text, default="{}")  # JSON: errors or preview
    changes: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """Every row that the file adds, changes or ends, packed."""
    attempts: Mapped[int] = mapped_column(default=0)
    """How often work on it has begun since its last success: a file may bring a worker down."""
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
