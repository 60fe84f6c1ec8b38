"""What happens to a kiosk over the years: taken out of service and back, a newer release."""

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session

from kiosk import register
from kiosk.shell import Release
from survey.audit import Actor
from survey.clock import now
from survey.models.kiosk import Kiosk
from tests.kiosk.conftest import a_code
from tests.kiosk.tablet import (
    SEND,
    SET_UP,
    enrol,
    rate,
    recorded,
    stored,
    sync_now,
    sync_until_none_waits,
    tell_pin,
    until,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

NEWER = "newer0000000"
BREAK = """async (name) => {
    for (const stamp of await caches.keys()) {
        const cache = await caches.open(stamp);
        const found = (await cache.keys()).filter(({ url }) => url.endsWith(name));
        for (const one of found) await cache.put(one, new Response("}{"));
    }
}"""
FORGET_ALL = """async () => {
    for (const name of await caches.keys()) await caches.delete(name);
}"""


def test_a_tablet_out_of_service_keeps_its_queue_until_it_is_enrolled_again(
    context: BrowserContext, session: Session, kiosk: Kiosk, server: str
):
    mine = session.get_one(Kiosk, kiosk.id)
    page = context.new_page()
    page.clock.install()
    enrol(page, server=server, code=a_code(session, kiosk=mine))
    rate(page, "Không hài lòng")
    register.revoke(session, kiosk=mine, agency_id=1, by=Actor(None, now()))
    session.commit()

    page.clock.run_for(8_500)
    sync_now(page)
    expect(page.get_by_role("heading", name="Ki-ốt này ngừng hoạt động")).to_be_visible()
    assert (len(stored(page)), recorded(session)) == (1, 0)

    tell_pin(page)
    page.get_by_role("button", name="Thiết lập lại bằng mã").click()
    page.locator("#asked").fill(a_code(session, kiosk=mine))
    page.get_by_role("button", name=SET_UP).click()
    expect(page.locator(".rest")).to_be_visible()
    sync_until_none_waits(page)

    assert recorded(session) == 1


def test_a_newer_release_is_taken_at_rest_and_the_queue_stays(tablet: Page, app: Flask):
    keep_release(tablet)
    tablet.context.set_offline(True)
    rate(tablet, "Hài lòng")
    a_newer_release(app)
    tablet.route("**/ratings", lambda route: route.abort())
    tablet.context.set_offline(False)

    until(tablet, lambda: shown_after_a_rest(tablet) == NEWER)

    expect(tablet.locator(".rest")).to_be_visible()
    assert len(stored(tablet)) == 1


def test_who_rates_is_not_interrupted_by_a_newer_release(tablet: Page, app: Flask):
    keep_release(tablet)
    a_newer_release(app)
    tablet.locator(".start[lang=vi]").click()
    sync_now(tablet)
    until(tablet, lambda: kept(tablet) == NEWER)
    tablet.get_by_role("button", name="Hài lòng", exact=True).click()
    tablet.get_by_role("button", name=SEND).click()

    expect(tablet.locator(".thanks")).to_be_visible()
    until(tablet, lambda: shown_after_a_rest(tablet) == NEWER)


def test_a_release_that_arrives_broken_is_not_taken(tablet: Page, app: Flask):
    keep_release(tablet)
    earlier = shown(tablet)
    a_newer_release(app)
    asked = list[str]()

    def broken(release: str, filename: str) -> str:
        asked.append(filename)
        return "cut off"

    app.view_functions["kiosk.file"] = broken

    def is_tried_twice() -> bool:
        sync_now(tablet)
        return asked.count("app.js") > 1

    until(tablet, is_tried_twice)
    tablet.context.set_offline(True)
    tablet.reload()

    expect(tablet.locator(".rest")).to_be_visible()
    assert (shown(tablet), kept(tablet)) == (earlier, earlier)


@pytest.mark.parametrize("name", ["app.js", "kiosk.css"])
def test_what_the_tablet_keeps_broken_is_mended_in_two_loads(tablet: Page, name: str):
    keep_release(tablet)
    tablet.evaluate(BREAK, name)
    assert is_kept_broken(tablet, name)
    tablet.reload()
    expect(tablet.locator(".rest")).to_be_visible()
    until(tablet, lambda: not is_kept_broken(tablet, name))
    tablet.context.set_offline(True)
    tablet.reload()

    expect(tablet.locator(".rest")).to_be_visible()
    expect(tablet.locator("body")).not_to_have_css("margin", "8px")


def test_without_any_cache_the_tablet_keeps_all_anew(tablet: Page):
    keep_release(tablet)
    tablet.evaluate(FORGET_ALL)
    tablet.reload()
    expect(tablet.locator(".rest")).to_be_visible()
    keep_release(tablet)
    tablet.context.set_offline(True)
    tablet.reload()

    expect(tablet.locator(".rest")).to_be_visible()


def a_newer_release(app: Flask) -> None:
    earlier = app.extensions["kiosk_release"]
    app.extensions["kiosk_release"] = Release(NEWER, earlier.page)


def keep_release(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready")
    until(page, lambda: kept(page) == shown(page))


def shown(page: Page) -> str:
    return str(page.evaluate("JSON.parse(document.getElementById('page').textContent).release"))


def kept(page: Page) -> str | None:
    """The stamp of the release that the next load shows."""
    found: str | None = page.evaluate(
        """async () => {
            const list = await caches.match("/kiosk/release.json", { cacheName: "kiosk-in-use" });
            return list ? (await list.json()).stamp : null;
        }"""
    )
    return found


def is_kept_broken(page: Page, name: str) -> bool:
    said = "async (address) => (await caches.match(address)).text()"
    address = page.locator(f"[src$='{name}'], [href$='{name}']").evaluate(
        "(one) => one.src || one.href"
    )
    return bool(page.evaluate(said, address) == "}{")


def shown_after_a_rest(page: Page) -> str:
    sync_now(page)
    page.clock.run_for(8_500)
    return shown(page)
