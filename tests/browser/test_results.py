"""The pages of results in Chromium: accessible, within their policy, usable without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, expect
from sqlalchemy.orm import Session

from survey.models.account import Role
from tests.dashboard.world import SPRING, World, a_reader, a_world

pytestmark = [
    pytest.mark.browser,
    # What a page looks like does not depend on the database behind it.
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

PAGES = (
    "/today",
    f"/results/xa?{SPRING}",
    f"/results/tinh/by/agency?{SPRING}",
    f"/results/xa/by/question?{SPRING}",
    f"/results/xa/by/channel?{SPRING}",
    f"/results/xa/compare?{SPRING}",
    f"/results/xa/control?{SPRING}",
    f"/results/tinh/funnel?{SPRING}",
    "/results/xa/comments?month=2026-03",
)


@pytest.fixture
def world(session: Session) -> World:
    return a_world(session)


@pytest.fixture
def signed_in(app: Flask, session: Session, world: World, server: str):
    """Opens a browser in which somebody of the province is signed in."""

    def signed_in(browser: Browser, **options) -> BrowserContext:
        reader = a_reader(app, session, at=world.province, role=Role.QUALITY_OFFICER)
        cookie = reader.get_cookie("hailong")
        context = browser.new_context(**options)
        context.add_cookies([{"name": "hailong", "value": cookie.value, "url": server}])
        return context

    return signed_in


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible_and_keeps_to_the_policy(
    browser: Browser, signed_in, server: str, width: int, scheme: str
):
    size = {"width": width, "height": 800}
    page = signed_in(browser, viewport=size, color_scheme=scheme).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    for address in PAGES:
        page.goto(f"{server}{address}")
        for unfold in page.locator("details.unfold > summary").all():
            unfold.click()

        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    assert complaints == []


def test_a_chart_has_its_table_one_key_away(browser: Browser, signed_in, server: str):
    page = signed_in(browser, java_script_enabled=False).new_page()
    page.goto(f"{server}/results/xa/by/point?{SPRING}&lang=en")
    expect(page.get_by_role("img", name="Satisfied share by counter")).to_be_visible()

    page.get_by_text("Show the table").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("rowheader", name="Counter 1")).to_be_visible()


def test_filters_work_without_script(browser: Browser, signed_in, server: str):
    page = signed_in(browser, java_script_enabled=False).new_page()
    page.goto(f"{server}/results/xa?{SPRING}&lang=en")

    page.get_by_label("Channel", exact=True).select_option("kiosk")
    page.get_by_role("button", name="Apply").click()

    assert "channel=kiosk" in page.url
    expect(page.get_by_label("Channel", exact=True)).to_have_value("kiosk")
