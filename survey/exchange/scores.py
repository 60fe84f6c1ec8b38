"""Points of the quarterly board: the agency's own, then those of who appraises them."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.clock import local_day
from survey.exchange.refusals import AppraisedAlready, NotScoredYet, QuarterRuns
from survey.measures.handed_on import of_quarter
from survey.models.agency import Agency
from survey.models.board_score import BoardScore, Scorer
from survey.queries import board_scores


class Quarter(NamedTuple):
    agency: Agency
    year: int
    number: int


def give(
    session: Session,
    *,
    quarter: Quarter,
    scorer: Scorer,
    hundredths: int,
    note: str | None,
    by: Actor,
) -> None:
    """Corrected by giving them again; the agency's own only until they are appraised."""
    today = local_day(by.now)
    known = board_scores.of_year(session, agency_id=quarter.agency.id, year=quarter.year)
    require_turn(known, quarter=quarter, scorer=scorer, today=today)
    score = known.get((quarter.number, scorer))
    before = audit.snapshot(score) if score else {}
    if score is None:
        score = BoardScore(
            agency_id=quarter.agency.id, year=quarter.year, quarter=quarter.number, scorer=scorer
        )
        session.add(score)
    score.hundredths, score.note, score.scored_on = hundredths, note, today
    session.flush()
    audit.record(
        session,
        by=by,
        action=f"board_score.given_by_{scorer.value}",
        subject={"agency": quarter.agency.id},
        agency_id=quarter.agency.id,
        before=before,
        after=audit.snapshot(score),
    )


def require_turn(
    known: dict[tuple[int, Scorer], BoardScore], *, quarter: Quarter, scorer: Scorer, today: date
) -> None:
    if of_quarter(quarter.year, quarter.number).end >= today:
        raise QuarterRuns
    if scorer is Scorer.AGENCY and (quarter.number, Scorer.APPRAISER) in known:
        raise AppraisedAlready
    if scorer is Scorer.APPRAISER and (quarter.number, Scorer.AGENCY) not in known:
        raise NotScoredYet
