"""Every component in Chromium: nothing for axe to find, usable by keyboard and without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_is_accessible(browser: Browser, gallery: str, width: int, scheme: str):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    complaints: list[ConsoleMessage] = []
    page.on("console", lambda message: complaints.append(message))

    page.goto(gallery + "?lang=en")

    assert Axe().run(page).response["violations"] == []
    assert [message.text for message in complaints if message.type in ("error", "warning")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_explanation_shows_on_focus_and_goes_on_escape(page: Page, gallery: str):
    page.goto(gallery + "?lang=en")
    explanation = page.locator("#share")
    expect(explanation).to_be_hidden()

    page.locator("[aria-describedby=share]").focus()
    expect(explanation).to_be_visible()

    page.keyboard.press("Escape")
    expect(explanation).to_be_hidden()


def test_the_first_error_is_one_key_away(page: Page, gallery: str):
    page.goto(gallery + "?lang=en")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#name")).to_be_focused()


def test_menu_confirmation_and_explanation_work_without_script(browser: Browser, gallery: str):
    page = browser.new_page(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page.goto(gallery + "?lang=en")

    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Agencies")).to_be_visible()
    page.get_by_role("button", name="Close the menu").click()
    page.get_by_text("End the point").first.click()
    expect(page.get_by_text("It takes no new ratings.")).to_be_visible()
    page.locator("[aria-describedby=share]").hover()
    expect(page.locator("#share")).to_be_visible()


def test_a_confirmation_becomes_a_dialog_that_can_be_left(page: Page, gallery: str):
    page.goto(gallery + "?lang=en")

    page.get_by_text("End the point").first.click()
    expect(page.get_by_role("dialog", name="End “Counter 3” today?")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()

    expect(page.get_by_role("dialog")).to_be_hidden()
