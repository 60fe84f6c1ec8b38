"""Questionnaires: versioned data; what was published never changes."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.db import GIVEN_ONCE, Base, UTCDateTime
from survey.models.dated import Dated, choice, dates_in_order


class VersionStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Questionnaire(Base):
    """A family of versions under one code."""

    __tablename__ = "questionnaire"
    __table_args__ = (UniqueConstraint("code", name="questionnaire_code_taken"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]

    versions: Mapped[list["QuestionnaireVersion"]] = relationship(
        back_populates="questionnaire", order_by="QuestionnaireVersion.number"
    )


class QuestionnaireVersion(Base):
    """One definition; a trigger refuses to change it once it is no longer a draft."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (
        UniqueConstraint("questionnaire_id", "number", name="questionnaire_version_numbered_once"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"))
    number: Mapped[int]
    status: Mapped[VersionStatus] = mapped_column(choice(VersionStatus, "version_status_known"))
    definition: Mapped[str] = mapped_column(Text)  # canonical JSON of survey.models.method
    definition_hash: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    questionnaire: Mapped[Questionnaire] = relationship(back_populates="versions")


class QuestionnaireUse(Dated, Base):
    """Which version is asked in an agency and below it; the nearest agency upwards decides."""

    __tablename__ = "questionnaire_use"
    __table_args__ = (
        dates_in_order("questionnaire_use"),
        GIVEN_ONCE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))

    def lasts_beyond(self, day: date) -> bool:
        return self.valid_to is None or self.valid_to > day
