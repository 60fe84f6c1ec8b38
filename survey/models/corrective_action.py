"""Corrective actions: what went wrong, why, what is done, and by what test it will be judged.

An action goes round by round. A round that did not work stays as it was; another one follows.
"""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.db import Base
from survey.models.dated import choice
from survey.models.rating import Channel
from survey.models.staged import Stage, Steps, Stepwise, stages_in_order

STEPS: Steps = (
    (Stage.ANNOUNCED, "announced_on"),
    (Stage.CARRIED_OUT, "carried_out_on"),
    (Stage.JUDGED, "judged_on"),
    (Stage.CLOSED, "closed_on"),
)


class Origin(StrEnum):
    """What an action was opened on."""

    SIGNAL = "signal"
    """Of a control chart."""
    CASE = "case"
    """What a citizen wrote."""
    FINDING = "finding"
    """Of an inspector, named by its reference."""
    HAND = "hand"


class Measured(StrEnum):
    """What the test of a round looks at, in points from 0 to 100."""

    SHARE = "satisfied_share"
    MEAN = "mean"


class Direction(StrEnum):
    RISE = "rise"
    FALL = "fall"


class Design(StrEnum):
    """How the change is told from what would have come anyway."""

    DIFFERENCE = "difference"
    """In differences, against the other counters of the agency."""
    SERIES = "series"
    """Against the counter's own trend: there is no other counter."""


class Outcome(StrEnum):
    WORKED = "worked"
    DID_NOT_WORK = "did_not_work"
    CANNOT_TELL = "cannot_tell"


class CorrectiveAction(Base):
    """What happened; what was done about it stands in the rounds."""

    __tablename__ = "corrective_action"
    __table_args__ = (
        CheckConstraint(
            "(origin = 'case') = (case_id IS NOT NULL)", name="corrective_action_names_its_case"
        ),
        CheckConstraint(
            "(origin = 'signal') = (signal_month IS NOT NULL)",
            name="corrective_action_names_its_signal",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    title: Mapped[str]
    happened: Mapped[str] = mapped_column(Text)
    opened_on: Mapped[date]
    origin: Mapped[Origin] = mapped_column(choice(Origin, "corrective_action_origin_known"))
    reference: Mapped[str | None]
    """Of a finding, as the inspector numbers it; of a signal, the rule that was broken."""
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), index=True)
    signal_month: Mapped[date | None]

    rounds: Mapped[list["ActionRound"]] = relationship(order_by="ActionRound.number")

    @property
    def current(self) -> "ActionRound":
        return self.rounds[-1]


class ActionRound(Stepwise, Base):
    """One attempt: its cause, the remedy, the test announced beforehand, and what came out.

    Nothing of it changes once it is announced but the days of its steps and what came out.
    """

    steps: ClassVar[Steps] = STEPS

    __tablename__ = "action_round"
    __table_args__ = (
        UniqueConstraint("action_id", "number", name="action_round_numbered_once"),
        CheckConstraint(
            "announced_on IS NULL OR (root_cause IS NOT NULL AND remedy IS NOT NULL "
            "AND owner_id IS NOT NULL AND due_on IS NOT NULL AND measured IS NOT NULL "
            "AND channel IS NOT NULL AND version_id IS NOT NULL AND question IS NOT NULL "
            "AND direction IS NOT NULL AND expected_tenths IS NOT NULL AND answers IS NOT NULL "
            "AND first_month IS NOT NULL AND changed_on IS NOT NULL AND read_on IS NOT NULL "
            "AND design IS NOT NULL)",
            name="action_round_announced_whole",
        ),
        CheckConstraint(
            "announced_on IS NULL OR changed_on >= announced_on",
            name="action_round_announced_beforehand",
        ),
        CheckConstraint("read_on > changed_on", name="action_round_read_after_the_change"),
        CheckConstraint(
            "judged_on IS NULL OR judged_on >= read_on", name="action_round_judged_on_its_day"
        ),
        CheckConstraint(
            "(judged_on IS NULL) = (outcome IS NULL)", name="action_round_judged_with_outcome"
        ),
        CheckConstraint("expected_tenths > 0", name="action_round_expects_a_change"),
        CheckConstraint("answers > 0", name="action_round_needs_answers"),
        CheckConstraint(
            "design <> 'difference' OR point_id IS NOT NULL", name="action_round_compares_a_counter"
        ),
        *stages_in_order("action_round", steps=STEPS),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("corrective_action.id"))
    number: Mapped[int]

    why_1: Mapped[str | None]
    why_2: Mapped[str | None]
    why_3: Mapped[str | None]
    why_4: Mapped[str | None]
    why_5: Mapped[str | None]
    people: Mapped[str | None]
    regulation: Mapped[str | None]
    equipment: Mapped[str | None]
    documents: Mapped[str | None]
    environment: Mapped[str | None]
    measurement: Mapped[str | None]
    root_cause: Mapped[str | None] = mapped_column(Text)

    remedy: Mapped[str | None] = mapped_column(Text)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    due_on: Mapped[date | None]

    measured: Mapped[Measured | None] = mapped_column(
        choice(Measured, "action_round_measured_known")
    )
    channel: Mapped[Channel | None] = mapped_column(choice(Channel, "action_round_channel_known"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("questionnaire_version.id"))
    """The newest version of the method by which the answers are counted."""
    question: Mapped[str | None]
    point_id: Mapped[int | None] = mapped_column(ForeignKey("service_point.id"))
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedure.id"))
    """Neither of both: the agency as a whole."""
    direction: Mapped[Direction | None] = mapped_column(
        choice(Direction, "action_round_direction_known")
    )
    expected_tenths: Mapped[int | None]
    """The change that is expected, in tenths of a point of 100."""
    answers: Mapped[int | None]
    """Needed after the change; fewer cannot tell."""
    first_month: Mapped[date | None]
    changed_on: Mapped[date | None]
    read_on: Mapped[date | None]
    design: Mapped[Design | None] = mapped_column(choice(Design, "action_round_design_known"))

    created_on: Mapped[date]
    announced_on: Mapped[date | None]
    carried_out_on: Mapped[date | None]
    judged_on: Mapped[date | None]
    closed_on: Mapped[date | None]

    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome, "action_round_outcome_known"))
    result: Mapped[str | None] = mapped_column(Text)
    """The figures of the reading as JSON, frozen."""

    @property
    def is_over(self) -> bool:
        return self.stage is Stage.CLOSED

    def is_overdue(self, *, today: date) -> bool:
        """Not carried out by its day."""
        is_waiting = self.carried_out_on is None and self.closed_on is None
        return is_waiting and self.due_on is not None and self.due_on < today
