"""Slips: one-time codes from a shuffled pool; nobody records which dossier got which."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base


class SlipPool(Base):
    """Slips printed together for a point and a time; its counts give the response rate."""

    __tablename__ = "slip_pool"
    __table_args__ = (
        CheckConstraint("valid_from <= valid_to", name="slip_pool_dates_in_order"),
        CheckConstraint("printed > 0", name="slip_pool_not_empty"),
        CheckConstraint("used BETWEEN 0 AND printed", name="slip_pool_used_within_printed"),
        CheckConstraint(
            "procedure_id IS NULL OR field_id IS NULL", name="slip_pool_procedure_or_field"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("service_point.id"), index=True)
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedure.id"))
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"))
    printed_on: Mapped[date]
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    printed: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)  # counted when sealed


class Slip(Base):
    """One code of a pool, kept as a digest: who reads the database cannot rate with it."""

    __tablename__ = "slip"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    pool_id: Mapped[int] = mapped_column(ForeignKey("slip_pool.id"), index=True)
    used_on: Mapped[date | None]  # the day its rating was sealed under, or its week's Monday
