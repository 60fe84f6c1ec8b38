"""Administrative procedures: code, name, field, level, time limits, succession."""

import re
from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import GIVEN_ONCE, Base
from survey.models.agency import SuccessionKind
from survey.models.dated import Dated, choice, dates_in_order

NATIONAL_CODE = re.compile(r"[0-9]\.[0-9]{6}(\.[0-9]{3}\.[0-9]{2}\.[0-9]{2})?(\.[A-Z][0-9]{2})?")
"""`1.001193`, with or without the parts that agencies append: `.000.00.00`, `.H19`."""


class ProcedureLevel(StrEnum):
    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class DayType(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"


class TimeUnit(StrEnum):
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


class Field(Base):
    """A field of administration (lĩnh vực), such as civil status."""

    __tablename__ = "field"
    __table_args__ = (UniqueConstraint("name_vi", name="field_name_taken"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name_vi: Mapped[str]
    name_en: Mapped[str | None]


class Procedure(Dated, Base):
    """An administrative procedure; a code that is not known stays empty."""

    __tablename__ = "procedure"
    __table_args__ = (
        UniqueConstraint("national_code", name="procedure_national_code_taken"),
        dates_in_order("procedure"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    national_code: Mapped[str | None]
    name_vi: Mapped[str]
    name_en: Mapped[str | None]
    field_id: Mapped[int] = mapped_column(ForeignKey("field.id"), index=True)
    level: Mapped[ProcedureLevel] = mapped_column(choice(ProcedureLevel, "procedure_level_known"))
    note: Mapped[str | None]
    search: Mapped[str] = mapped_column(index=True)


class TimeLimit(Dated, Base):
    """How long a procedure may take: the law's limit, or a shorter one an agency commits to."""

    __tablename__ = "time_limit"
    __table_args__ = (
        CheckConstraint("amount IS NULL OR amount > 0", name="time_limit_amount_positive"),
        CheckConstraint(
            "cutoff_hour IS NULL OR cutoff_hour BETWEEN 0 AND 23", name="time_limit_cutoff_an_hour"
        ),
        dates_in_order("time_limit"),
        GIVEN_ONCE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedure.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    """Empty: the statutory limit. Else: the limit this agency commits to."""
    amount: Mapped[int | None]
    unit: Mapped[TimeUnit] = mapped_column(choice(TimeUnit, "time_unit_known"))
    day_type: Mapped[DayType] = mapped_column(choice(DayType, "day_type_known"))
    same_day: Mapped[bool] = mapped_column(default=False)
    cutoff_hour: Mapped[int | None]  # received later in the day counts from the next working day
    verified_amount: Mapped[int | None]  # when facts have to be verified
    difficult_amount: Mapped[int | None]  # in difficult areas
    as_stated: Mapped[str | None]  # the wording of the source


class ProcedureSuccession(Base):
    """Which procedure took the place of which."""

    __tablename__ = "procedure_succession"

    predecessor_id: Mapped[int] = mapped_column(ForeignKey("procedure.id"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(
        ForeignKey("procedure.id"), primary_key=True, index=True
    )
    kind: Mapped[SuccessionKind] = mapped_column(
        choice(SuccessionKind, "procedure_succession_kind_known")
    )
    effective_on: Mapped[date]
    legal_basis: Mapped[str | None]
