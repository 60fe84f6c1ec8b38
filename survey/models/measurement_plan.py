"""Objectives, and the plans by which satisfaction is measured: who, what, how, when, how many."""

import json
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.db import GIVEN_ONCE, Base
from survey.models.dated import choice
from survey.models.rating import Channel
from survey.models.staged import Staged, stages_in_order


class Thing(NamedTuple):
    """What an item measures: a procedure, a point, a field, or else the agency with all below it.

    A field counts with the procedures that it held when the item was written. Where the register
    puts a procedure into another field later, what was planned stays what it was: another version
    of the plan counts the field as it is then.
    """

    procedure_id: int | None = None
    point_id: int | None = None
    field_id: int | None = None
    field_procedures: str | None = None
    """A JSON list of their numbers, in order."""

    @property
    def procedure_ids(self) -> tuple[int, ...] | None:
        """Whose answers count; None: all of them, whatever they are about."""
        if self.field_procedures is not None:
            return tuple(json.loads(self.field_procedures))
        return None if self.procedure_id is None else (self.procedure_id,)


WHOLE = Thing()


def field_as_it_is(field_id: int, *, procedure_ids: Iterable[int]) -> Thing:
    """A field with the procedures it holds now."""
    return Thing(field_id=field_id, field_procedures=json.dumps(sorted(procedure_ids)))


class SampleRule(StrEnum):
    SHARE = "share"
    """For a share with a margin of error, with the finite population correction."""
    YAMANE = "yamane"
    QUOTA = "quota"


class Objective(Staged, Base):
    """What an agency wants to reach in a year."""

    __tablename__ = "objective"
    __table_args__ = (
        CheckConstraint(
            "target_per_mille IS NULL OR target_per_mille BETWEEN 0 AND 1000",
            name="objective_target_a_share",
        ),
        *stages_in_order("objective"),
        GIVEN_ONCE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    year: Mapped[int]
    statement: Mapped[str]
    target_per_mille: Mapped[int | None]
    """The satisfied share to reach; empty where something else is counted."""
    evaluated: Mapped[str]  # how it is found out whether it was reached
    responsible: Mapped[str]
    due_on: Mapped[date]


class MeasurementPlan(Staged, Base):
    """When and by whom satisfaction is measured; what and how many stands in its versions."""

    __tablename__ = "measurement_plan"
    __table_args__ = (
        CheckConstraint("first_day <= last_day", name="measurement_plan_period_in_order"),
        *stages_in_order("measurement_plan"),
        GIVEN_ONCE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    title: Mapped[str]
    first_day: Mapped[date]  # the first of a month: ratings are counted by the month
    last_day: Mapped[date]  # the last of a month
    responsible: Mapped[str]
    channel: Mapped[Channel] = mapped_column(choice(Channel, "measurement_plan_channel_known"))
    questionnaire_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("questionnaire_version.id")
    )
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"))

    versions: Mapped[list["PlanVersion"]] = relationship(
        order_by="PlanVersion.number", cascade="all, delete-orphan"
    )

    @property
    def current(self) -> "PlanVersion":
        return self.versions[-1]

    @property
    def all_items(self) -> list["PlanItem"]:
        """Of all its versions."""
        return [item for version in self.versions for item in version.items]


class PlanVersion(Base):
    """What is to be measured. After the approval it never changes: another version follows."""

    __tablename__ = "plan_version"
    __table_args__ = (
        UniqueConstraint("plan_id", "number", name="plan_version_numbered_once"),
        CheckConstraint("number = 1 OR reason IS NOT NULL", name="plan_version_has_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("measurement_plan.id"))
    number: Mapped[int]
    made_on: Mapped[date]
    reason: Mapped[str | None]

    waves: Mapped[list["PlanWave"]] = relationship(
        order_by="PlanWave.first_day", cascade="all, delete-orphan"
    )
    items: Mapped[list["PlanItem"]] = relationship(
        order_by="PlanItem.id", cascade="all, delete-orphan"
    )


class PlanWave(Base):
    """Whole months within the period of the plan, after which it is reckoned up."""

    __tablename__ = "plan_wave"
    __table_args__ = (
        UniqueConstraint("version_id", "first_day", name="plan_wave_begins_once"),
        CheckConstraint("first_day <= last_day", name="plan_wave_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    first_day: Mapped[date]  # the first of a month
    last_day: Mapped[date]  # the last of a month


class PlanItem(Base):
    """One thing to be measured, and from how many answers."""

    __tablename__ = "plan_item"
    __table_args__ = (
        CheckConstraint("target > 0", name="plan_item_has_a_target"),
        CheckConstraint("population IS NULL OR population > 0", name="plan_item_population"),
        CheckConstraint(
            "rule = 'quota' OR (population IS NOT NULL AND margin_per_mille BETWEEN 1 AND 500)",
            name="plan_item_rule_has_its_numbers",
        ),
        CheckConstraint(
            "procedure_id IS NULL OR point_id IS NULL", name="plan_item_names_one_thing"
        ),
        CheckConstraint(
            "field_id IS NULL OR (procedure_id IS NULL AND point_id IS NULL)",
            name="plan_item_names_a_field_alone",
        ),
        CheckConstraint(
            "(field_id IS NULL) = (field_procedures IS NULL)",
            name="plan_item_field_with_procedures",
        ),
        CheckConstraint("field_procedures <> '[]'", name="plan_item_field_holds_some"),
        Index("plan_item_field_once", "version_id", "field_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedure.id"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("service_point.id"))
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"))
    field_procedures: Mapped[str | None] = mapped_column(Text)
    """None of these: the agency as a whole."""
    rule: Mapped[SampleRule] = mapped_column(choice(SampleRule, "plan_item_rule_known"))
    population: Mapped[int | None]
    margin_per_mille: Mapped[int | None]
    target: Mapped[int]
    """Answers to be reached, worked out when the item was written."""

    @property
    def thing(self) -> Thing:
        return Thing(self.procedure_id, self.point_id, self.field_id, self.field_procedures)

    @property
    def is_whole(self) -> bool:
        return self.thing == WHOLE
