"""What a citizen sees at the kiosk: equal effort, no trace of others, for everybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.configuration import LONGEST_LIST
from survey.models.kiosk import Kiosk, ProcedureChoice
from survey.models.point import ServicePoint
from survey.models.rating import PendingRating
from tests.factories import a_procedure
from tests.kiosk.conftest import a_code
from tests.kiosk.tablet import (
    SEND,
    enrol,
    expect_waiting,
    rate,
    stored,
    tell_pin,
)

pytestmark = pytest.mark.browser

SIZES = [(600, 1024), (1024, 600), (1080, 1920), (1920, 1080)]  # from 7 to 24 inches
one_engine = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@one_engine
def test_silence_brings_the_kiosk_back_to_rest_and_sends_nothing(tablet: Page):
    tablet.locator(".start[lang=vi]").click()
    tablet.get_by_role("button", name="Hài lòng", exact=True).click()

    tablet.clock.run_for(11_000)
    expect(tablet.locator(".silence")).to_contain_text("Chạm vào màn hình")
    tablet.clock.run_for(10_000)

    expect(tablet.locator(".rest")).to_be_visible()
    assert len(stored(tablet)) == 0


@one_engine
def test_nothing_of_one_citizen_is_there_for_the_next(tablet: Page):
    rate(tablet, "Rất không hài lòng")
    tablet.clock.run_for(8_500)
    expect(tablet.locator(".rest")).to_be_visible()

    tablet.locator(".start[lang=vi]").click()

    expect(tablet.locator("[aria-pressed=true]")).to_have_count(0)


@one_engine
def test_good_and_bad_take_the_same_number_of_taps(tablet: Page):
    tablet.evaluate("""() => { window.taps = []; addEventListener("click", (event) =>
        taps.push(event.target.closest("button").className), { capture: true }) }""")

    for answer in ("Rất hài lòng", "Rất không hài lòng"):
        rate(tablet, answer)
        tablet.clock.run_for(8_500)

    taps = tablet.evaluate("taps")
    assert taps == ["start", "choice", "primary"] * 2


@one_engine
def test_it_rests_in_turning_languages(tablet: Page):
    expect(tablet.get_by_role("heading", name="Đánh giá việc phục vụ")).to_be_visible()

    tablet.clock.run_for(6_500)

    expect(tablet.get_by_role("heading", name="How was the service?")).to_be_visible()
    assert tablet.evaluate("document.documentElement.lang") == "en"


@one_engine
def test_a_tap_is_not_lost_when_the_languages_turn_under_it(tablet: Page):
    where = tablet.locator(".start[lang=vi]").bounding_box()
    assert where is not None
    tablet.mouse.move(where["x"] + 20, where["y"] + 20)
    tablet.mouse.down()
    tablet.clock.run_for(7_000)
    tablet.mouse.up()

    expect(tablet.locator(".question")).to_be_visible()


@one_engine
@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_screen_is_accessible_and_fits(
    tablet: Page, session: Session, width: int, height: int, language: str
):
    tablet.set_viewport_size({"width": width, "height": height})
    for screen, reach in screens(tablet, language=language):
        reach()
        expect(tablet.locator(f".{screen}")).to_be_visible()
        assert Axe().run(tablet).response["violations"] == [], screen
        assert tablet.evaluate("document.documentElement.scrollWidth") == width, screen
        assert smallest_target(tablet) >= 44, screen


@one_engine
@pytest.mark.parametrize(("width", "height"), [(600, 800), (1024, 560)])
def test_sending_stays_in_sight_where_the_questions_are_longer_than_the_screen(
    tablet: Page, width: int, height: int
):
    tablet.set_viewport_size({"width": width, "height": height})
    tablet.locator(".start[lang=vi]").click()
    tablet.get_by_role("button", name="Bình thường", exact=True).click()
    tablet.locator(".for-large").click()

    assert tablet.evaluate("document.documentElement.scrollHeight") > height
    expect(tablet.get_by_role("button", name=SEND)).to_be_in_viewport(ratio=1)


def screens(page: Page, *, language: str):
    send = {"vi": "Gửi đánh giá", "en": "Send the rating"}[language]
    if language == "en":
        page.clock.run_for(6_500)
    yield "rest", lambda: None
    yield "slip", page.locator(".rest .secondary").click
    page.locator(".slip .quiet").click()
    expect(page.locator(".rest")).to_be_visible()
    yield "five_levels", page.locator(f".start[lang={language}]").click
    yield "rows", page.locator(".choice").first.click
    yield "free_text", page.locator("footer .secondary").click
    yield "thanks", page.get_by_role("button", name=send).click
    yield "leave", lambda: (page.clock.run_for(8_500), page.locator(".staff").click())
    yield "staff-page", lambda: tell_pin(page)


def smallest_target(page: Page) -> float:
    return page.eval_on_selector_all(
        "button, input, textarea",
        "all => Math.min(...all.filter(e => e.checkVisibility()).flatMap(e => {"
        " const b = e.getBoundingClientRect(); return [b.width, b.height] }), 1000)",
    )


LONG = "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan có thẩm quyền cấp, lần"


@one_engine
@pytest.mark.parametrize(("width", "height"), [(600, 1024), (1024, 600)])
def test_the_longest_list_of_procedures_fits_on_seven_inches(
    context: BrowserContext,
    session: Session,
    point: ServicePoint,
    kiosk: Kiosk,
    server: str,
    width: int,
    height: int,
):
    names = [f"{LONG} {n}" if n % 3 == 0 else f"Đăng ký khai sinh {n}" for n in range(LONGEST_LIST)]
    for name in names:
        a_procedure(session, name=name, at=point)
    session.get_one(Kiosk, kiosk.id).procedures = ProcedureChoice.LIST
    session.commit()
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": height})
    enrol(page, server=server, code=a_code(session, kiosk=kiosk))
    page.locator(".start[lang=vi]").click()

    assert page.locator(".list button").count() == LONGEST_LIST + 1
    assert page.evaluate("document.documentElement.scrollHeight") <= height
    assert smallest_target(page) >= 44
    assert Axe().run(page).response["violations"] == []


@one_engine
def test_a_procedure_is_chosen_from_a_short_list(
    context: BrowserContext, session: Session, point: ServicePoint, kiosk: Kiosk, server: str
):
    offered = a_procedure(session, name="Đăng ký khai sinh", at=point)
    session.get_one(Kiosk, kiosk.id).procedures = "list"
    session.commit()
    page = context.new_page()
    enrol(page, server=server, code=a_code(session, kiosk=kiosk))
    page.locator(".start[lang=vi]").click()
    page.get_by_role("button", name="Đăng ký khai sinh").click()
    page.get_by_role("button", name="Hài lòng", exact=True).click()
    page.get_by_role("button", name=SEND).click()
    expect(page.locator(".thanks")).to_be_visible()

    page.evaluate("dispatchEvent(new Event('online'))")
    expect_waiting(page, 0)

    session.rollback()
    assert session.scalars(select(PendingRating.procedure_id)).all() == [offered.id]
