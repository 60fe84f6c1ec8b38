"""An inspector finds a plan that was not carried out and follows it to its end."""

from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session

from survey.clock import local_day, now
from survey.models.account import Role
from survey.models.agency import Agency, AgencyKind
from tests.browser.people import confirm, seen_by
from tests.factories import an_agency
from tests.inspection_things import a_campaign, an_inspection
from tests.quality.test_plan_paper import in_pdf
from tests.quality_things import a_plan, a_system

pytestmark = pytest.mark.browser


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, name="Tỉnh Mẫu", kind=AgencyKind.PROVINCE)


@pytest.fixture
def ward(session: Session, province: Agency) -> Agency:
    """Its plan of the first quarter was approved in time, and nothing came of it."""
    ward = an_agency(session, name="Phường Mẫu Tây", under=province)
    a_system(session, agency=ward)
    year = local_day(now()).year - 1
    a_plan(
        session,
        agency=ward,
        first_day=date(year, 1, 1),
        last_day=date(year, 3, 31),
        submitted_on=date(year, 1, 2),
        approved_on=date(year, 1, 3),
    )
    campaign = a_campaign(session, agency=province)
    campaign.period_first, campaign.period_last = date(year, 1, 1), date(year, 12, 31)
    an_inspection(session, agency=ward, campaign=campaign)
    return ward


def test_an_inspector_follows_a_plan_that_was_not_carried_out_to_its_end(
    app: Flask, session: Session, browser: Browser, server: str, province: Agency, ward: Agency
):
    people = {"server": server, "app": app, "session": session}
    inspector = seen_by(browser, role=Role.INSPECTOR, at=province, **people)
    officer = seen_by(browser, role=Role.QUALITY_OFFICER, at=ward, **people)
    for page in (inspector, officer):
        page.goto(f"{server}/?lang=vi")

    inspector.get_by_role("link", name="Kiểm tra và phát hiện").click()
    inspector.get_by_role("link", name="Phường Mẫu Tây").click()
    item = inspector.get_by_role("row", name="Việc đo lường sự hài lòng")
    expect(item).to_contain_text("Chưa đạt")
    item.get_by_role("link", name="kế hoạch chưa được xác nhận thực hiện").click()
    expect(inspector.get_by_role("heading", name="Đo lường quý III")).to_be_visible()
    inspector.go_back()
    item.get_by_role("link", name="Ghi phát hiện").click()
    expect(inspector.get_by_label("Điều khoản của tiêu chuẩn")).to_have_value("9.1.2")
    inspector.get_by_role("button", name="Ghi phát hiện").click()
    finding = inspector.url
    inspector.get_by_role("link", name="Kiểm tra hệ thống quản lý chất lượng").click()
    confirm(inspector, "Lập biên bản")
    with inspector.expect_download() as download:
        inspector.get_by_role("link", name="Biên bản PDF").click()
    minutes = in_pdf(download.value.path().read_bytes())

    officer.get_by_role("link", name="Kiểm tra và phát hiện").click()
    officer.get_by_role("link", name="Phường Mẫu Tây").click()
    officer.get_by_role("rowheader", name="1", exact=True).get_by_role("link").click()
    expect(officer.get_by_text("Chờ giải trình")).to_be_visible()
    officer.get_by_role("link", name="Giải trình, khắc phục").click()
    officer.get_by_role("textbox").fill("Đã đo bù trong quý II")
    officer.get_by_role("button", name="Ghi nhận").click()

    inspector.goto(finding)
    expect(inspector.get_by_text("Đã đo bù trong quý II")).to_be_visible()
    inspector.get_by_role("link", name="Theo dõi khắc phục").click()
    inspector.get_by_role("textbox").fill("Đã xem số liệu")
    inspector.get_by_role("button", name="Ghi nhận").click()
    confirm(inspector, "Đóng phát hiện")

    expect(inspector.locator(".facts").get_by_text("Đã đóng")).to_be_visible()
    officer.reload()
    expect(officer.get_by_text("Đã xem số liệu")).to_be_visible()
    assert "Satisfaction" not in minutes
    assert "chưa được xác nhận thực hiện" in minutes
    assert "TRƯỞNG ĐOÀN KIỂM TRA" in minutes
