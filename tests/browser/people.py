"""People of an agency at their screens."""

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from survey.models.account import Role
from survey.models.agency import Agency
from tests.staff import a_browser_with

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
STANDING_OUT = """() => {
    const isOut = (one) => one.offsetWidth > one.closest(".page-actions").clientWidth;
    return [...document.querySelectorAll(".page-actions .button")].filter(isOut)
        .map((one) => `button wider than its place: ${one.innerText}`);
}"""


def seen_by(
    browser: Browser,
    server: str,
    app: Flask,
    session: Session,
    *,
    role: Role,
    at: Agency,
    has_script: bool = True,
) -> Page:
    client = a_browser_with(app, session, role=role, at=at)
    context = browser.new_context(viewport=DESK, java_script_enabled=has_script)
    context.add_cookies(
        [{"name": c.key, "value": c.value, "url": server} for c in client._cookies.values()]
    )
    return context.new_page()


def confirm(page: Page, name: str, **filled: str) -> None:
    """What asks once whether it is meant, until it is done; `filled` are fields of the question."""
    page.locator("summary", has_text=name).first.click()
    for label, value in filled.items():
        page.get_by_label(label).fill(value)
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def faults(page: Page) -> list[str]:
    """What axe finds on the page that is open, and what stands out to the side."""
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    found += ["wider than the window"] if is_wide else []
    return [*found, *page.evaluate(STANDING_OUT)]
