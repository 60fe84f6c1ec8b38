"""A citizen's page in Chromium when taps, tabs, texts and screens are not as one would wish."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from survey.citizen.views import LARGEST_RATING
from survey.models.method import Definition
from survey.questionnaires.packs import shipped
from tests.browser.test_citizen_page import PHONE, choose, one_engine
from tests.citizen.sending import waiting
from tests.factories import a_definition, a_point, a_version, an_agency, some_slips

pytestmark = [pytest.mark.browser, one_engine]

COMMENT = "Ông/Bà muốn góp ý thêm điều gì?"
SEND = "Gửi đánh giá"
MOST_STOPS = 100  # of the keyboard on one page
WRITTEN = {
    "long": "Chờ lâu quá. " * 200,
    "emoji": "Tốt \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f44d\U0001f3fd",
    "combining": "Tie\u0302\u0301ng Vie\u0323\u0302t",
    "right_to_left": "abc \u0627\u0644\u0639\u0631\u0628\u064a\u0629 def",
    "turned": "abc\u202edef\u200f",
    "zero_width": "\u1797\u17b6\u179f\u17b6\u200b\u1781\u17d2\u1798\u17c2\u179a",
    "one_word": "ờ" * 900,
}
KEPT_AS = {
    "long": WRITTEN["long"].strip(),
    "combining": "Ti\u1ebfng Vi\u1ec7t",
    "turned": "abcdef",
}


@pytest.fixture
def slip(session: Session, server: str) -> str:
    agency = an_agency(session, name="Ủy ban nhân dân phường Trần Hưng Đạo")
    a_version(session, asked_by=agency, definition=shipped()["quay-ngan"])
    (code,) = some_slips(session, point=a_point(session, agency=agency))
    return f"{server}/r/{code}"


def opened(browser: Browser, url: str, *, has_script: bool = True) -> Page:
    page = browser.new_context(java_script_enabled=has_script, viewport=PHONE).new_page()
    page.goto(url)
    return page


def press_send(page: Page) -> None:
    page.get_by_role("button", name=SEND).click()


def thanked(page: Page) -> None:
    expect(page.get_by_role("heading", name="Cảm ơn Ông/Bà")).to_be_visible(timeout=40_000)


@pytest.mark.parametrize("has_script", [True, False])
def test_a_double_tap_counts_once(browser: Browser, slip: str, session: Session, has_script: bool):
    page = opened(browser, slip, has_script=has_script)
    choose(page, "Hài lòng")

    page.get_by_role("button", name=SEND).dblclick()

    thanked(page)
    assert [rating.revotes for rating in waiting(session)] == [0]


def test_reloading_the_thanks_counts_once(browser: Browser, slip: str, session: Session):
    page = opened(browser, slip, has_script=False)
    choose(page, "Hài lòng")
    press_send(page)
    thanked(page)

    page.reload()

    thanked(page)
    assert [rating.revotes for rating in waiting(session)] == [0]


def test_back_from_the_thanks_the_answer_can_be_changed(
    browser: Browser, slip: str, session: Session
):
    page = opened(browser, slip, has_script=False)
    choose(page, "Hài lòng")
    press_send(page)
    thanked(page)

    page.go_back()
    choose(page, "Không hài lòng")
    press_send(page)

    thanked(page)
    assert [rating.answers for rating in waiting(session)] == ['{"overall":"dissatisfied"}']


def test_two_tabs_of_one_slip_count_once(browser: Browser, slip: str, session: Session):
    first = opened(browser, slip)
    second = first.context.new_page()
    second.goto(slip)
    for page, level in ((first, "Rất hài lòng"), (second, "Không hài lòng")):
        choose(page, level)
        press_send(page)
        thanked(page)

    assert first.inner_text("body") == second.inner_text("body")
    assert [rating.answers for rating in waiting(session)] == ['{"overall":"dissatisfied"}']


def test_whatever_is_written_arrives_whole(browser: Browser, slip: str, session: Session):
    for kind, text in WRITTEN.items():
        page = opened(browser, slip)
        choose(page, "Hài lòng")
        page.get_by_label(COMMENT).fill(text)
        press_send(page)
        thanked(page)

        (rating,) = waiting(session)
        assert f'"{KEPT_AS.get(kind, text)}"' in rating.answers, kind


def test_half_an_emoji_keeps_nothing_from_being_sent(browser: Browser, slip: str, session: Session):
    page = opened(browser, slip)
    choose(page, "Hài lòng")
    written = "element => element.value = 'Tốt \\ud83d\\ude00 \\ud83d quá'"
    page.get_by_label(COMMENT).evaluate(written)
    press_send(page)

    thanked(page)
    (rating,) = waiting(session)
    assert "Tốt \U0001f600  quá" in rating.answers


def test_a_question_after_a_hidden_one_is_hidden(browser: Browser, server: str, session: Session):
    agency = an_agency(session)
    a_version(session, asked_by=agency, definition=in_a_chain())
    page = opened(browser, f"{server}/q/{a_point(session, agency=agency).poster_code}")
    choose(page, "Mức 2")
    choose(page, "Chưa tốt")
    expect(page.get_by_role("textbox")).to_be_visible()

    choose(page, "Mức 3")

    expect(page.get_by_text("Công chức phục vụ")).to_be_hidden()
    expect(page.get_by_role("textbox")).to_be_hidden()


def in_a_chain() -> Definition:
    """Of three questions each is asked after a good or bad answer to the one before."""
    plain = a_definition().plain()
    _overall, staff, comment = plain["questions"]
    staff["show_if"] = {"question": "overall", "in": ["1", "2", "4", "5"]}
    comment["show_if"] = {"question": "staff", "in": ["yes", "no"]}
    return Definition.model_validate(plain)


def test_a_text_that_is_too_long_comes_back_uncut(browser: Browser, slip: str, session: Session):
    page, text = opened(browser, slip), "ờ" * 3100
    choose(page, "Hài lòng")
    page.get_by_label(COMMENT).fill(text)
    press_send(page)
    expect(page.get_by_role("alert")).to_contain_text("3.000 ký tự")
    expect(page.get_by_text("Hiện có 3.100 ký tự.")).to_be_visible()

    assert page.get_by_label(COMMENT).input_value() == text
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert waiting(session) == []


@pytest.mark.parametrize(
    ("language", "told"), [("vi", "Đề nghị Ông/Bà rút gọn"), ("en", "Shorten it, then send again")]
)
def test_what_is_too_large_to_be_received_stays_on_the_page(
    browser: Browser, slip: str, session: Session, language: str, told: str
):
    page, text = opened(browser, f"{slip}?lang={language}"), "ờ" * LARGEST_RATING
    page.get_by_role("radio").nth(3).check(force=True)
    comment = page.get_by_role("textbox").last
    comment.evaluate("(element, text) => element.value = text", text)
    page.locator("button.send").click()
    expect(page.get_by_role("status")).to_contain_text(told)

    assert comment.input_value() == text
    comment.fill("ngắn")
    page.locator("button.send").click()
    expect(page.get_by_role("status").get_by_role("heading")).to_be_visible()
    assert [rating.revotes for rating in waiting(session)] == [0]


@pytest.mark.parametrize("has_script", [True, False])
def test_a_full_server_is_tried_again_and_counted_once(
    browser: Browser, app: Flask, slip: str, session: Session, has_script: bool
):
    page = opened(browser, slip, has_script=has_script)
    choose(page, "Không hài lòng")
    places, taken = app.extensions["submission_places"], 0
    while places.acquire(blocking=False):
        taken += 1
    press_send(page)
    expect(page.get_by_text("tạm thời chưa tiếp nhận được")).to_be_visible()
    for _ in range(taken):
        places.release()

    if not has_script:
        page.get_by_role("button", name="Gửi lại").click()

    thanked(page)
    assert [rating.revotes for rating in waiting(session)] == [0]


@pytest.mark.parametrize(("width", "size"), [(320, "18px"), (640, "36px")])
def test_refusals_fit_a_narrow_screen_and_twice_the_text(
    browser: Browser, slip: str, width: int, size: str
):
    page = browser.new_context(viewport={"width": width, "height": 640}).new_page()
    for url in (slip[:-4] + "0000", slip.rsplit("/", 1)[0]):
        page.goto(url)
        page.evaluate("size => document.documentElement.style.fontSize = size", size)

        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_forced_colours_show_what_is_chosen_and_focused(browser: Browser, slip: str):
    page = browser.new_context(viewport=PHONE, forced_colors="active").new_page()
    page.goto(slip)
    chosen = page.get_by_role("radio", name="Hài lòng", exact=True)
    chosen.check()
    chosen.focus()

    mark = "e => [getComputedStyle(e).appearance, getComputedStyle(e).opacity]"
    assert chosen.evaluate(mark) == ["auto", "1"]
    assert chosen.evaluate("e => getComputedStyle(e.nextElementSibling).outlineStyle") == "solid"


def test_a_screen_reader_meets_place_question_answers_and_sending_in_order(
    browser: Browser, slip: str
):
    tree = opened(browser, slip).locator("body").aria_snapshot()

    order = ["Quầy số 1", "English", "Đánh giá việc phục vụ", "Rất không hài lòng", COMMENT, SEND]
    places = [tree.index(words) for words in order]
    assert places == sorted(places)
    assert tree.count(f'button "{SEND}"') == 1


def test_a_rating_can_be_given_by_keyboard_alone(browser: Browser, slip: str, session: Session):
    page = opened(browser, slip)
    tab_to(page, "[name='a.overall']")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, ".send")
    page.keyboard.press("Enter")

    thanked(page)
    assert len(waiting(session)) == 1


def tab_to(page: Page, selector: str) -> None:
    for _ in range(MOST_STOPS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not come to {selector}")
