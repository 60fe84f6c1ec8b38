"""Administrators at work on questionnaires, in real Chromium."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.clock import now
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.rating import PendingRating
from survey.questionnaires import drafting, packs
from tests.factories import a_point, a_version, an_agency
from tests.staff import a_browser_with

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
COOKIE = "hailong"


@pytest.fixture
def agency(session: Session) -> Agency:
    agency = an_agency(session, name="Ủy ban nhân dân tỉnh Mẫu", code="tinh-mau")
    a_version(session, asked_by=agency, definition=packs.shipped()["quay-ngan"])
    drafting.load(session, definition=packs.shipped()["diem-18"], by=Actor(None, now()))
    session.commit()
    return agency


@pytest.fixture
def cookie(app: Flask, session: Session, agency: Agency, server: str) -> dict[str, str]:
    client = a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=agency)
    value = client.get_cookie(COOKIE)
    assert value is not None
    return {"name": COOKIE, "value": value.value, "url": server}


def a_page(browser: Browser, cookie: dict[str, str], *, width: int = 1280) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN")
    context.add_cookies([cookie])  # type: ignore[list-item]
    return context.new_page()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "address",
    [
        "/questionnaires",
        "/questionnaires/add",
        "/questionnaires/quay-ngan/1",
        "/questionnaires/quay-ngan/1/copy",
        "/questionnaires/quay-ngan/1/preview",
        "/questionnaires/quay-ngan/1/translations",
        "/questionnaires/diem-18/1/edit/about",
        "/questionnaires/diem-18/1/edit/questions",
        "/questionnaires/diem-18/1/edit/scales",
        "/questionnaires/diem-18/1/edit/index",
        "/questionnaires/diem-18/1/edit-yaml",
        "/asked",
        "/asked/tinh-mau",
    ],
)
def test_the_pages_are_accessible(
    browser: Browser, server: str, cookie: dict[str, str], address: str, width: int
):
    page = a_page(browser, cookie, width=width)

    page.goto(server + address)

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_preview_can_be_tried_and_sends_nothing(
    browser: Browser, server: str, cookie: dict[str, str], session: Session
):
    page = a_page(browser, cookie)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page.goto(f"{server}/questionnaires/quay-ngan/1/preview")
    phone = page.frame_locator("iframe >> nth=0")

    phone.get_by_text("Rất hài lòng").click()
    expect(phone.get_by_label("Rất hài lòng")).to_be_checked()
    phone.get_by_role("button", name="Gửi đánh giá").click()
    phone.get_by_role("button", name="English").click()

    expect(phone.get_by_role("button", name="Gửi đánh giá")).to_be_visible()
    assert [line for line in asked if not line.startswith("GET")] == []
    assert session.scalar(select(func.count()).select_from(PendingRating)) == 0


def test_a_changed_copy_reaches_the_citizen(
    browser: Browser, server: str, cookie: dict[str, str], session: Session, agency: Agency
):
    point = a_point(session, agency=agency)
    page = a_page(browser, cookie)
    page.goto(f"{server}/questionnaires/quay-ngan/1")
    page.get_by_role("link", name="Sao chép").click()
    page.get_by_role("button", name="Tạo bản sao").click()

    page.get_by_role("link", name="Sửa", exact=True).click()
    page.get_by_role("link", name="Câu hỏi", exact=True).click()
    page.locator("summary").filter(has_text="Câu hỏi 1").click()
    page.locator("[name='questions.0.text.vi']").fill("Ông/Bà thấy hôm nay thế nào?")
    page.locator("[name='questions.0.text.en']").fill("How was it today?")
    page.locator(".buttons").get_by_role("button", name="Lưu dự thảo").click()
    expect(page.get_by_text("Đã lưu dự thảo.")).to_be_visible()

    page.get_by_role("link", name="Xem toàn bộ phiên bản").click()
    page.locator("summary").filter(has_text="Ban hành").click()
    page.get_by_role("dialog").get_by_role("button", name="Ban hành").click()
    expect(page.get_by_text("Đã ban hành phiên bản 2.")).to_be_visible()

    page.goto(f"{server}/asked/tinh-mau")
    page.get_by_role("combobox", name="Phiếu hỏi", exact=True).select_option(
        label="Phiếu đánh giá ngắn tại quầy, phiên bản 2"
    )
    page.get_by_role("button", name="Đưa vào sử dụng").click()
    for language, question in (("vi", "Ông/Bà thấy hôm nay thế nào?"), ("en", "How was it today?")):
        page.goto(f"{server}/q/{point.poster_code}?lang={language}")
        expect(page.get_by_text(question)).to_be_visible()
