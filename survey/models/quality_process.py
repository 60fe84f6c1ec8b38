"""Processes of a quality system, and the procedures that each of them covers."""

from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base
from survey.models.dated import Dated, choice, dates_in_order


class ProcessKind(StrEnum):
    SYSTEM = "system"
    INTERNAL = "internal"
    PROCEDURE = "procedure"


class QualityProcess(Dated, Base):
    """A written way of working; a procedure process covers one or many procedures."""

    __tablename__ = "quality_process"
    __table_args__ = (
        UniqueConstraint("agency_id", "code", name="quality_process_code_taken"),
        dates_in_order("quality_process"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    code: Mapped[str]  # as the agency writes it: QT 01/HT
    kind: Mapped[ProcessKind] = mapped_column(choice(ProcessKind, "quality_process_kind_known"))
    name_vi: Mapped[str]
    name_en: Mapped[str | None]


class ProcessCoverage(Base):
    """A procedure that is handled as a process says."""

    __tablename__ = "process_coverage"

    process_id: Mapped[int] = mapped_column(ForeignKey("quality_process.id"), primary_key=True)
    procedure_id: Mapped[int] = mapped_column(
        ForeignKey("procedure.id"), primary_key=True, index=True
    )
