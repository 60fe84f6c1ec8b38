"""The pages of accounts in Chromium: typed, pasted, and read by the rules of accessibility."""

import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from survey.accounts import passwords
from survey.clock import now
from survey.models.account import Account, AuditEvent, Role
from tests.browser.people import faults
from tests.factories import an_agency
from tests.staff import an_account

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
PASSWORD = "bốn con trâu ăn cỏ"
OPEN_PAGES = ("/", "/sign-in")
STAFF_PAGES = (
    "/accounts",
    "/accounts/invite",
    "/accounts/1",
    "/accounts/2",
    "/audit",
    "/profile",
    "/profile/password",
)


@pytest.fixture
def account(session: Session) -> Account:
    agency = an_agency(session, name="Ủy ban nhân dân tỉnh Mẫu", code="tinh")
    clerk = an_account(
        session, role=Role.CLERK, at=agency, login="motcua.tiepnhan-traketqua@phuongmaudong.example"
    )
    details = json.dumps({"subject": {"account": clerk.id}})
    session.add(AuditEvent(at=now(), action="account.signed_in", details=details))
    return an_account(
        session,
        role=Role.SYSTEM_ADMIN,
        at=agency,
        login="quantri@example.vn",
        password_hash=passwords.hashed(PASSWORD),
    )


def sign_in(page: Page, server: str) -> None:
    page.goto(f"{server}/sign-in")
    page.get_by_label("Địa chỉ thư điện tử").fill("quantri@example.vn")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(re.compile(r"^(?!.*sign-in)"))


@pytest.mark.parametrize("width", [360, 640, 1280])
def test_every_page_is_accessible_and_fits(
    browser: Browser, server: str, account: Account, width: int
):
    page = browser.new_page(viewport={"width": width, "height": 800})
    found = {path: violations(page, server + path) for path in OPEN_PAGES}
    sign_in(page, server)
    found |= {path: violations(page, server + path) for path in STAFF_PAGES}

    assert {path: ids for path, ids in found.items() if ids} == {}


def violations(page: Page, address: str) -> list[str]:
    page.goto(address)
    return faults(page)


def test_a_password_can_be_pasted_and_looked_at(page: Page, server: str, account: Account):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server}/sign-in")
    page.evaluate("text => navigator.clipboard.writeText(text)", PASSWORD)
    field = page.locator("#password")
    field.focus()

    page.keyboard.press("Control+V")

    expect(field).to_have_value(PASSWORD)
    expect(field).to_have_attribute("autocomplete", "current-password")
    expect(page.locator("#login")).to_have_attribute("autocomplete", "username")
    page.get_by_role("button", name="Hiện").click()
    expect(field).to_have_attribute("type", "text")


def test_an_account_is_invited_taken_up_and_disabled_without_script(
    browser: Browser, server: str, account: Account
):
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, server)
    page.goto(f"{server}/accounts/invite")
    page.get_by_label("Họ và tên").fill("Đỗ Văn Mới")
    page.get_by_label("Địa chỉ thư điện tử").fill("moi@example.vn")
    page.get_by_label("Lãnh đạo cơ quan").check()
    page.get_by_label("Cơ quan", exact=True).select_option("tinh")
    page.get_by_role("button", name="Mời", exact=True).click()
    link = page.locator(".copyable code").inner_text().replace("http://localhost", server)

    invited = browser.new_context(java_script_enabled=False).new_page()
    invited.goto(link)
    invited.get_by_label("Mật khẩu mới").fill("đèn lồng ngoài hiên")
    with invited.expect_navigation():
        invited.get_by_role("button", name="Lưu và đăng nhập").click()
    invited.goto(f"{server}/profile")
    expect(invited.get_by_role("heading", level=1)).to_have_text("Tài khoản của Ông/Bà")

    page.get_by_text("Khóa tài khoản").first.click()
    page.get_by_role("button", name="Khóa tài khoản").click()
    expect(page.get_by_text("Đã khóa")).to_be_visible()
    invited.goto(f"{server}/profile")
    expect(invited).to_have_url(re.compile("/sign-in"))
