"""Somebody at the kiosk has a slip: one's own phone, or the camera of the tablet."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.kiosk import Kiosk
from survey.models.rating import Channel, PendingRating
from tests.factories import a_point, some_slips
from tests.kiosk.browser.conftest import Camera
from tests.kiosk.conftest import a_code
from tests.kiosk.tablet import SEND, enrol, stored, sync_until_none_waits, tell_pin, until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

SHOW = "Đưa phiếu trước ki-ốt này"


@pytest.fixture
def sees(camera: Camera, session: Session, kiosk: Kiosk, server: str) -> Camera:
    """A tablet with a camera that sees this code, where somebody says that he has a slip."""

    def tablet(shows: str) -> Page:
        page = camera(shows)
        enrol(page, server=server, code=a_code(session, kiosk=kiosk))
        page.locator(".rest .secondary").click()
        return page

    return tablet


def test_a_slip_before_the_camera_makes_the_rating_the_slips(
    sees: Camera, session: Session, agency: Agency, server: str
):
    elsewhere = a_point(session, agency=agency, name="Quầy số 9")
    (code,) = some_slips(session, point=elsewhere)
    tablet = sees(f"{server}/r/{code}")
    loaded: list[str] = []
    tablet.on("request", lambda request: loaded.append(request.url))

    tablet.get_by_role("button", name=SHOW).click()
    tablet.get_by_role("button", name="Không hài lòng", exact=True).click(timeout=60_000)
    tablet.get_by_role("button", name=SEND).click()
    expect(tablet.locator(".thanks")).to_contain_text("Phiếu được kiểm tra")
    (record,) = stored(tablet)
    tablet.clock.install()
    sync_until_none_waits(tablet)

    session.rollback()
    (rating,) = session.scalars(select(PendingRating))
    assert (rating.channel, rating.point_id) == (Channel.SLIP, elsewhere.id)
    assert code not in str(record)
    assert any(url.endswith("/qr/decode.js") for url in loaded)  # and not before


def test_another_code_before_the_camera_is_told_and_rates_nothing(sees: Camera):
    tablet = sees("https://example.org/menu")

    tablet.get_by_role("button", name=SHOW).click()

    expect(tablet.locator(".heard")).to_contain_text("không phải mã", timeout=60_000)
    expect(tablet.locator(".camera")).to_be_visible()
    assert Axe().run(tablet).response["violations"] == []


def test_the_camera_is_let_go_when_the_screen_is_left(sees: Camera):
    tablet = sees("https://example.org/menu")
    tablet.get_by_role("button", name=SHOW).click()
    expect(tablet.locator(".heard")).to_contain_text("không phải mã", timeout=60_000)
    tablet.evaluate("() => { window.video = document.querySelector('video') }")

    tablet.get_by_role("button", name="Quay lại").click()

    ended = "video.srcObject.getTracks().every((track) => track.readyState === 'ended')"
    until(tablet, lambda: bool(tablet.evaluate(ended)))


def test_without_an_allowed_camera_ones_own_phone_is_the_way(tablet: Page):
    tablet.locator(".rest .secondary").click()

    expect(tablet.locator(".slip ol")).to_contain_text("điện thoại của Ông/Bà")
    expect(tablet.get_by_role("button", name=SHOW)).to_have_count(0)


def test_staff_allow_the_camera_and_an_earlier_server_is_never_sent_a_slip(
    sees: Camera, server: str
):
    tablet = sees(f"{server}/r/")
    tablet.route("**/configuration", without_slips)
    tablet.clock.install()
    tablet.get_by_role("button", name="Quay lại").click()
    tell_pin(tablet)
    expect(tablet.locator(".staff-page")).to_contain_text("Đọc được phiếu")
    tablet.get_by_role("button", name="Gửi ngay các lượt đang chờ").click()
    tablet.get_by_role("button", name="Trở lại ki-ốt").click()

    until(tablet, lambda: not shows_camera(tablet))
    tablet.unroute_all(behavior="ignoreErrors")


def shows_camera(page: Page) -> bool:
    """Whether somebody with a slip may show it to the tablet; back at rest afterwards."""
    page.locator(".rest .secondary").click()
    expect(page.locator(".slip")).to_be_visible()
    is_shown = page.get_by_role("button", name=SHOW).count() == 1
    page.locator(".slip .quiet").click()
    return is_shown


def without_slips(route: Route) -> None:
    answer = route.fetch()
    told = answer.json()
    del told["slips"]
    route.fulfill(response=answer, json=told)
