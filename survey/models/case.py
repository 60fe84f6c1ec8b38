"""Cases: what a citizen wrote who wants an answer, apart from every rating.

Nothing leads from a case to a rating or a slip. What was written and how to reach the writer are
kept sealed, and no longer than needed.
"""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base
from survey.models.dated import choice


class Verdict(StrEnum):
    """What the citizen says of the answer."""

    HELPED = "helped"
    PARTLY = "partly"
    DID_NOT_HELP = "did_not_help"


class Case(Base):
    """From the citizen's page until its texts are erased; the row itself stays, for the counts."""

    __tablename__ = "case_file"
    __table_args__ = (
        UniqueConstraint("key", name="case_sent_once"),
        UniqueConstraint("link_digest", name="case_link_taken"),
        CheckConstraint(
            "(answer IS NULL) = (answered_on IS NULL) OR erased_on IS NOT NULL",
            name="case_answer_dated",
        ),
        CheckConstraint("verdict IS NULL OR answered_on IS NOT NULL", name="case_judged_answered"),
        CheckConstraint(
            "erased_on IS NULL OR (message IS NULL AND contact IS NULL AND answer IS NULL)",
            name="case_erased_wholly",
        ),
        CheckConstraint("due_on >= opened_on", name="case_due_later"),
        Index("case_by_agency", "agency_id", "opened_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[UUID]  # chosen by the sender, so that sending again opens no second case
    link_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    point_id: Mapped[int] = mapped_column(ForeignKey("service_point.id"))
    language: Mapped[str]
    opened_on: Mapped[date]
    due_on: Mapped[date]
    message: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact: Mapped[bytes | None] = mapped_column(LargeBinary)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    answer: Mapped[str | None] = mapped_column(Text)  # sealed, in letters of base64
    answered_on: Mapped[date | None]
    verdict: Mapped[Verdict | None] = mapped_column(choice(Verdict, "case_verdict_known"))
    withdrawn_on: Mapped[date | None]
    erased_on: Mapped[date | None]

    @property
    def is_open(self) -> bool:
        return self.answered_on is None and self.withdrawn_on is None and self.erased_on is None
