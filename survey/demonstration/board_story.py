"""Points of the quarterly board that agencies gave themselves, and what was made of them.

The department thinks better of itself than its citizens and its appraisers do; of the communes
that ask the nine indicators one is right about itself, the other too strict.
"""

from datetime import date

from sqlalchemy.orm import Session

from survey.demonstration import featured, named
from survey.demonstration.inspection_story import on
from survey.demonstration.quality_story import year_of
from survey.exchange import scores
from survey.exchange.scores import Quarter
from survey.models.board_score import Scorer

GIVEN = {  # hundredths of a point in the quarters of the year: the agency's own, the appraised
    featured.AGENCY: ((1675, 1620),),
    "so-giao-duc-dao-tao": ((1750, 1560), (1725, 1545), (1740, 1570)),
    "xa-mau-bac": ((1540, 1540), (1560, 1555), (1570, 1570)),
    "xa-mau-phu-dien": ((1475, 1550), (1490, 1565), (1500, 1570)),
}
DAYS = {Scorer.AGENCY: 10, Scorer.APPRAISER: 24}
"""Of the month after the quarter."""
NOTES = {
    Scorer.AGENCY: "Tự chấm theo sổ theo dõi hồ sơ (mô phỏng)",
    Scorer.APPRAISER: "Đã đối chiếu với cổng dịch vụ công (mô phỏng)",
}


def build(session: Session, *, today: date) -> None:
    """Of the quarters that are over; the first is whenever the story is told."""
    year = year_of(today)
    for code, quarters in GIVEN.items():
        for number, points in enumerate(quarters, start=1):
            quarter = Quarter(named.agency(session, code), year, number)
            for scorer, hundredths in zip(Scorer, points, strict=True):
                day = date(year, 3 * number + 1, DAYS[scorer])
                if day <= today:
                    _give(session, quarter=quarter, scorer=scorer, hundredths=hundredths, day=day)


def _give(
    session: Session, *, quarter: Quarter, scorer: Scorer, hundredths: int, day: date
) -> None:
    scores.give(
        session,
        quarter=quarter,
        scorer=scorer,
        hundredths=hundredths,
        note=NOTES[scorer],
        by=on(day),
    )
