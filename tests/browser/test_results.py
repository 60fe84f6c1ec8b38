"""The pages of results in Chromium: accessible, within their policy, usable without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, expect
from sqlalchemy.orm import Session

from survey.clock import months_before
from survey.models.account import Role
from survey.questionnaires import packs
from tests.dashboard.world import MARCH, SPRING, World, a_batch, a_reader, a_world
from tests.factories import a_cell, a_point, a_version, an_agency
from tests.sealed import people, some_responses

pytestmark = [
    pytest.mark.browser,
    # What a page looks like does not depend on the database behind it.
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

FACTORS = packs.shipped()["yeu-to-dich-vu"]
PHONE = {"width": 360, "height": 800}
PAGES = (
    "/today",
    f"/results/xa?{SPRING}",
    f"/results/tinh/by/agency?{SPRING}",
    f"/results/xa/by/question?{SPRING}",
    f"/results/xa/by/channel?{SPRING}",
    f"/results/xa/compare?{SPRING}",
    f"/results/xa/control?{SPRING}",
    f"/results/tinh/funnel?{SPRING}",
    f"/results/xa/drivers?{SPRING}",
    f"/results/xa/quality?{SPRING}",
    "/results/xa/comments?month=2026-03",
)
DRAWN = (
    "/results/pho/control?period=24m-2026-03",
    f"/results/pho/funnel?{SPRING}",
    f"/results/phuong/drivers?{SPRING}",
    f"/results/phuong/quality?{SPRING}",
)
"""Pages whose charts need more than a few months, counters or complete answers."""


@pytest.fixture
def world(session: Session) -> World:
    return a_world(session)


@pytest.fixture
def rich(session: Session, world: World) -> None:
    """A town of six counters over two years, and a ward whose people answered everything."""
    town = an_agency(session, name="Phố Mẫu", under=world.province, code="pho")
    for number in range(6):
        point = a_point(session, agency=town, name=f"Quầy {number + 1}: Đất đai, xây dựng")
        for back in range(15):
            satisfied = 99 if number == 5 else 40 if back == 1 else 78 + (7 * back + number) % 5
            a_cell(
                session,
                version=world.version,
                point=point,
                month=months_before(MARCH, back),
                overall={"5": satisfied * 10, "1": 1000 - satisfied * 10},
            )
    a_batch(session, agency=town)
    ward = an_agency(session, name="Phường Mẫu Tây", under=world.province, code="phuong")
    some_responses(
        session,
        agency=ward,
        version=a_version(session, definition=FACTORS),
        day=MARCH,
        answers=people(FACTORS, count=250),
    )


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
        for unfold in page.locator("main details:not(.confirm) > summary:visible").all():
            unfold.click()

        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_that_judge_are_accessible_with_what_they_found(
    browser: Browser, signed_in, rich, server: str, scheme: str
):
    page = signed_in(browser, viewport=PHONE, color_scheme=scheme).new_page()

    for address in DRAWN:
        page.goto(f"{server}{address}")
        page.locator("main details.unfold > summary").first.click()

        assert page.locator("figure .drawing-narrow svg").count() == 1, address
        assert Axe().run(page).response["violations"] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_open_page_is_in_sight_in_a_long_menu(browser: Browser, signed_in, server: str):
    page = signed_in(browser, viewport={"width": 1280, "height": 500}).new_page()

    page.goto(f"{server}/help/statistics")

    expect(page.locator(".side [aria-current=page]")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0


CUT_CHOICES = """() => [...document.querySelectorAll(".filters select")].filter((select) => {
  const look = getComputedStyle(select);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
  const sides = parseFloat(look.paddingLeft) + parseFloat(look.paddingRight);
  const words = pen.measureText(select.selectedOptions[0].text).width;
  return words > select.clientWidth - sides;
}).map((select) => select.selectedOptions[0].text)"""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_chosen_can_be_read_on_a_phone(
    browser: Browser, signed_in, server: str, language: str
):
    page = signed_in(browser, viewport=PHONE).new_page()

    page.goto(f"{server}/results/xa/compare?period=12m-2026-03&lang={language}")
    page.locator(".folding > summary").click()

    assert page.evaluate(CUT_CHOICES) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_on_a_phone_the_first_figure_is_seen_before_the_filters_are_opened(
    browser: Browser, signed_in, server: str, language: str
):
    page = signed_in(browser, viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(f"{server}/results/xa?{SPRING}&lang={language}")

    expect(page.locator("[aria-describedby=headline-s]")).to_be_in_viewport()
    expect(page.locator("#period")).to_be_hidden()


def test_folded_filters_are_opened_and_applied_by_keyboard(
    browser: Browser, signed_in, server: str
):
    page = signed_in(browser, viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(f"{server}/results/xa?{SPRING}&lineage=then&lang=en")
    folded = page.locator(".folding > summary")
    expect(folded).to_contain_text("Quarter 1/2026 · Slips · Structure: As it was then")

    folded.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Apply").press("Enter")

    expect(page.locator(".folding > summary")).to_contain_text("QR codes at counters")


def test_on_a_broad_screen_filters_are_not_folded(browser: Browser, signed_in, server: str):
    page = signed_in(browser, viewport={"width": 1280, "height": 800}).new_page()
    page.goto(f"{server}/results/xa?{SPRING}&lang=en")

    expect(page.locator(".folding > summary")).to_be_hidden()
    expect(page.locator("#period")).to_be_visible()
    page.locator("#period").focus()
    expect(page.locator("#period")).to_be_focused()


@pytest.mark.parametrize("way", ["keyboard", "mouse", "touch"])
def test_a_figure_is_explained_whichever_way_it_is_asked(
    browser: Browser, signed_in, server: str, way: str
):
    page = signed_in(browser, viewport=PHONE, has_touch=way == "touch").new_page()
    page.goto(f"{server}/results/xa?{SPRING}&lang=en")
    key = page.locator("[aria-describedby=headline-s]")
    ask = {"keyboard": key.focus, "mouse": key.hover, "touch": key.tap}

    ask[way]()
    expect(page.locator("#headline-s")).to_be_visible()
    box = page.locator("#headline-s").bounding_box() or {}
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]

    page.keyboard.press("Escape")
    expect(page.locator("#headline-s")).to_be_hidden()


def test_a_row_of_pages_begins_where_the_reader_is(browser: Browser, signed_in, server: str):
    page = signed_in(browser, viewport=PHONE, java_script_enabled=False).new_page()

    page.goto(f"{server}/results/xa/quality?{SPRING}")

    expect(page.locator(".tabs [aria-current]")).to_be_in_viewport()


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
