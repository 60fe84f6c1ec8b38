"""The citizen's page in Chromium: light, accessible, usable without script and without network."""

import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, Response, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.point import ServicePoint
from survey.models.rating import PendingRating
from survey.questionnaires.packs import shipped
from tests.factories import a_point, a_procedure, a_version, an_agency, some_slips

pytestmark = pytest.mark.browser

HEAVIEST_PAGE = 30_000  # bytes on the wire, everything counted
MOST_REQUESTS = 3
FOCUSED = "document.activeElement.name || document.activeElement.tagName"
# What a page looks like does not depend on the database behind it.
one_engine = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def point(session: Session) -> ServicePoint:
    agency = an_agency(session, name="Ủy ban nhân dân phường Trần Hưng Đạo")
    a_version(session, asked_by=agency, definition=shipped()["quay-ngan"])
    point = a_point(session, agency=agency, name="Quầy số 3: Tư pháp - Hộ tịch và Chứng thực")
    for number in range(12):
        a_procedure(session, name=f"Thủ tục đăng ký kết hôn {number}", at=point)
    a_procedure(session, name="Đăng ký khai sinh", at=point)
    return point


@pytest.fixture
def slip(session: Session, point: ServicePoint, server: str) -> str:
    (code,) = some_slips(session, point=point)
    return f"{server}/r/{code}"


@pytest.fixture
def poster(point: ServicePoint, server: str) -> str:
    return f"{server}/q/{point.poster_code}"


@pytest.fixture
def phone(browser: Browser) -> Page:
    return browser.new_context(viewport=PHONE, locale="vi-VN").new_page()


def recorded(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(PendingRating)) or 0


def choose(page: Page, label: str) -> None:
    page.get_by_text(label, exact=True).first.click()


def test_a_citizen_rates_by_slip_on_a_phone(phone: Page, slip: str, session: Session):
    phone.goto(slip)
    choose(phone, "Hài lòng")
    phone.get_by_label("Ông/Bà muốn góp ý thêm điều gì?").fill("Cảm ơn cô ở quầy 3")

    phone.get_by_role("button", name="Gửi đánh giá").click()

    expect(phone.get_by_role("heading", name="Cảm ơn Ông/Bà")).to_be_visible()
    assert recorded(session) == 1
    assert phone.context.cookies() == []


def test_it_works_without_script(browser: Browser, slip: str, session: Session):
    page = browser.new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto(slip)
    page.get_by_role("button", name="English").click()
    choose(page, "Dissatisfied")
    page.get_by_role("button", name="Tiếng Việt").click()

    page.get_by_role("button", name="Gửi đánh giá").click()

    expect(page.get_by_role("heading", name="Cảm ơn Ông/Bà")).to_be_visible()
    assert recorded(session) == 1


@pytest.mark.parametrize("has_script", [True, False])
@one_engine
def test_a_procedure_is_found_without_accents(browser: Browser, poster: str, has_script: bool):
    page = browser.new_context(java_script_enabled=has_script, viewport=PHONE).new_page()
    page.goto(poster)

    page.get_by_label("Tìm theo tên").fill("khai sinh")
    if not has_script:
        page.get_by_label("Tìm theo tên").press("Enter")

    expect(page.get_by_text("Đăng ký khai sinh")).to_be_visible()
    expect(page.get_by_text("Thủ tục đăng ký kết hôn 0", exact=True)).to_be_hidden()
    expect(page.get_by_text("Thủ tục khác")).to_be_hidden()


@pytest.mark.parametrize("has_script", [True, False])
@one_engine
def test_a_procedure_is_found_by_its_vietnamese_name_on_the_english_page(
    browser: Browser, session: Session, point: ServicePoint, poster: str, has_script: bool
):
    a_procedure(session, name="Thủ tục nhận nuôi con nuôi", name_en="Adoption", at=point)
    page = browser.new_context(java_script_enabled=has_script, viewport=PHONE).new_page()
    page.goto(f"{poster}?lang=en")

    search(page, "con nuoi")

    expect(page.get_by_label("Adoption")).to_be_visible()
    expect(page.get_by_text("Birth registration").first).to_be_hidden()
    expect(page.get_by_text("Procedures found: 1")).to_be_visible()


@one_engine
def test_after_one_search_another_finds_as_much(phone: Page, poster: str):
    phone.goto(poster)
    search(phone, "ket hon 3")
    phone.get_by_role("button", name="Tìm").click()
    expect(phone.get_by_label("Thủ tục đăng ký kết hôn 3", exact=True)).to_be_focused()
    phone.get_by_role("button", name="English").click()

    search(phone, "khai sinh")

    expect(phone.locator("#offers .choice:visible")).to_have_count(2)  # and "not sure"
    expect(phone.get_by_text("Procedures found: 1")).to_be_visible()


@pytest.mark.parametrize("has_script", [True, False])
@one_engine
def test_what_was_chosen_outlives_a_search(
    browser: Browser, session: Session, poster: str, has_script: bool
):
    page = browser.new_context(java_script_enabled=has_script, viewport=PHONE).new_page()
    page.goto(poster)
    choose(page, "Hài lòng")
    chosen = page.get_by_label("Thủ tục đăng ký kết hôn 1", exact=True)
    number = chosen.get_attribute("value")
    chosen.check(force=True)

    search(page, "khai sinh")
    expect(chosen).to_be_visible()
    page.get_by_role("button", name="Gửi đánh giá").click()

    expect(page.get_by_role("heading", name="Cảm ơn Ông/Bà")).to_be_visible()
    session.rollback()
    assert [str(n) for n in session.scalars(select(PendingRating.procedure_id))] == [number]


def search(page: Page, words: str) -> None:
    """As it is done without script; with it the key moves on to what was found."""
    field = page.get_by_role("searchbox")
    field.fill(words)
    field.press("Enter")
    page.wait_for_load_state()


@one_engine
def test_enter_beside_an_answer_loads_nothing(phone: Page, poster: str):
    phone.goto(poster)
    answer = phone.get_by_role("radio", name="Hài lòng", exact=True)
    answer.check()
    loaded: list[str] = []
    phone.on("request", lambda request: loaded.append(request.url))

    answer.press("Enter")

    expect(answer).to_be_focused()
    assert loaded == []


@one_engine
def test_who_has_sent_is_led_to_the_thanks(phone: Page, slip: str):
    send(phone, slip)

    expect(phone.get_by_role("heading", name="Cảm ơn Ông/Bà")).to_be_focused()


@one_engine
def test_the_whole_page_is_light(phone: Page, poster: str):
    answers: list[Response] = []
    phone.on("response", lambda answer: answers.append(answer))

    phone.goto(poster, wait_until="networkidle")

    assert len(answers) <= MOST_REQUESTS
    assert {answer.url.split("/")[2] for answer in answers} == {poster.split("/")[2]}
    assert sum(len(gzip.compress(answer.body())) for answer in answers) < HEAVIEST_PAGE
    assert answers[0].headers["content-encoding"] == "gzip"


@one_engine
def test_every_state_passes_the_accessibility_rules(phone: Page, slip: str, poster: str):
    for prepare in (
        lambda: phone.goto(slip),
        lambda: phone.goto(f"{poster}?lang=en"),
        lambda: phone.get_by_role("button", name="Send the rating").click(),
        lambda: phone.goto(slip.rsplit("/", 1)[0]),
        lambda: phone.goto(slip[:-4] + "0000"),
        lambda: send(phone, slip),
    ):
        prepare()
        phone.wait_for_load_state()
        assert Axe().run(phone).response["violations"] == [], phone.url


@one_engine
def test_the_mark_of_simulated_data_passes_them_too(app: Flask, phone: Page, slip: str):
    app.template_context_processors[None].append(lambda: {"simulated": True})
    phone.goto(slip)

    expect(phone.get_by_text("Dữ liệu mô phỏng")).to_be_visible()
    assert Axe().run(phone).response["violations"] == []


def send(page: Page, url: str) -> None:
    page.goto(url)
    choose(page, "Bình thường")
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_role("heading", name="Cảm ơn Ông/Bà")).to_be_visible()


@one_engine
def test_a_missing_answer_is_named_and_reached_by_its_link(phone: Page, slip: str):
    phone.goto(slip)
    phone.get_by_role("button", name="Gửi đánh giá").click()

    summary = phone.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(phone).to_have_title(re.compile("^Lỗi:"))
    summary.get_by_role("link").click()
    assert phone.url.endswith("#a.overall")


@one_engine
def test_everything_is_reached_by_keyboard_in_the_order_it_is_read(phone: Page, slip: str):
    phone.goto(slip)
    reached = []
    for _ in range(15):
        phone.keyboard.press("Tab")
        reached.append(
            phone.evaluate("document.activeElement.name || document.activeElement.tagName")
        )

    names = list(dict.fromkeys(reached))
    assert names == [
        "A",
        "action",
        "a.overall",
        "find",
        "procedure",
        "SUMMARY",
        "a.access",
        "a.procedure",
        "a.staff",
        "a.outcome",
        "a.feedback",
        "a.comment",
    ]


@one_engine
@pytest.mark.parametrize("width", [320, 360, 640, 1280])
def test_nothing_is_cut_off_at_any_width(browser: Browser, poster: str, width: int):
    page = browser.new_context(viewport={"width": width, "height": 640}).new_page()
    page.goto(poster)

    assert page.evaluate("document.documentElement.scrollWidth") == width


@one_engine
def test_text_at_twice_its_size_stays_on_the_page(browser: Browser, slip: str):
    page = browser.new_context(viewport={"width": 640, "height": 740}).new_page()
    page.goto(slip)
    page.evaluate("document.documentElement.style.fontSize = '36px'")

    assert page.evaluate("document.documentElement.scrollWidth") == 640


@one_engine
def test_targets_are_large_enough_for_a_thumb(phone: Page, slip: str):
    phone.goto(slip)
    heights = phone.eval_on_selector_all(
        ".choice label, button:not(.skip), summary",
        "all => all.map(e => e.getBoundingClientRect().height)",
    )

    assert min(heights) >= 44


@one_engine
def test_good_and_bad_cost_the_same_effort(browser: Browser, slip: str):
    steps = {
        level: steps_of(browser, slip, level) for level in ("Rất không hài lòng", "Rất hài lòng")
    }

    assert len(set(steps.values())) == 1


def steps_of(browser: Browser, url: str, level: str) -> tuple[int, int, int]:
    """Pages, questions shown, and answers needed before the thanks."""
    page = browser.new_context(viewport=PHONE).new_page()
    pages: list[Response] = []
    page.on("response", lambda page: pages.append(page))
    page.goto(url)
    choose(page, level)
    shown = page.locator("fieldset:visible").count()
    needed = page.get_by_text("(cần trả lời)").count()
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.get_by_role("heading", name="Cảm ơn Ông/Bà")).to_be_visible()
    return len(pages), shown, needed


def test_a_rating_sent_offline_goes_out_when_the_network_is_back(
    phone: Page, slip: str, session: Session
):
    phone.goto(slip)
    choose(phone, "Không hài lòng")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Gửi đánh giá").click()
    expect(phone.get_by_role("status")).to_contain_text("Chưa gửi được vì mất kết nối")
    assert recorded(session) == 0

    phone.context.set_offline(False)

    expect(phone.get_by_role("heading", name="Cảm ơn Ông/Bà")).to_be_visible(timeout=40_000)
    assert recorded(session) == 1


def test_a_captive_portals_page_is_not_taken_for_thanks(phone: Page, slip: str, session: Session):
    phone.goto(slip)
    choose(phone, "Hài lòng")
    phone.route("**/r/*", lambda route: route.fulfill(status=200, body="<h1>Free Wi-Fi</h1>"))
    phone.get_by_role("button", name="Gửi đánh giá").click()
    expect(phone.get_by_role("status")).to_contain_text("Chưa gửi được")

    phone.unroute("**/r/*")

    expect(phone.get_by_role("heading", name="Cảm ơn Ông/Bà")).to_be_visible(timeout=40_000)
    assert recorded(session) == 1


def test_changing_ones_mind_with_the_back_button_replaces_the_rating(
    phone: Page, slip: str, session: Session
):
    send(phone, slip)
    phone.goto(slip)
    choose(phone, "Rất hài lòng")
    phone.get_by_role("button", name="Gửi đánh giá").click()
    expect(phone.get_by_role("heading", name="Cảm ơn Ông/Bà")).to_be_visible()

    session.rollback()
    assert session.scalars(select(PendingRating.answers)).all() == ['{"overall":"very_satisfied"}']


@one_engine
def test_no_policy_is_broken_while_it_is_used(phone: Page, slip: str):
    complaints: list[str] = []
    phone.on("console", lambda message: complaints.append(message.text))
    phone.on("pageerror", lambda error: complaints.append(str(error)))

    send(phone, slip)

    assert complaints == []
