"""What the inspector says under each item, beside what the system said at that moment."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.inspections.inspecting import require_open
from survey.inspections.refusals import DiffersWithoutRemark
from survey.inspections.self_checks import Said
from survey.measures.checks import Answer, Verdict, answers
from survey.models.agency import Agency
from survey.models.campaign import Campaign, Inspection
from survey.models.checklist import checklist
from survey.models.inspection_sheet import Conformity, Judgement
from survey.models.standard import standards
from survey.queries import inspection_sheets, quality_systems


def of_system(
    session: Session, *, agency: Agency, campaign: Campaign, today: date
) -> dict[str, Answer]:
    """What the system answers by itself, by item of the checklist."""
    found = {
        answer.check.value: answer
        for answer in answers(session, agency=agency, year=campaign.year, today=today)
    }
    return {item.key: found[item.check] for item in checklist().items if item.check}


def clauses(session: Session, *, agency: Agency, day: date) -> dict[str, str]:
    """The number of each item in the agency's edition; what has none is left out."""
    system = quality_systems.of_agency(session, agency_id=agency.id, day=day)
    edition = standards().edition(system.edition) if system else None
    numbers = edition.clauses if edition else {}
    return {item.key: numbers[item.clause] for item in checklist().items if item.clause in numbers}


def judge(
    session: Session,
    *,
    inspection: Inspection,
    campaign: Campaign,
    agency: Agency,
    said: Mapping[str, Said],
    by: Actor,
) -> None:
    """Written anew each time, until the minutes are made."""
    db.hold(session, inspection)
    require_open(inspection, campaign=campaign)
    today = local_day(by.now)
    system = of_system(session, agency=agency, campaign=campaign, today=today)
    for row in inspection_sheets.judgements(session, inspection_id=inspection.id).values():
        session.delete(row)
    session.flush()
    for item, one in said.items():
        verdict = system[item].verdict if item in system else None
        if not one.remark and differs(one.conformity, verdict=verdict):
            raise DiffersWithoutRemark
        session.add(
            Judgement(
                inspection_id=inspection.id,
                item=item,
                system_verdict=verdict,
                judged_on=today,
                **one._asdict(),
            )
        )
    session.flush()
    audit.record(
        session,
        by=by,
        action="inspection.judged",
        subject={"inspection": inspection.id},
        agency_id=inspection.agency_id,
        after={item: one.conformity.value for item, one in said.items()},
    )


def differs(conformity: Conformity, *, verdict: Verdict | None) -> bool:
    """Where the system has no answer nothing differs from it."""
    if verdict is None:
        return False
    return (conformity is Conformity.YES) != (verdict is Verdict.PASSED)
