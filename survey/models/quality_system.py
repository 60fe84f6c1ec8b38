"""The quality system of an agency: since when it applies which standard, and its documents."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base
from survey.models.agency import AgencyKind
from survey.models.dated import Dated, choice, dates_in_order


class ReportLevel(StrEnum):
    """Under which heading reports count an agency; the tree knows fewer kinds."""

    PROVINCE = "province"
    DEPARTMENT = "department"
    SUB_DEPARTMENT = "sub_department"
    DISTRICT = "district"
    COMMUNE = "commune"
    OFFICE = "office"
    OTHER = "other"


USUAL_LEVELS = {
    AgencyKind.MINISTRY: ReportLevel.OTHER,
    AgencyKind.PROVINCE: ReportLevel.PROVINCE,
    AgencyKind.DEPARTMENT: ReportLevel.DEPARTMENT,
    AgencyKind.DISTRICT: ReportLevel.DISTRICT,
    AgencyKind.COMMUNE: ReportLevel.COMMUNE,
    AgencyKind.BRANCH: ReportLevel.SUB_DEPARTMENT,
}
"""Of agencies whose quality system says nothing else."""


class DocumentKind(StrEnum):
    POLICY = "policy"
    CONTEXT = "context"
    OBJECTIVES = "objectives"
    AUDIT_PROGRAMME = "audit_programme"
    AUDIT_RESULTS = "audit_results"
    MANAGEMENT_REVIEW = "management_review"
    IMPROVEMENT = "improvement"
    ANNOUNCEMENT = "announcement"
    EXTERNAL = "external"


class QualitySystem(Dated, Base):
    """That an agency applies a standard, from when to when; its present row is its register."""

    __tablename__ = "quality_system"
    __table_args__ = (dates_in_order("quality_system"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    level: Mapped[ReportLevel] = mapped_column(choice(ReportLevel, "quality_system_level_known"))
    edition: Mapped[str]  # a key of standards.yaml
    scope: Mapped[str | None]
    software: Mapped[str | None]
    """Of an electronic system; empty where the papers are kept by hand."""


class QualityDocument(Base):
    """A signed document of the quality system in a year."""

    __tablename__ = "quality_document"
    __table_args__ = (
        UniqueConstraint("agency_id", "year", "kind", "number", name="quality_document_known"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="quality_document_year_plausible"),
        CheckConstraint(
            "ended_on IS NULL OR ended_on >= signed_on", name="quality_document_dates_in_order"
        ),
        CheckConstraint(
            "kind <> 'announcement' OR edition IS NOT NULL", name="announcement_names_its_edition"
        ),
        Index("quality_document_by_year", "year", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    year: Mapped[int]
    kind: Mapped[DocumentKind] = mapped_column(choice(DocumentKind, "quality_document_kind_known"))
    number: Mapped[str]  # as it stands on the paper: 12/KH-UBND
    title: Mapped[str]
    signed_on: Mapped[date]
    link: Mapped[str | None]
    edition: Mapped[str | None]  # of an announcement
    scope: Mapped[str | None]  # of an announcement
    ended_on: Mapped[date | None]
    """Its last day; a document that is never renewed holds until then."""


class DocumentFile(Base):
    """The signed paper itself, as it was handed in."""

    __tablename__ = "document_file"
    __table_args__ = (CheckConstraint("size > 0", name="document_file_not_empty"),)

    document_id: Mapped[int] = mapped_column(
        ForeignKey("quality_document.id"), primary_key=True, autoincrement=False
    )
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]  # bytes
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
