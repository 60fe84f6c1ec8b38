"""Records of measurement: what a wave of a plan has shown, frozen, so that it can be recomputed.

A record never changes. A mistake is mended by another record of the same wave, with a reason.
"""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.db import Base
from survey.models.dated import choice
from survey.models.measurement_plan import WHOLE, PlanItem, Thing
from survey.models.rating import Channel
from survey.models.staged import Signed, stages_in_order

Limits = tuple[float, float, float]
"""A value with the lower and the upper limit of its interval."""


class Attainment(StrEnum):
    """What a share says of the objective, by its interval."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


class MeasurementRecord(Signed, Base):
    """One wave, reckoned up."""

    __tablename__ = "measurement_record"
    __table_args__ = (
        UniqueConstraint(
            "plan_id", "first_day", "last_day", "number", name="measurement_record_numbered_once"
        ),
        CheckConstraint("first_day <= last_day", name="measurement_record_wave_in_order"),
        CheckConstraint("created_on > last_day", name="measurement_record_made_afterwards"),
        CheckConstraint("number = 1 OR reason IS NOT NULL", name="measurement_record_has_a_reason"),
        *stages_in_order("measurement_record", steps=Signed.steps),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("measurement_plan.id"))
    plan_version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
    number: Mapped[int]
    reason: Mapped[str | None]
    """Why this record takes the place of the one before it."""
    channel: Mapped[Channel] = mapped_column(choice(Channel, "measurement_record_channel_known"))
    formula: Mapped[str]
    """By which edition of the formulas the figures were computed."""
    target_per_mille: Mapped[int | None]
    """The satisfied share that the objective wanted when the record was made."""
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("measurement_record.id"))
    """The record of the period before, with which this one is compared."""

    figures: Mapped[list["RecordFigure"]] = relationship(
        order_by="RecordFigure.id", cascade="all, delete-orphan"
    )

    @property
    def items(self) -> list[PlanItem]:
        return [figure.item for figure in self.figures if figure.item]


class RecordFigure(Base):
    """The figures of the agency as a whole, or of one item of the plan."""

    __tablename__ = "record_figure"
    __table_args__ = (
        UniqueConstraint("record_id", "item_id", name="record_figure_item_once"),
        CheckConstraint("n IS NULL OR n BETWEEN 1 AND ratings", name="record_figure_n_of_ratings"),
        CheckConstraint(
            "share IS NULL OR (n IS NOT NULL AND share_lower <= share AND share <= share_upper)",
            name="record_figure_share_bounded",
        ),
        CheckConstraint(
            "index_value IS NULL OR (n IS NOT NULL AND index_lower <= index_value "
            "AND index_value <= index_upper)",
            name="record_figure_index_bounded",
        ),
        CheckConstraint(
            "satisfied IS NULL OR satisfied BETWEEN 0 AND n", name="record_figure_satisfied_of_n"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("measurement_record.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("plan_item.id"))
    """Empty: the agency as a whole, with all below it."""
    basis: Mapped[str] = mapped_column(Text)
    """Canonical JSON: which sealed rows were counted, and which questions of theirs."""
    n: Mapped[int | None]
    """Who answered; empty where nobody did, or too few to show."""
    satisfied: Mapped[int | None]
    """Of the n; empty where several questions make the share."""
    share: Mapped[float | None]
    share_lower: Mapped[float | None]
    share_upper: Mapped[float | None]
    index_value: Mapped[float | None]
    index_lower: Mapped[float | None]
    index_upper: Mapped[float | None]
    index_maximum: Mapped[float | None]
    ratings: Mapped[int | None]
    """By this channel, whatever was asked; empty beside a hidden figure."""
    closed: Mapped[int | None]
    """Dossiers closed in the wave: who could have rated."""
    rows_sha256: Mapped[str]
    """Of the leaf hashes of all these ratings, one after another in their order."""
    attainment: Mapped[Attainment | None] = mapped_column(
        choice(Attainment, "record_figure_attainment_known")
    )
    change: Mapped[float | None]
    """Of the share, since the record before."""
    change_lower: Mapped[float | None]
    change_upper: Mapped[float | None]

    item: Mapped[PlanItem | None] = relationship()

    @property
    def is_hidden(self) -> bool:
        """Too few answered to show what they said, or how many they were."""
        return self.ratings is None

    @property
    def thing(self) -> Thing:
        return self.item.thing if self.item else WHOLE

    @property
    def share_limits(self) -> Limits | None:
        return _limits(self.share, self.share_lower, self.share_upper)

    @property
    def index_limits(self) -> Limits | None:
        return _limits(self.index_value, self.index_lower, self.index_upper)

    @property
    def change_limits(self) -> Limits | None:
        return _limits(self.change, self.change_lower, self.change_upper)


def _limits(value: float | None, lower: float | None, upper: float | None) -> Limits | None:
    if value is None or lower is None or upper is None:
        return None
    return value, lower, upper
