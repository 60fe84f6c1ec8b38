"""A leader at the screen: what waits is approved, in time or late, or goes back with a reason."""

from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from survey.accounts import passwords
from survey.models.account import Role
from survey.models.agency import Agency
from tests.browser.people import DESK, PHONE, confirm, faults, seen_by
from tests.factories import an_agency
from tests.quality_things import a_concluded_review, a_plan, a_record, a_system, an_objective
from tests.staff import an_account
from tests.working_days import OnDay, working_on

pytestmark = [
    pytest.mark.browser,
    # What a page shows does not depend on the database behind it.
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
PASSWORD = "bốn con trâu ăn cỏ"
REASON = "Mẫu quá nhỏ để so sánh các quầy"
TODAY = date(2026, 8, 20)
SUBMITTED = {"submitted_on": date(2026, 8, 18)}


@pytest.fixture
def on_day(session: Session, monkeypatch: pytest.MonkeyPatch) -> OnDay:
    on = working_on(session, monkeypatch)
    on(TODAY)
    return on


@pytest.fixture
def commune(session: Session) -> Agency:
    """Its officer submitted three plans, an objective, a record and a review."""
    commune = an_agency(session, code="xa-mau")
    a_system(session, agency=commune)
    an_objective(session, agency=commune, **SUBMITTED)
    for title, first, last in (
        ("Đo lường quý IV", date(2026, 10, 1), date(2026, 12, 31)),
        ("Đo lường quý III", date(2026, 7, 1), date(2026, 9, 30)),
        ("Đo lường tháng 9", date(2026, 9, 1), date(2026, 9, 30)),
    ):
        a_plan(session, agency=commune, title=title, first_day=first, last_day=last, **SUBMITTED)
    a_record(session, agency=commune, **SUBMITTED)
    a_concluded_review(session, agency=commune, **SUBMITTED)
    return commune


@pytest.fixture
def login(session: Session, commune: Agency) -> str:
    hashed = passwords.hashed(PASSWORD)
    return an_account(session, role=Role.LEADER, at=commune, password_hash=hashed).login


def signs_in(page: Page, server: str, *, login: str) -> None:
    page.goto(f"{server}/sign-in?lang=vi")
    page.get_by_label("Địa chỉ thư điện tử").fill(login)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_label("Mật khẩu").press("Enter")


def opens(page: Page, title: str) -> None:
    """From the list of what waits."""
    page.get_by_role("link", name="Hôm nay").click()
    page.get_by_role("table", name="Việc chờ Ông/Bà").get_by_role("link", name=title).click()


def waiting(page: Page) -> list[str]:
    page.get_by_role("link", name="Hôm nay").click()
    expect(page.get_by_role("heading", name="Việc chờ Ông/Bà")).to_be_visible()
    return page.get_by_role("table", name="Việc chờ Ông/Bà").get_by_role("link").all_inner_texts()


def approves(page: Page, title: str, *, late: bool = False) -> None:
    opens(page, title)
    assert page.get_by_role("link", name="Sửa", exact=True).count() == 0
    confirm(page, "Phê duyệt")
    expect(page.get_by_text("Đã thực hiện.")).to_be_visible()
    assert (page.get_by_text("Phê duyệt muộn").count() > 0) is late


def sends_back(page: Page, title: str) -> None:
    opens(page, title)
    assert faults(page) == []
    confirm(page, "Trả lại", **{"Lý do": REASON})
    expect(page.get_by_text(REASON)).to_be_visible()


def mends(officer: Page, server: str, title: str) -> None:
    officer.goto(f"{server}/?lang=vi")
    assert waiting(officer) == [title]
    opens(officer, title)
    expect(officer.get_by_text(REASON)).to_be_visible()
    assert faults(officer) == []
    confirm(officer, "Trình phê duyệt")
    assert officer.get_by_role("button", name="Phê duyệt").count() == 0


def test_a_leader_approves_what_waits_or_sends_it_back(
    app: Flask,
    session: Session,
    browser: Browser,
    server: str,
    on_day: OnDay,
    commune: Agency,
    login: str,
):
    leader = browser.new_context(viewport=DESK).new_page()
    officer = seen_by(browser, server, app, session, role=Role.QUALITY_OFFICER, at=commune)
    on_day(TODAY)

    signs_in(leader, server, login=login)
    assert len(waiting(leader)) == 6
    assert faults(leader) == []
    approves(leader, "Đo lường quý IV")
    leader.set_viewport_size(PHONE)
    assert faults(leader) == []
    leader.set_viewport_size(DESK)
    approves(leader, "Đo lường quý III", late=True)
    sends_back(leader, "Đo lường tháng 9")
    approves(leader, "Tỷ lệ hài lòng đạt 90 %", late=True)
    approves(leader, "01/01/2026 đến hết 30/06/2026")
    approves(leader, "01/07/2025 đến hết 30/09/2025")
    assert waiting(leader) == []
    mends(officer, server, "Đo lường tháng 9")
    approves(leader, "Đo lường tháng 9")

    on_day(date(2027, 1, 10))
    leader.goto(f"{server}/quality-system/xa-mau/plans?year=2026")
    late = leader.get_by_role("row", name="Đo lường quý III")
    expect(late.get_by_text("Phê duyệt muộn")).to_be_visible()
    assert leader.get_by_role("link", name="Nhập kế hoạch").count() == 0
    refused = leader.goto(f"{server}/quality-system/xa-mau/plans/new")
    assert refused is not None
    assert refused.status == 403
