"""From the administrator's code to the receipt, through an outage."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import BrowserContext, Page, Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.kiosk import Kiosk, KioskDay, KioskDevice
from survey.models.point import ServicePoint
from survey.models.rating import Channel, PendingRating
from tests.kiosk.conftest import a_code
from tests.kiosk.tablet import (
    SEND,
    SET_UP,
    expect_waiting,
    expect_worker,
    in_store,
    rate,
    recorded,
    spoil,
    stored,
    sync_until,
    sync_until_none_waits,
    tell_pin,
)
from tests.staff import a_browser_with

pytestmark = pytest.mark.browser

UPRIGHT = {"width": 600, "height": 1024}
HEAVIEST = 150_000  # bytes
one_engine = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_rating_given_offline_is_kept_sent_and_forgotten(
    tablet: Page, context: BrowserContext, session: Session, point: ServicePoint
):
    context.set_offline(True)
    rate(tablet, "Rất không hài lòng")
    assert (len(stored(tablet)), recorded(session)) == (1, 0)

    context.set_offline(False)

    expect_waiting(tablet, 0)
    session.rollback()
    (rating,) = session.scalars(select(PendingRating))
    assert (rating.channel, rating.point_id) == (Channel.KIOSK, point.id)
    assert rating.answers == '{"overall":"very_dissatisfied"}'
    assert context.cookies() == []


@one_engine
def test_an_administrators_code_leads_a_tablet_to_its_first_rating(
    app: Flask,
    session: Session,
    context: BrowserContext,
    agency: Agency,
    point: ServicePoint,
    server: str,
):
    app.config["SETTINGS"] = app.config["SETTINGS"].model_copy(update={"base_url": server})
    office = a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=agency)
    staff = context.new_page()
    context.add_cookies(
        [{"name": c.key, "value": c.value, "url": server} for c in office._cookies.values()]
    )
    staff.goto(f"{server}/registers/points/{point.code}/kiosks?lang=vi")
    staff.get_by_label("Tên ki-ốt").fill("Máy ở cửa")
    staff.get_by_label("Mã PIN để thoát ki-ốt").fill("2468")
    staff.get_by_role("button", name="Thiết lập và hiện mã").click()
    link = staff.locator("code").nth(1).inner_text()
    assert Axe().run(staff).response["violations"] == []

    tablet = context.browser.new_context(viewport=UPRIGHT).new_page()
    tablet.goto(link)
    tablet.get_by_role("button", name=SET_UP).click()
    rate(tablet, "Hài lòng")
    expect(tablet.locator(".rest")).to_be_visible(timeout=12_000)
    tell_pin(tablet, "1111")
    expect(tablet.get_by_role("alert")).to_be_visible()
    tell_pin(tablet, "2468")
    expect(tablet.locator(".staff-page")).to_contain_text(re.compile(r"1.*\d\d/\d\d/20\d\d"))
    tablet.get_by_role("button", name="Gửi ngay các lượt đang chờ").click()
    expect_waiting(tablet, 0)

    assert recorded(session) == 1


def test_a_captive_portal_is_not_taken_for_a_receipt(tablet: Page, session: Session):
    asked: list[str] = []

    def portal(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, body="<h1>Wi-Fi</h1>")

    tablet.route("**/kiosk/api/**", portal)
    rate(tablet, "Hài lòng")
    sync_until(tablet, lambda: bool(asked))
    assert (len(stored(tablet)), recorded(session)) == (1, 0)

    tablet.unroute("**/kiosk/api/**")
    sync_until_none_waits(tablet)

    assert recorded(session) == 1


def test_a_receipt_that_is_lost_costs_a_repeat_and_no_rating(tablet: Page, session: Session):
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    tablet.route("**/ratings", lose)
    rate(tablet, "Bình thường")
    sync_until(tablet, lambda: 200 in lost)
    assert (len(stored(tablet)), recorded(session)) == (1, 1)

    tablet.unroute("**/ratings")
    sync_until_none_waits(tablet)

    assert recorded(session) == 1


@one_engine
def test_one_rating_that_cannot_be_taken_does_not_hold_up_the_next(tablet: Page, session: Session):
    rate(tablet, "Hài lòng")
    spoil(tablet)
    tablet.clock.run_for(8_000)
    rate(tablet, "Hài lòng")

    sync_until_none_waits(tablet)

    assert (len(stored(tablet, "aside")), recorded(session)) == (1, 1)


@one_engine
def test_thanks_come_only_when_the_rating_is_on_the_disk(tablet: Page):
    tablet.evaluate("""() => { window.modes = []; const begin = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function (names, mode, options) {
            if (mode === "readwrite") { modes.push(options?.durability);
                this.held = begin.call(this, names, mode, options);
                if ([names].flat().includes("queue"))
                    window.thanked ??= !!document.querySelector(".thanks");
                return this.held; }
            return begin.call(this, names, mode, options); } }""")

    rate(tablet, "Hài lòng")

    assert set(tablet.evaluate("modes")) == {"strict"}
    assert tablet.evaluate("thanked") is False


@one_engine
def test_a_tablet_that_cannot_keep_a_rating_pauses_and_never_thanks(tablet: Page, session: Session):
    tablet.evaluate("""() => { const add = IDBObjectStore.prototype.add;
        window.mend = () => (IDBObjectStore.prototype.add = add);
        IDBObjectStore.prototype.add = function (record) { const request = add.call(this, record);
            this.transaction.abort(); return request; } }""")
    tablet.locator(".start[lang=vi]").click()
    tablet.get_by_role("button", name="Hài lòng", exact=True).click()
    tablet.get_by_role("button", name=SEND).click()
    expect(tablet.get_by_role("heading", name="Máy tạm dừng")).to_be_visible()
    assert len(stored(tablet)) == 0

    tablet.evaluate("() => void mend()")
    tablet.clock.run_for(31_000)
    rate(tablet, "Hài lòng")

    assert len(stored(tablet)) == 1


@one_engine
def test_what_waits_cannot_be_read_on_the_tablet(tablet: Page):
    tablet.locator(".start[lang=vi]").click()
    tablet.get_by_role("button", name="Rất không hài lòng").click()
    tablet.get_by_role("button", name="Thêm ý kiến").click()
    tablet.get_by_role("textbox").fill("Phải chờ rất lâu")
    tablet.get_by_role("button", name=SEND).click()
    expect(tablet.locator(".thanks")).to_be_visible()

    (record,) = stored(tablet)

    assert record.keys() == {
        "order",
        "device",
        "number",
        "key",
        "sealed_for",
        "sealed",
    }


@one_engine
def test_the_key_of_a_tablet_cannot_be_taken_out_of_it(tablet: Page):
    take = """store.get("identity").onsuccess = ({ target }) =>
        crypto.subtle.exportKey("pkcs8", target.result.privateKey)
            .then(() => done("taken"), (error) => done(error.name))"""

    told = in_store(tablet, "device", act=take)

    assert told == "InvalidAccessError"


@one_engine
def test_the_first_load_is_light_and_the_second_needs_no_network(
    context: BrowserContext, session: Session, kiosk: Kiosk, server: str
):
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(f"{server}/kiosk/#code={a_code(session, kiosk=kiosk)}", wait_until="networkidle")
    assert sum(sizes) <= HEAVIEST
    page.get_by_role("button", name=SET_UP).click()
    expect(page.locator(".rest")).to_be_visible()
    expect_worker(page)
    assert complaints == []

    context.set_offline(True)
    page.reload()

    expect(page.locator(".rest")).to_be_visible()
    rate(page, "Hài lòng")
    assert len(stored(page)) == 1


@one_engine
def test_two_windows_never_number_ratings_alike(tablet: Page, context: BrowserContext):
    second = context.new_page()

    second.goto(tablet.url)

    expect(second.locator(".second")).to_be_visible()


@one_engine
def test_a_tablet_tells_what_it_holds_and_for_how_long_it_could_be_used(
    tablet: Page, session: Session
):
    tablet.clock.run_for(121_000)
    rate(tablet, "Hài lòng")

    sync_until_none_waits(tablet)

    def told() -> bool:
        session.rollback()
        device = session.scalars(select(KioskDevice)).one()
        days = session.scalars(select(KioskDay)).all()
        return (
            (device.queued, device.storage_fails) == (0, False)
            and bool(device.release)
            and any((day.screen_minutes or 0) >= day.minutes >= 2 for day in days)
        )

    sync_until(tablet, lambda: told())
