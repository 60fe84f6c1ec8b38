"""Two campaigns of inspectors in Tỉnh Mẫu: one of last year that is closed, one that runs.

They tell of ratings, so they come after the simulated years. Everything is done as inspectors and
agencies do it, on the days on which they would.
"""

from contextlib import suppress
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.clock import OFFICE_ZONE
from survey.demonstration import named
from survey.demonstration.quality_story import year_of
from survey.inspections import (
    campaigns,
    drawing,
    findings,
    inspecting,
    judging,
    samples,
    self_checks,
)
from survey.inspections.campaigns import CampaignDetails, MemberDetails
from survey.inspections.findings import FindingDetails
from survey.inspections.places import Place, reference
from survey.inspections.refusals import TooFewRatings
from survey.inspections.self_checks import Said
from survey.measures.checks import Verdict
from survey.models.agency import Agency
from survey.models.campaign import Campaign, Choosing, Duty, Manner
from survey.models.corrective_action import Origin
from survey.models.finding import Finding, Severity
from survey.models.inspection_sheet import Conformity
from survey.quality.actions import rounds
from survey.quality.actions.rounds import Opening
from survey.queries import inspections
from survey.settings import current_settings

PROVINCE, INSPECTED_BEFORE, NOT_MEASURED = "tinh-mau", "xa-mau-giang", "phuong-mau-tay"
ISSUER = "Ủy ban nhân dân tỉnh Mẫu (mô phỏng)"
SEED = "tinh-mau"
SAMPLE = 12
TEAM = (
    MemberDetails("Trần Thị Mẫu (mô phỏng)", Duty.HEAD, "Phó Giám đốc Sở"),
    MemberDetails("Lê Văn Mẫu (mô phỏng)", Duty.SECRETARY, "Chi cục Tiêu chuẩn"),
    MemberDetails("Phạm Văn Mẫu (mô phỏng)", Duty.MEMBER, "Chuyên gia"),
)


def build(session: Session, *, today: date) -> None:
    year = year_of(today)
    province = named.agency(session, PROVINCE)
    _closed(session, province, year=year - 1)
    _running(session, province, year=year, today=today)


def _closed(session: Session, province: Agency, *, year: int) -> None:
    """One finding, answered and followed up to its end."""
    agency, by = named.agency(session, INSPECTED_BEFORE), on(date(year, 9, 15))
    campaign = _campaign(session, province, year=year, number=f"1812/QĐ-UBND-{year}", by=by)
    inspection = campaigns.choose(
        session, campaign=campaign, agency=agency, choosing=Choosing.NAMED, by=by
    )
    campaigns.begin(session, campaign=campaign, by=on(date(year, 10, 6)))
    at, visit = Place(inspection, campaign, agency), on(date(year, 10, 8))
    _go_through(session, at, by=visit)
    late = FindingDetails(
        severity=Severity.MINOR,
        statement=f"Mục tiêu chất lượng năm {year} chưa được thiết lập (mô phỏng)",
        due_on=date(year, 11, 8),
        clause="6.2",
    )
    finding = _finding(session, at, details=late, by=visit)
    inspecting.conclude(session, inspection=inspection, campaign=campaign, by=visit)
    _put_right(session, at, finding=finding, year=year)
    campaigns.close(session, campaign=campaign, by=on(date(year, 11, 28)))


def _put_right(session: Session, at: Place, *, finding: Finding, year: int) -> None:
    answered, seen = on(date(year, 10, 24)), on(date(year, 11, 5))
    findings.answer(
        session,
        finding=finding,
        inspection=at.inspection,
        text="Nguyên nhân: chưa giao đầu mối. Đã phân công và đưa vào lịch tháng 01 (mô phỏng).",
        by=answered,
    )
    findings.follow_up(
        session,
        finding=finding,
        inspection=at.inspection,
        text="Đã xem quyết định phân công; đạt yêu cầu (mô phỏng).",
        by=seen,
    )
    findings.close(session, finding=finding, inspection=at.inspection, by=seen)


def _running(session: Session, province: Agency, *, year: int, today: date) -> None:
    """By risk the ward that did not carry its plan out, and two more by lot."""
    chosen = on(date(year, 4, 18))
    campaign = _campaign(session, province, year=year, number=f"742/QĐ-UBND-{year}", by=chosen)
    drawing.choose_by_risk(session, campaign=campaign, wanted=1, by=chosen)
    left_out = {INSPECTED_BEFORE: "Đã được kiểm tra năm trước (mô phỏng)"}
    drawing.draw(session, campaign=campaign, wanted=2, excluded=left_out, seed=SEED, by=chosen)
    campaigns.begin(session, campaign=campaign, by=on(date(year, 4, 25)))
    for row in inspections.of_campaign(session, campaign_id=campaign.id):
        at = Place(row.inspection, campaign, row.agency)
        visited = _not_measured if row.inspection.choosing is Choosing.RISK else _improvable
        visited(session, at, today=today)


def _not_measured(session: Session, at: Place, *, today: date) -> None:
    """The minutes are still to be made."""
    inspection, campaign, _ward = at
    said = {"satisfaction": Said(Conformity.PARTLY, "Đã đo nhưng chưa đủ số phiếu (mô phỏng)")}
    written, submitted = on(today - timedelta(days=12)), on(today - timedelta(days=10))
    self_checks.save(session, inspection=inspection, campaign=campaign, said=said, by=written)
    self_checks.submit(session, inspection=inspection, campaign=campaign, by=submitted)
    visit = on(today - timedelta(days=3))
    _go_through(session, at, by=visit)
    with suppress(TooFewRatings):
        samples.draw(
            session,
            inspection=inspection,
            campaign=campaign,
            wanted=SAMPLE,
            least=current_settings().suppress_below,
            by=visit,
        )
    not_measured = FindingDetails(
        severity=Severity.MAJOR,
        statement="Đo lường sự hài lòng không được thực hiện theo kế hoạch (mô phỏng)",
        due_on=today + timedelta(days=30),
        clause="9.1.2",
    )
    _finding(session, at, details=not_measured, by=visit)


def _improvable(session: Session, at: Place, *, today: date) -> None:
    """The minutes are made, the agency has until the deadline and has begun an action."""
    visit = on(today - timedelta(days=6))
    _go_through(session, at, by=visit)
    improvable = FindingDetails(
        severity=Severity.OPPORTUNITY,
        statement="Nên gộp các quy trình có cùng trình tự (mô phỏng)",
        due_on=today + timedelta(days=24),
        clause="4.4",
    )
    finding = _finding(session, at, details=improvable, by=visit)
    _mistaken(session, at, by=visit)
    inspecting.conclude(session, inspection=at.inspection, campaign=at.campaign, by=visit)
    opening = Opening(
        "Gộp các quy trình có cùng trình tự (mô phỏng)",
        improvable.statement,
        origin=Origin.FINDING,
        reference=reference(finding, place=at),
    )
    rounds.create(session, agency=at.agency, opening=opening, by=on(today - timedelta(days=4)))


def _mistaken(session: Session, at: Place, *, by: Actor) -> None:
    """Written and withdrawn on the same visit."""
    details = FindingDetails(
        severity=Severity.MINOR,
        statement="Chưa thấy danh mục tài liệu bên ngoài (mô phỏng)",
        due_on=by.now.date() + timedelta(days=30),
        clause="7.5",
    )
    finding = _finding(session, at, details=details, by=by)
    findings.withdraw(
        session,
        finding=finding,
        inspection=at.inspection,
        campaign=at.campaign,
        reason="Cơ quan đã xuất trình danh mục ngay tại buổi kiểm tra (mô phỏng).",
        by=by,
    )


def _go_through(session: Session, at: Place, *, by: Actor) -> None:
    """The inspector confirms what the system says wherever it has decided."""
    inspection, campaign, agency = at
    day = by.now.date()
    system = judging.of_system(session, agency=agency, campaign=campaign, today=day)
    agrees = {Verdict.PASSED: Conformity.YES, Verdict.FINDING: Conformity.NO}
    said = {
        item: Said(agrees[answer.verdict], None)
        for item, answer in system.items()
        if answer.verdict in agrees
    }
    judging.judge(
        session, inspection=inspection, campaign=campaign, agency=agency, said=said, by=by
    )


def _campaign(session: Session, province: Agency, *, year: int, number: str, by: Actor) -> Campaign:
    details = CampaignDetails(
        title=f"Kiểm tra việc duy trì, cải tiến hệ thống quản lý chất lượng năm {year} (mô phỏng)",
        decision_number=number,
        decided_on=by.now.date(),
        issuer=ISSUER,
        manner=Manner.ON_SITE,
        period_first=date(year, 1, 1),
        period_last=date(year, 12, 31),
        first_day=by.now.date() + timedelta(days=7),
        last_day=date(year, 12, 15),
    )
    return campaigns.create(session, agency=province, details=details, team=TEAM, by=by)


def _finding(session: Session, at: Place, *, details: FindingDetails, by: Actor) -> Finding:
    inspection, campaign, _agency = at
    return findings.create(
        session, inspection=inspection, campaign=campaign, details=details, by=by
    )


def on(day: date) -> Actor:
    """Somebody at nine in the morning of that day."""
    return Actor(None, datetime(day.year, day.month, day.day, 9, tzinfo=OFFICE_ZONE))
