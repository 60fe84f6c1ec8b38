"""What a leader sent back instead of approving it, and why: that stays visible for ever."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base

KINDS = ("objective_id", "plan_id", "record_id", "review_id")


class SentBack(Base):
    """Of one thing that had been submitted; nothing is approved before it is submitted again."""

    __tablename__ = "sent_back"
    __table_args__ = (
        CheckConstraint(
            " + ".join(f"CASE WHEN {kind} IS NULL THEN 0 ELSE 1 END" for kind in KINDS) + " = 1",
            name="sent_back_one_thing",
        ),
        CheckConstraint(
            "submitted_again_on IS NULL OR submitted_again_on >= sent_back_on",
            name="sent_back_before_submitted_again",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("measurement_plan.id"), index=True)
    record_id: Mapped[int | None] = mapped_column(ForeignKey("measurement_record.id"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("management_review.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    sent_back_on: Mapped[date]
    submitted_again_on: Mapped[date | None]
