"""Staff bring a tablet into service: the code is typed, opened as an address, or scanned."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from survey.models.kiosk import Kiosk
from tests.kiosk.browser.conftest import Camera
from tests.kiosk.conftest import a_code
from tests.kiosk.tablet import SET_UP

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

SCAN = "Quét mã QR"


def test_the_code_of_the_administrators_page_is_scanned(
    camera: Camera, session: Session, kiosk: Kiosk, server: str
):
    code = a_code(session, kiosk=kiosk)
    tablet = camera(f"{server}/kiosk/#code={code}")
    tablet.goto(f"{server}/kiosk/")

    tablet.get_by_role("button", name=SCAN).click()

    expect(tablet.locator(".rest")).to_be_visible(timeout=60_000)


def test_another_code_is_told_and_there_is_a_way_back(camera: Camera, server: str):
    tablet = camera("https://example.org/menu")
    tablet.goto(f"{server}/kiosk/")
    tablet.get_by_role("button", name=SCAN).click()
    expect(tablet.locator(".heard")).to_contain_text("không phải mã", timeout=60_000)
    assert Axe().run(tablet).response["violations"] == []

    tablet.get_by_role("button", name="Quay lại").click()

    expect(tablet.get_by_role("button", name=SET_UP)).to_be_visible()


def test_a_tablet_without_a_camera_offers_to_type(page: Page, server: str):
    page.goto(f"{server}/kiosk/")

    expect(page.get_by_role("button", name=SET_UP)).to_be_visible()
    expect(page.get_by_role("button", name=SCAN)).to_have_count(0)
