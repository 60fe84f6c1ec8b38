"""Campaigns, inspections and findings that tests need, with one keyword for each test's matter."""

from datetime import date
from itertools import count

from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.campaign import Campaign, Choosing, Duty, Inspection, Manner, TeamMember
from survey.models.finding import Finding, Severity

_numbers = count(1)
CREATED = date(2026, 6, 1)


def a_campaign(session: Session, *, agency: Agency, **days: date) -> Campaign:
    """`days`: the steps it has taken, such as begun_on."""
    campaign = Campaign(
        agency_id=agency.id,
        title="Kiểm tra hệ thống quản lý chất lượng",
        decision_number=f"{next(_numbers)}/QĐ-UBND",
        decided_on=date(2026, 6, 1),
        issuer="Ủy ban nhân dân tỉnh",
        manner=Manner.ON_SITE,
        period_first=date(2026, 1, 1),
        period_last=date(2026, 12, 31),
        first_day=date(2026, 6, 10),
        last_day=date(2026, 10, 30),
        created_on=CREATED,
        team=[TeamMember(name="Trần Văn Mẫu", duty=Duty.HEAD)],
        **days,
    )
    session.add(campaign)
    session.commit()
    return campaign


def an_inspection(
    session: Session, *, agency: Agency, campaign: Campaign | None = None, begun: bool = True
) -> Inspection:
    """In a campaign of the agency itself where none is given."""
    campaign = campaign or a_campaign(session, agency=agency)
    inspection = Inspection(
        campaign_id=campaign.id,
        agency_id=agency.id,
        choosing=Choosing.NAMED,
        chosen_on=date(2026, 6, 2),
    )
    session.add(inspection)
    session.flush()
    if begun:
        campaign.begun_on = date(2026, 6, 10)
    session.commit()
    return inspection


def a_finding(
    session: Session,
    *,
    agency: Agency,
    inspection: Inspection | None = None,
    concluded_on: date | None = None,
    severity: Severity = Severity.MINOR,
    **later: date | str,
) -> Finding:
    """`later`: the steps it has taken, such as answered_on; `concluded_on`: of its minutes."""
    inspection = inspection or an_inspection(session, agency=agency)
    finding = Finding(
        inspection_id=inspection.id,
        number=next(_numbers),
        clause="9.1.2",
        severity=severity,
        statement="Chưa đo lường sự hài lòng theo kế hoạch",
        found_on=date(2026, 6, 12),
        due_on=date(2026, 7, 12),
    )
    session.add(finding)
    session.flush()
    if concluded_on is not None:
        inspection.concluded_on = concluded_on
        session.flush()
    for column, value in later.items():
        setattr(finding, column, value)
    session.commit()
    return finding
