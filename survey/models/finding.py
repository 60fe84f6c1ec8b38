"""What inspectors found, what the agency answers, and how it ends.

A finding has no column for its state: the last day that is set tells it. One that was written in
error is withdrawn before the minutes; it stays, with the reason.
"""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base
from survey.models.dated import choice
from survey.models.staged import steps_in_order

BEFORE_NUMBER = " · "
"""Between the decision and the number of a finding, where other work names it."""


class Severity(StrEnum):
    MAJOR = "major"
    MINOR = "minor"
    OPPORTUNITY = "opportunity"


class FindingState(StrEnum):
    FOUND = "found"
    ANSWERED = "answered"
    FOLLOWED_UP = "followed_up"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


FINDING_STEPS = (
    (FindingState.FOUND, "found_on"),
    (FindingState.ANSWERED, "answered_on"),
    (FindingState.FOLLOWED_UP, "followed_up_on"),
    (FindingState.CLOSED, "closed_on"),
)
"""Every state on the way of a finding that stands, with the day on which it began."""


class Side(StrEnum):
    AGENCY = "agency"
    INSPECTOR = "inspector"


class Finding(Base):
    """One finding of an inspection under a clause; other work names it by kind and number."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("inspection_id", "number", name="finding_numbered_once"),
        CheckConstraint("due_on >= found_on", name="finding_due_after_found"),
        *steps_in_order("finding", columns=[column for _, column in FINDING_STEPS]),
        CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawal_reason IS NULL) AND (withdrawn_on IS NULL OR "
            "(withdrawn_on >= found_on AND length(trim(withdrawal_reason)) > 0))",
            name="finding_withdrawn_with_a_reason",
        ),
        CheckConstraint(
            "withdrawn_on IS NULL OR answered_on IS NULL", name="finding_withdrawn_or_answered"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"))
    number: Mapped[int]
    clause: Mapped[str | None]  # as the agency's edition numbers it
    severity: Mapped[Severity] = mapped_column(choice(Severity, "finding_severity_known"))
    statement: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str | None] = mapped_column(Text)
    evidence_path: Mapped[str | None]
    """Of a page of the system that shows it."""
    found_on: Mapped[date]
    due_on: Mapped[date]
    answered_on: Mapped[date | None]
    followed_up_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)

    @property
    def state(self) -> FindingState:
        if self.withdrawn_on is not None:
            return FindingState.WITHDRAWN
        reached = [state for state, column in FINDING_STEPS if getattr(self, column) is not None]
        return reached[-1]

    def is_overdue(self, today: date) -> bool:
        """Its deadline is over, and it is neither closed nor withdrawn."""
        return self.closed_on is None and self.withdrawn_on is None and today > self.due_on


class FindingEntry(Base):
    """What one side wrote about a finding. It stays as it was written."""

    __tablename__ = "finding_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    side: Mapped[Side] = mapped_column(choice(Side, "finding_entry_side_known"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    made_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
