"""Help to see, to hear and to reach, for one citizen at a time."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session

from survey.models.kiosk import Kiosk
from tests.kiosk.conftest import a_code
from tests.kiosk.tablet import enrol, rate

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

LARGER, CONTRAST, LOWER, ALOUD = (
    "Chữ lớn hơn",
    "Tương phản cao",
    "Hạ thấp nút",
    "Đọc thành tiếng",
)
# Chromium without a sound device has no voice; this one says nothing and notes what it was to say.
VOICES = """() => { window.said = []; const of = (lang, localService) => ({ lang, localService });
    speechSynthesis.getVoices = () => [of("vi-VN", false), of("vi-VN", true), of("en-GB", false)];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    speechSynthesis.cancel = () => said.push("|");
    speechSynthesis.speak = (part) => { said.push(part.text); window.latest = part;
        if (!part.voice.localService) throw new Error("sent to a service"); }; }"""


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_what_one_citizen_needed_is_gone_for_the_next(tablet: Page):
    tablet.set_viewport_size({"width": 600, "height": 1024})
    plain = tablet.evaluate("getComputedStyle(document.body).fontSize")
    for name in (LARGER, CONTRAST, LOWER):
        press(tablet, name)
    expect(tablet.locator(".aid[aria-pressed=true]")).to_have_count(3)
    assert tablet.evaluate("getComputedStyle(document.body).fontSize") > plain

    rate(tablet, "Hài lòng")
    expect(tablet.locator(".aid[aria-pressed=true]")).to_have_count(3)
    tablet.clock.run_for(8_500)

    expect(tablet.locator(".rest")).to_be_visible()
    expect(tablet.locator(".aid[aria-pressed=true]")).to_have_count(0)
    assert tablet.evaluate("getComputedStyle(document.body).fontSize") == plain


def test_an_aid_that_is_left_on_at_rest_goes_off_by_itself(tablet: Page):
    press(tablet, CONTRAST)
    tablet.clock.run_for(20_000)
    expect(tablet.locator(".aid[aria-pressed=true]")).to_have_count(1)

    tablet.clock.run_for(11_000)

    expect(tablet.locator(".aid[aria-pressed=true]")).to_have_count(0)


@pytest.mark.parametrize("larger", [False, True])
def test_lowered_buttons_stand_in_the_lower_half_of_an_upright_screen(tablet: Page, larger: bool):
    tablet.set_viewport_size({"width": 600, "height": 1024})
    if larger:
        press(tablet, LARGER)
    press(tablet, LOWER)
    tablet.locator(".start[lang=vi]").click()

    tops = tablet.eval_on_selector_all(
        ".choice", "all => all.map(e => e.getBoundingClientRect().y)"
    )
    bottom = tablet.locator(".choice").last.bounding_box()

    assert len(tops) == 5
    assert min(tops) > 1024 * 0.4
    assert bottom is not None
    assert bottom["y"] + bottom["height"] < 1024


@pytest.mark.parametrize(("width", "height"), [(600, 1024), (1024, 600)])
def test_all_aids_together_are_accessible_and_fit(tablet: Page, width: int, height: int):
    tablet.set_viewport_size({"width": width, "height": height})
    for name in (LARGER, CONTRAST, LOWER)[: 3 if height > width else 2]:
        press(tablet, name)
    for reach in (".start[lang=vi]", ".choice >> nth=0", "footer .secondary"):
        assert Axe().run(tablet).response["violations"] == [], reach
        assert tablet.evaluate("document.documentElement.scrollWidth") == width, reach
        tablet.locator(reach).click()
    assert Axe().run(tablet).response["violations"] == []


def test_without_a_voice_of_the_device_nothing_offers_to_read(tablet: Page):
    expect(tablet.locator(".aid").first).to_be_visible()

    expect(tablet.get_by_role("button", name=ALOUD)).to_have_count(0)


@pytest.fixture
def speaking(context: BrowserContext, session: Session, kiosk: Kiosk, server: str) -> Page:
    context.add_init_script(f"({VOICES})()")
    page = context.new_page()
    page.clock.install()
    enrol(page, server=server, code=a_code(session, kiosk=kiosk))
    return page


def said(page: Page) -> list[str]:
    """Since it was last told to be silent."""
    everything: list[str] = page.evaluate("said")
    return everything[len(everything) - everything[::-1].index("|") :]


def test_each_screen_is_read_until_the_next_rest(speaking: Page):
    press(speaking, ALOUD)
    assert "Đánh giá việc phục vụ" in said(speaking)

    speaking.locator(".start[lang=vi]").click()
    heard = said(speaking)
    assert heard[0].startswith("Ông/Bà hài lòng ở mức nào")
    assert {"Rất không hài lòng", "Rất hài lòng", "Quay lại"} <= set(heard)

    press(speaking, "Quay lại")
    assert said(speaking) == []


def test_an_answer_does_not_begin_the_reading_of_its_screen_anew(speaking: Page):
    press(speaking, ALOUD)
    speaking.locator(".start[lang=vi]").click()
    speaking.get_by_role("button", name="Hài lòng", exact=True).click()
    expect(speaking.locator(".rows")).to_be_visible()
    assert "Gửi đánh giá" in said(speaking)
    before = speaking.evaluate("said.length")

    speaking.get_by_role("button", name="Chưa tốt").first.click()
    expect(speaking.locator("[aria-pressed=true].choice")).to_have_count(1)

    assert speaking.evaluate("said.length") == before


def test_a_screen_does_not_end_while_it_is_being_read(speaking: Page):
    press(speaking, ALOUD)
    speaking.locator(".start[lang=vi]").click()
    for _ in range(3):
        speaking.clock.run_for(15_000)
        speaking.evaluate("() => void latest.onend()")

    expect(speaking.locator(".question")).to_be_visible()


def test_a_language_without_a_voice_is_not_read_with_that_of_another(speaking: Page):
    expect(speaking.get_by_role("button", name=ALOUD)).to_have_count(1)

    speaking.clock.run_for(6_500)

    expect(speaking.get_by_role("heading", name="How was the service?")).to_be_visible()
    expect(speaking.get_by_role("button", name="Read aloud")).to_have_count(0)
