"""A quality officer through a year: objective, plan, draw, record, action, review, all by hand."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from survey.clock import months_before
from survey.documents.table_reading import table_lines
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.questionnaire import QuestionnaireVersion
from survey.quality.waves import Span
from tests.browser.people import confirm, faults, seen_by
from tests.factories import a_cell, a_version, an_agency
from tests.quality.test_plan_paper import in_docx, in_pdf
from tests.quality_things import a_plan, a_system
from tests.sealed import some_responses
from tests.working_days import OnDay, working_on

pytestmark = [
    pytest.mark.browser,
    # What a page shows does not depend on the database behind it.
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
PERIOD = {"first_day": date(2025, 3, 1), "last_day": date(2025, 8, 31)}
WAVES = (
    Span(date(2025, 3, 1), date(2025, 5, 31)),
    Span(date(2025, 6, 1), date(2025, 8, 31)),
)
SATISFIED = {3: 74, 4: 40, 5: 76, 6: 75, 7: 95, 8: 94, 9: 96}
"""Of a hundred in each month of 2026; something went wrong in April."""


@pytest.fixture
def on_day(session: Session, monkeypatch: pytest.MonkeyPatch) -> OnDay:
    return working_on(session, monkeypatch)


@pytest.fixture
def commune(session: Session) -> Agency:
    """It measured last year, and nothing is written for this one."""
    province = an_agency(session, name="Ủy ban nhân dân tỉnh Mẫu")
    commune = an_agency(session, code="xa-mau", under=province)
    a_system(session, agency=commune)
    a_plan(session, agency=commune, title="Đo lường năm 2025", spans=WAVES, **PERIOD)
    return commune


@pytest.fixture
def version(session: Session, commune: Agency) -> QuestionnaireVersion:
    version = a_version(session, asked_by=commune)
    for back in range(1, 13):
        month = months_before(date(2026, 3, 1), back)
        satisfied = {"4": 74 + back % 4, "2": 26 - back % 4}
        a_cell(session, version=version, agency=commune, month=month, overall=satisfied)
    return version


def rated(session: Session, *, at: Agency, by: QuestionnaireVersion, months: range) -> None:
    for month in months:
        satisfied = SATISFIED[month]
        answers = [{"overall": "4"}] * satisfied + [{"overall": "2"}] * (100 - satisfied)
        day = date(2026, month, 10)
        some_responses(session, agency=at, version=by, day=day, answers=answers)


def taken_away(page: Page, *, link: str = "", button: str = "") -> Path:
    kind, name = ("link", link) if link else ("button", button)
    with page.expect_download() as download:
        page.get_by_role(kind, name=name, exact=True).click()
    return download.value.path()


def looked_at(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    assert faults(page) == [], page.url


def approves(leader: Page, address: str) -> None:
    leader.goto(address)
    confirm(leader, "Phê duyệt")


def sets_an_objective(page: Page) -> None:
    page.get_by_role("link", name="Mục tiêu và kế hoạch").click()
    page.get_by_role("link", name="Nhập mục tiêu").click()
    page.get_by_label("Mục tiêu", exact=True).fill("Ít nhất 85 % người dân hài lòng")
    page.get_by_label("Tỷ lệ hài lòng cần đạt").fill("85")
    page.get_by_label("Cách đánh giá").fill("Đo lường theo kế hoạch năm")
    page.get_by_label("Thời hạn đạt").fill("2026-12-31")
    page.get_by_label("Người chịu trách nhiệm").fill("Văn phòng")
    looked_at(page, "Nhập mục tiêu")
    page.get_by_label("Người chịu trách nhiệm").press("Enter")
    confirm(page, "Trình phê duyệt")
    expect(page.get_by_role("row", name="Ít nhất 85 %")).to_contain_text("Đã trình")
    looked_at(page, "Mục tiêu và kế hoạch năm 2026")


def copies_the_plan_of_last_year(page: Page) -> None:
    page.get_by_role("link", name="2025", exact=True).click()
    page.get_by_role("link", name="Đo lường năm 2025").click()
    page.get_by_role("link", name="Sao chép cho năm sau").click()
    expect(page.get_by_label("Tên kế hoạch")).to_have_value("Đo lường năm 2026")
    expect(page.get_by_label("Mục tiêu")).to_contain_text("Ít nhất 85 %")
    expect(page.get_by_label("Tháng bắt đầu").first).to_have_value("2026-03")
    row = page.get_by_role("group", name="Dòng 1")
    row.get_by_label("Cách tính số lượt").select_option("share")
    row.get_by_label("Sai số cho phép").fill("3")
    row.get_by_label("Số hồ sơ dự kiến").fill("5000")
    looked_at(page, "Nhập kế hoạch")
    page.get_by_role("button", name="Nhập kế hoạch").click()
    expect(page.get_by_role("row", name="xã Mẫu").first).to_contain_text("880")
    confirm(page, "Trình phê duyệt")


def draws_whom_to_invite(page: Page) -> None:
    page.reload()
    page.get_by_role("link", name="Hồ sơ được mời").click()
    page.get_by_role("link", name="Rút thăm hồ sơ được mời").click()
    looked_at(page, "Rút thăm hồ sơ được mời")
    codes = [f"H99.2026.{number:04}" for number in range(40)]
    page.get_by_label("Hoặc nhập các mã hồ sơ").fill("\n".join(codes))
    page.get_by_label("Số hồ sơ được mời").fill("12")
    page.get_by_role("button", name="Rút thăm").click()
    looked_at(page, "Lần rút thăm 1: hồ sơ được mời")
    shown = page.get_by_role("listitem").filter(has_text="H99.2026.").all_inner_texts()
    workbook = taken_away(page, button="Lưu thành tệp Excel").read_bytes()
    assert [str(line.cells[1]) for line in table_lines(workbook)][1:] == shown
    assert len(shown) == 12
    page.get_by_role("link", name="Các lần rút thăm của kế hoạch").click()
    looked_at(page, "Hồ sơ được mời")
    expect(page.get_by_role("row", name="02/03/2026")).to_contain_text("12")


def sees_the_calendar(page: Page) -> None:
    page.get_by_role("link", name="Lịch công việc").click()
    due = page.get_by_role("row", name="15/07/2026")
    expect(due).to_contain_text("Đo lường năm 2026")
    looked_at(page, "Lịch công việc năm 2026")
    due.get_by_role("link").click()


def sees_that_it_is_behind(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("Với tốc độ hiện nay")).to_contain_text("880")
    looked_at(page, "Đo lường năm 2026")


def changes_the_plan(leader: Page, address: str) -> None:
    leader.goto(address)
    leader.get_by_role("link", name="Điều chỉnh kế hoạch đã phê duyệt").click()
    leader.get_by_label("Lý do điều chỉnh kế hoạch").fill("Ít hồ sơ hơn dự kiến")
    leader.get_by_role("group", name="Dòng 1").get_by_label("Sai số cho phép").fill("4")
    looked_at(leader, "Điều chỉnh kế hoạch đã phê duyệt")
    leader.get_by_role("button", name="Lưu phiên bản mới").click()


def freezes_the_first_wave(page: Page) -> str:
    page.reload()
    expect(page.get_by_role("row", name="Ít hồ sơ hơn dự kiến")).to_contain_text("10/06/2026")
    page.get_by_role("link", name="Lập báo cáo kết quả").click()
    looked_at(page, "Lập báo cáo kết quả")
    page.get_by_role("button", name="Lập báo cáo kết quả").click()
    confirm(page, "Trình phê duyệt")
    looked_at(page, "Báo cáo kết quả")
    expect(page.get_by_role("row", name="190/300")).to_be_visible()
    return page.url


def takes_the_record_away(page: Page) -> None:
    page.reload()
    pdf = in_pdf(taken_away(page, link="PDF").read_bytes())
    word = in_docx(taken_away(page, link="Word").read_bytes())
    for text in (pdf, word):
        assert "BÁO CÁO" in text
        assert "DỰ THẢO" not in text
        assert "từ 01/03/2026 đến 31/05/2026" in text


def opens_an_action_on_the_signal(page: Page) -> str:
    page.get_by_role("link", name="Kết quả", exact=True).click()
    page.get_by_role("link", name="Biểu đồ kiểm soát").click()
    signal = page.get_by_role("listitem").filter(has_text="04/2026")
    signal.get_by_role("link", name="Mở hành động").click()
    page.get_by_label("Nội dung ngắn gọn").fill("Chờ lâu trong tháng 4")
    looked_at(page, "Mở hành động khắc phục")
    page.get_by_role("button", name="Mở hành động").click()
    return page.url


def announces_a_test(page: Page) -> None:
    page.get_by_role("link", name="Ghi nguyên nhân, hành động và phép kiểm định").click()
    page.get_by_label("Vì sao sự việc xảy ra?").fill("Chỉ có một công chức buổi sáng")
    page.get_by_label("Nguyên nhân gốc rễ").fill("Không có người thay thế")
    page.get_by_label("Việc cần làm").fill("Bố trí người trực thay")
    page.get_by_label("Người phụ trách").select_option(index=1)
    page.get_by_label("Thời hạn thực hiện").fill("2026-06-30")
    page.get_by_label("Câu hỏi").select_option(index=1)
    page.get_by_label("Mức thay đổi dự kiến").fill("10")
    page.get_by_label("Ngày đầu tiên áp dụng thay đổi").fill("2026-07-01")
    page.get_by_label("Ngày đọc kết quả").fill("2026-10-17")
    page.get_by_text("Số lượt trả lời cần có", exact=True).click()
    page.get_by_label("Số lượt trả lời cần có sau thay đổi").fill("200")
    looked_at(page, "Nguyên nhân, hành động và phép kiểm định")
    page.get_by_role("button", name="Lưu vòng").click()
    confirm(page, "Công bố phép kiểm định")


def reviews_the_half_year(page: Page) -> str:
    page.get_by_role("link", name="Họp xem xét của lãnh đạo").click()
    page.get_by_role("link", name="Nhập cuộc họp xem xét").click()
    page.get_by_label("Tháng bắt đầu").fill("2026-03")
    page.get_by_label("Tháng kết thúc").fill("2026-08")
    page.get_by_label("Ngày họp").fill("2026-10-19")
    page.get_by_label("Địa điểm họp").fill("Phòng họp số 1")
    page.get_by_label("Chủ trì").fill("Trần Thị Mẫu")
    page.get_by_label("Thư ký").fill("Lê Văn Mẫu")
    page.get_by_label("Thành phần tham dự").fill("Văn phòng")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("link", name="Kết luận và quyết định").click()
    for number, conclusion in enumerate(page.get_by_label("Kết luận").all(), start=1):
        conclusion.fill(f"Kết luận số {number}")
    page.get_by_label("Quyết định").first.fill("Giữ hai người trực")
    looked_at(page, "Kết luận và quyết định")
    page.get_by_role("button", name="Lưu").click()
    confirm(page, "Trình phê duyệt")
    looked_at(page, "Họp xem xét của lãnh đạo")
    return page.url


def closes(page: Page, address: str) -> None:
    page.goto(address)
    confirm(page, "Xác nhận đã thực hiện")
    confirm(page, "Đóng")
    expect(page.locator(".facts").get_by_text("Đã đóng")).to_be_visible()


def test_a_quality_officer_goes_through_a_year(
    app: Flask,
    session: Session,
    browser: Browser,
    server: str,
    on_day: OnDay,
    commune: Agency,
    version: QuestionnaireVersion,
):
    people = {"server": server, "app": app, "session": session}
    officer = seen_by(browser, role=Role.QUALITY_OFFICER, at=commune, **people)
    leader = seen_by(browser, role=Role.LEADER, at=commune, **people)

    on_day(date(2026, 1, 12))
    officer.goto(f"{server}/?lang=vi")
    sets_an_objective(officer)
    copies_the_plan_of_last_year(officer)
    plan = officer.url
    on_day(date(2026, 1, 26))
    approves(leader, plan)

    on_day(date(2026, 3, 2))
    draws_whom_to_invite(officer)
    sees_the_calendar(officer)
    rated(session, at=commune, by=version, months=range(3, 6))
    on_day(date(2026, 6, 10))
    sees_that_it_is_behind(officer)
    changes_the_plan(leader, plan)
    on_day(date(2026, 6, 17))
    record = freezes_the_first_wave(officer)
    approves(leader, record)
    takes_the_record_away(officer)
    action = opens_an_action_on_the_signal(officer)
    announces_a_test(officer)
    on_day(date(2026, 7, 1))
    officer.reload()
    confirm(officer, "Xác nhận đã thực hiện")
    rated(session, at=commune, by=version, months=range(6, 10))
    on_day(date(2026, 10, 20))
    officer.goto(action)
    expect(officer.get_by_text("Có hiệu quả").first).to_be_visible()
    looked_at(officer, "Chờ lâu trong tháng 4")
    review = reviews_the_half_year(officer)
    approves(leader, review)
    officer.reload()
    minutes = in_pdf(taken_away(officer, link="PDF").read_bytes())
    closes(officer, plan)

    assert "Kết luận số 8" in minutes
    assert "Giữ hai người trực" in minutes
    assert "Chờ lâu trong tháng 4" in minutes
