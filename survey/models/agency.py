"""Agencies: a dated tree, and who became whom."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base
from survey.models.dated import Dated, choice, dates_in_order


class AgencyKind(StrEnum):
    MINISTRY = "ministry"
    PROVINCE = "province"
    DEPARTMENT = "department"
    DISTRICT = "district"  # ended with the district tier on 1 July 2025
    COMMUNE = "commune"
    BRANCH = "branch"


class SuccessionKind(StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


class Agency(Dated, Base):
    """One node of the organisation tree while it kept its name."""

    __tablename__ = "agency"
    __table_args__ = (
        UniqueConstraint("code", name="agency_code_taken"),
        dates_in_order("agency"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]  # ours: short, stable, fit for addresses
    kind: Mapped[AgencyKind] = mapped_column(choice(AgencyKind, "agency_kind_known"))
    name_vi: Mapped[str]
    name_en: Mapped[str | None]
    unit_code: Mapped[str | None]  # of the statistics office: 2 digits province, 5 commune
    identifier: Mapped[str | None]  # of the national identifier list: H19, G09 …
    search: Mapped[str] = mapped_column(index=True)


class AgencyPlacement(Dated, Base):
    """Under which parent an agency stood, from when to when."""

    __tablename__ = "agency_placement"
    __table_args__ = (
        CheckConstraint("agency_id <> parent_id", name="agency_not_its_own_parent"),
        dates_in_order("agency_placement"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)


class AgencySuccession(Base):
    """What became of an agency: several predecessors are a merger, several successors a split."""

    __tablename__ = "agency_succession"
    __table_args__ = (
        CheckConstraint("predecessor_id <> successor_id", name="agency_not_its_own_successor"),
    )

    predecessor_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True, index=True)
    kind: Mapped[SuccessionKind] = mapped_column(choice(SuccessionKind, "succession_kind_known"))
    effective_on: Mapped[date]
    legal_basis: Mapped[str | None]
