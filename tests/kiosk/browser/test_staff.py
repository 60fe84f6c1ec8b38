"""The way out: a PIN that cannot be guessed, and what staff find behind it."""

import re
from threading import Event

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, Response
from playwright.sync_api import Page, expect

from tests.kiosk.tablet import tell_pin, until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

WAIT = re.compile("quá nhiều lần|Too many wrong")


def guess(page: Page, times: int) -> None:
    for number in range(times):
        tell_pin(page, str(1000 + number))
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.locator("form button.primary")).to_be_enabled()


def test_guessing_has_to_wait_and_the_right_pin_is_not_heard_meanwhile(tablet: Page):
    guess(tablet, 3)

    tell_pin(tablet)

    expect(tablet.get_by_role("alert")).to_contain_text(WAIT)
    expect(tablet.locator(".staff-page")).to_have_count(0)
    assert Axe().run(tablet).response["violations"] == []


def test_no_second_guess_is_taken_while_one_is_looked_at(tablet: Page):
    tablet.locator(".staff").click()
    tablet.locator("#asked").fill("1000")

    is_held = tablet.locator("form button.primary").evaluate(
        "(button) => { button.click(); return button.disabled; }"
    )

    assert is_held


def test_the_wait_ends_grows_and_outlives_a_reload(tablet: Page):
    guess(tablet, 3)
    tablet.clock.fast_forward(31_000)
    expect(tablet.locator(".rest")).to_be_visible()
    guess(tablet, 1)
    tablet.reload()
    expect(tablet.locator(".rest")).to_be_visible()
    tablet.clock.fast_forward(31_000)
    tell_pin(tablet)
    expect(tablet.get_by_role("alert")).to_contain_text(WAIT)

    tablet.clock.fast_forward(31_000)
    tell_pin(tablet)

    expect(tablet.locator(".staff-page")).to_be_visible()


def test_the_staffs_screen_does_not_come_back_when_sending_ends(tablet: Page, app: Flask):
    asked, over = Event(), Event()

    def held() -> Response:
        asked.set()
        over.wait()
        return Response(status=503)

    app.view_functions["kiosk_device.configure"] = held
    tell_pin(tablet)

    def is_under_way() -> bool:
        """An attempt that was under way already may swallow the first nudge."""
        if not asked.is_set():
            tablet.get_by_role("button", name="Gửi ngay các lượt đang chờ").click()
        return asked.is_set()

    until(tablet, is_under_way)
    tablet.get_by_role("button", name="Trở lại ki-ốt").click()

    over.set()
    tablet.wait_for_timeout(500)

    expect(tablet.locator(".rest")).to_be_visible()


def test_where_no_guess_can_be_counted_none_is_heard_and_nothing_stands_still(tablet: Page):
    tablet.evaluate("""() => { const put = IDBObjectStore.prototype.put;
        window.mend = () => (IDBObjectStore.prototype.put = put);
        IDBObjectStore.prototype.put = () => { throw new DOMException("full"); } }""")
    tell_pin(tablet)
    expect(tablet.locator(".paused")).to_be_visible()

    tablet.evaluate("() => void mend()")
    tablet.clock.run_for(7_000)

    expect(tablet.locator(".rest")).to_be_visible()


def test_the_right_pin_forgives_the_wrong_ones(tablet: Page):
    for _ in range(2):
        guess(tablet, 2)
        tell_pin(tablet)
        expect(tablet.locator(".staff-page")).to_be_visible()
        tablet.get_by_role("button", name="Trở lại ki-ốt").click()

    expect(tablet.locator(".rest")).to_be_visible()
