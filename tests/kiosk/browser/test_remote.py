"""What the office sets from afar reaches the tablet with its configuration."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.kiosk.tablet import expect_worker, sync_now, sync_until, until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

Tell = Callable[..., None]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALL_DAY = {day: [["00:00", "24:00"]] for day in DAYS}
NEVER: dict[str, list[list[str]]] = {day: [] for day in DAYS}


@pytest.fixture
def tell(tablet: Page) -> Iterator[Tell]:
    """From now on the server's configurations hold these entries."""

    def told(**settings: Any) -> None:
        def changed(route: Route) -> None:
            answer = route.fetch()
            route.fulfill(response=answer, json=answer.json() | settings)

        tablet.unroute_all(behavior="wait")
        tablet.route("**/configuration", changed)

    yield told
    tablet.unroute_all(behavior="ignoreErrors")


def test_only_the_chosen_languages_turn(tablet: Page, tell: Tell):
    tell(languages=["en", "km"])

    sync_until(tablet, lambda: tablet.locator(".start").count() == 1)

    for _ in range(3):
        expect(tablet.get_by_role("heading", name="How was the service?")).to_be_visible()
        tablet.clock.run_for(6_500)


def test_the_offices_own_words_stand_at_rest(tablet: Page, tell: Tell):
    tell(rest_text={"vi": "Quầy nghỉ chiều thứ Sáu", "en": "Closed on Friday afternoon"})

    sync_until(tablet, lambda: "thứ Sáu" in tablet.inner_text(".rest"))
    tablet.clock.run_for(6_500)

    expect(tablet.locator(".rest")).to_contain_text("Closed on Friday afternoon")


def test_outside_of_opening_hours_nobody_is_asked_and_within_them_again(tablet: Page, tell: Tell):
    tell(opening_hours=NEVER)
    sync_until(tablet, lambda: tablet.locator(".shut").count() == 1)
    tablet.clock.run_for(6_500)
    expect(tablet.get_by_role("heading", name="The counter is closed now")).to_be_visible()

    tell(opening_hours=ALL_DAY)
    sync_until(tablet, lambda: tablet.locator(".rest").count() == 1)

    expect(tablet.locator(".start")).to_have_count(2)


def test_what_comes_under_a_finger_shows_soon_after_it_is_lifted(tablet: Page, tell: Tell):
    done: list[str] = []
    tablet.on("requestfinished", lambda request: done.append(request.url.rpartition("/")[2]))
    tell(opening_hours=NEVER)
    tablet.mouse.move(5, 5)
    tablet.mouse.down()
    # An attempt that was under way has but its heartbeat left.
    attempt = re.compile("configuration .*heartbeat")
    sync_until(tablet, lambda: bool(attempt.search(" ".join(done))))
    assert tablet.locator(".rest").count() == 1

    tablet.mouse.up()
    tablet.clock.run_for(1_000)  # long before the languages turn

    assert tablet.locator(".shut").count() == 1


def test_a_clock_that_may_be_wrong_closes_no_kiosk(tablet: Page, tell: Tell):
    tell(opening_hours=NEVER)
    sync_until(tablet, lambda: tablet.locator(".shut").count() == 1)

    expect_worker(tablet)
    tablet.context.set_offline(True)
    tablet.reload()

    expect(tablet.locator(".rest")).to_be_visible()


def test_a_reload_is_done_once_at_rest_and_not_under_a_citizen(tablet: Page, tell: Tell):
    tablet.evaluate("window.before = true")
    tablet.locator(".start[lang=vi]").click()
    tell(reload="a")
    sync_now(tablet)
    tablet.clock.run_for(5_000)
    assert tablet.evaluate("window.before")

    tablet.get_by_role("button", name="Quay lại").click()
    until(tablet, lambda: not tablet.evaluate("window.before"))
    expect(tablet.locator(".rest")).to_be_visible()
    tablet.evaluate("window.before = true")
    tell(reload="a", rest_text={"vi": "Lần nữa", "en": "Again"})
    again = re.compile("Lần nữa|Again")
    sync_until(tablet, lambda: bool(again.search(tablet.inner_text(".rest"))))
    tablet.clock.run_for(7_000)

    assert tablet.evaluate("window.before")
