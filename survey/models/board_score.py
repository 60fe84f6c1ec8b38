"""The points of the quarterly board that people give: the agency itself, then who appraises it.

What citizens gave is counted from their ratings and stands beside; nobody writes it here.
"""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base
from survey.models.dated import choice

MOST_HUNDREDTHS = 1800
"""18 points, kept in hundredths so that they are added without rounding."""


class Scorer(StrEnum):
    AGENCY = "agency"
    APPRAISER = "appraiser"


class BoardScore(Base):
    """An appraisal needs the agency's own points, which stay from then on."""

    __tablename__ = "board_score"
    __table_args__ = (
        UniqueConstraint("agency_id", "year", "quarter", "scorer", name="board_score_given_once"),
        CheckConstraint("quarter BETWEEN 1 AND 4", name="board_score_quarter_known"),
        CheckConstraint(f"hundredths BETWEEN 0 AND {MOST_HUNDREDTHS}", name="board_score_of_18"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    scorer: Mapped[Scorer] = mapped_column(choice(Scorer, "board_score_scorer_known"))
    hundredths: Mapped[int]
    scored_on: Mapped[date]
    note: Mapped[str | None]
