"""Flows: how many dossiers were closed, the denominator of every response rate."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base


class Flow(Base):
    """Dossiers closed at a point for a procedure on a day: a count, never a dossier."""

    __tablename__ = "flow"
    __table_args__ = (
        CheckConstraint("closed >= 0", name="flow_not_negative"),
        Index("flow_by_day", "day"),
    )

    point_id: Mapped[int] = mapped_column(ForeignKey("service_point.id"), primary_key=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedure.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    closed: Mapped[int]


class MonthlyFlow(Base):
    """Dossiers closed in a month, kept by triggers from the days."""

    __tablename__ = "monthly_flow"
    __table_args__ = ({"sqlite_with_rowid": False},)

    point_id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[date] = mapped_column(primary_key=True)  # first day of the month
    closed: Mapped[int]


class PointFlow(Base):
    """The same over all procedures: a point may have hundreds of them."""

    __tablename__ = "point_flow"
    __table_args__ = ({"sqlite_with_rowid": False},)

    point_id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[date] = mapped_column(primary_key=True)  # first day of the month
    closed: Mapped[int]
