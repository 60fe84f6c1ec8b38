"""Points of the quarterly board that agency and appraiser gave."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.board_score import BoardScore, Scorer


def of_year(session: Session, *, agency_id: int, year: int) -> dict[tuple[int, Scorer], BoardScore]:
    """By quarter and who gave them."""
    statement = select(BoardScore).where(BoardScore.agency_id == agency_id, BoardScore.year == year)
    return {(row.quarter, row.scorer): row for row in session.execute(statement).scalars()}
