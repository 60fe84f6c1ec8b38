"""The checklist of an inspection: under each item what agency, system and inspector say."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.clock import last_day_of
from survey.i18n import language
from survey.inspections import judging
from survey.inspections.evidence import address
from survey.inspections.places import Place
from survey.inspections.suggestions import told
from survey.measures.checks import Answer
from survey.models.checklist import checklist
from survey.models.inspection_sheet import Judgement, SelfCheckAnswer
from survey.models.wording import in_language
from survey.queries import inspection_sheets


class Line(NamedTuple):
    """`evidence`: what the system rests on, each with the page that shows it."""

    question: str
    clause: str | None
    agency: SelfCheckAnswer | None
    system: Answer | None
    evidence: list[tuple[str, str]]
    inspector: Judgement | None


def sheet(session: Session, *, place: Place, today: date) -> list[Line]:
    """What the agency says is shown to others once it is submitted."""
    inspection, campaign, agency = place
    day = last_day_of(campaign.year, today=today)
    numbers = judging.clauses(session, agency=agency, day=day)
    system = judging.of_system(session, agency=agency, campaign=campaign, today=today)
    report = inspection_sheets.self_check(session, inspection_id=inspection.id)
    is_submitted = report is not None and report.submitted_on is not None
    said = inspection_sheets.self_check_answers(session, inspection_id=inspection.id)
    judged = inspection_sheets.judgements(session, inspection_id=inspection.id)
    return [
        Line(
            in_language(item.question, language()),
            numbers.get(item.key),
            said.get(item.key) if is_submitted else None,
            answer := system.get(item.key),
            _evidence(answer, place=place),
            judged.get(item.key),
        )
        for item in checklist().items
    ]


def _evidence(answer: Answer | None, *, place: Place) -> list[tuple[str, str]]:
    year = place.campaign.year
    found = answer.evidence if answer else ()
    return [(told(one), address(one, agency=place.agency, year=year)) for one in found]
