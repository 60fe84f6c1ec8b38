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
    RELEASES,
    SEND,
    SET_UP,
    enrol,
    in_store,
    keep_release,
    kept,
    rate,
    recorded,
    shown,
    stored,
    sync_now,
    sync_until,
    sync_until_none_waits,
    taking_no_ratings,
    tell_pin,
    until,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

NEWER = "newer0000000"
FORGET_ALL = "store.clear().onsuccess = () => done('')"


def broken(name: str) -> str:
    """As a script: what is kept under the name is no longer what it was."""
    return f"""change.oncomplete = () => done("");
        store.openCursor().onsuccess = ({{ target: {{ result: found }} }}) => {{
        if (!found) return;
        if (found.value.address?.endsWith("{name}"))
            found.update({{ ...found.value, body: new TextEncoder().encode("}}{{").buffer }});
        found.continue(); }}"""


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
    stopped = page.get_by_role("heading", name="Ki-ốt này ngừng hoạt động")
    sync_until(page, lambda: stopped.count() == 1)
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
    with taking_no_ratings(app):
        tablet.context.set_offline(False)

        until(tablet, lambda: shown_after_a_rest(tablet) == NEWER)

        expect(tablet.locator(".rest")).to_be_visible()
        assert len(stored(tablet)) == 1


def test_who_rates_is_not_interrupted_by_a_newer_release(tablet: Page, app: Flask):
    keep_release(tablet)
    a_newer_release(app)
    tablet.locator(".start[lang=vi]").click()
    sync_until(tablet, lambda: kept(tablet) == NEWER)
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

    sync_until(tablet, lambda: asked.count("app.js") > 1)
    tablet.context.set_offline(True)
    tablet.reload()

    expect(tablet.locator(".rest")).to_be_visible()
    assert (shown(tablet), kept(tablet)) == (earlier, earlier)


@pytest.mark.parametrize("name", ["app.js", "kiosk.css"])
def test_what_the_tablet_keeps_broken_is_mended_in_two_loads(tablet: Page, name: str):
    keep_release(tablet)
    until(tablet, lambda: breaks(tablet, name))
    tablet.reload()
    expect(tablet.locator(".rest")).to_be_visible()
    until(tablet, lambda: not is_kept_broken(tablet, name))
    tablet.context.set_offline(True)
    tablet.reload()

    expect(tablet.locator(".rest")).to_be_visible()
    expect(tablet.locator("body")).not_to_have_css("margin", "8px")


def test_without_any_cache_the_tablet_keeps_all_anew(tablet: Page):
    keep_release(tablet)
    in_store(tablet, *RELEASES, act=FORGET_ALL, mode="readwrite")
    tablet.reload()
    expect(tablet.locator(".rest")).to_be_visible()
    keep_release(tablet)
    tablet.context.set_offline(True)
    tablet.reload()

    expect(tablet.locator(".rest")).to_be_visible()


def a_newer_release(app: Flask) -> None:
    earlier = app.extensions["kiosk_release"]
    app.extensions["kiosk_release"] = Release(NEWER, earlier.page)


def breaks(page: Page, name: str) -> bool:
    """A look at the server's release that is under way mends it at once: then once more."""
    in_store(page, *RELEASES, act=broken(name), mode="readwrite")
    return is_kept_broken(page, name)


def is_kept_broken(page: Page, name: str) -> bool:
    act = f"""store.getAll().onsuccess = ({{ target }}) => {{
        const found = target.result.find(({{ address }}) => address?.endsWith("{name}"));
        done(new TextDecoder().decode(found.body)); }}"""
    return in_store(page, *RELEASES, act=act) == "}{"


def shown_after_a_rest(page: Page) -> str:
    sync_now(page)
    page.clock.run_for(8_500)
    return shown(page)
