"""Points of the quarterly board that the featured ward gave itself, and what was made of them."""

from datetime import date

from sqlalchemy.orm import Session

from survey.demonstration import featured
from survey.demonstration.inspection_story import on
from survey.demonstration.quality_story import year_of
from survey.exchange import scores
from survey.exchange.scores import Quarter
from survey.models.board_score import Scorer

OWN, APPRAISED = 1675, 1620  # hundredths of a point


def build(session: Session, *, today: date) -> None:
    """Of the first quarter, which is over whenever the story is told."""
    year = year_of(today)
    quarter = Quarter(featured.agency(session), year, 1)
    scores.give(
        session,
        quarter=quarter,
        scorer=Scorer.AGENCY,
        hundredths=OWN,
        note="Tự chấm theo sổ theo dõi hồ sơ (mô phỏng)",
        by=on(date(year, 4, 10)),
    )
    scores.give(
        session,
        quarter=quarter,
        scorer=Scorer.APPRAISER,
        hundredths=APPRAISED,
        note="Đã đối chiếu với cổng dịch vụ công (mô phỏng)",
        by=on(date(year, 4, 24)),
    )
