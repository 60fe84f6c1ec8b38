"""What a kiosk says when nobody can rate there, in each language, accessible and without a tap."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Route, expect
from sqlalchemy.orm import Session

from survey.models.kiosk import Kiosk
from tests.kiosk.conftest import a_code
from tests.kiosk.tablet import SET_UP, rate, sync_until, until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

UPRIGHT = {"width": 600, "height": 1024}
FULL_DISK = """() => { const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (record) { const request = add.call(this, record);
        this.transaction.abort(); return request; };
    IDBObjectStore.prototype.put = function (value, key) { throw new DOMException("full"); }; }"""
Change = Callable[[dict[str, object]], dict[str, object]]


def refused(code: str) -> Change:
    return lambda told: {**told, "answer_to": None, "error": code}


def replaced(told: dict[str, object]) -> dict[str, object]:
    return told | {"serves": False}


def out_of_hours(told: dict[str, object]) -> dict[str, object]:
    return told | {"opening_hours": {"mon": []}}


def is_told(page: Page, change: Change) -> None:
    def changed(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=change(answer.json()))

    page.route("**/configuration", changed)


def expect_said_well(page: Page, name: str) -> None:
    """In Vietnamese and in English, in turn and with words of its own for each."""
    for _ in range(2):
        expect(page.locator(f".{name}")).to_be_visible()
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") == UPRIGHT["width"]
        said = page.inner_text("h1")
        until(page, lambda said=said: (page.clock.run_for(1_000), page.inner_text("h1") != said)[1])


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (refused("revoked"), "out"),
        (refused("nothing_asked"), "closed"),
        (replaced, "out"),
        (out_of_hours, "shut"),
    ],
    ids=["revoked", "nothing asked", "replaced", "out of hours"],
)
def test_it_tells_why_nothing_is_asked(tablet: Page, change: Change, name: str):
    tablet.set_viewport_size(UPRIGHT)
    is_told(tablet, change)

    sync_until(tablet, lambda: tablet.locator(f".{name}").count() == 1)

    expect_said_well(tablet, name)
    tablet.unroute_all(behavior="ignoreErrors")


def test_it_tells_that_it_is_paused(tablet: Page):
    tablet.set_viewport_size(UPRIGHT)
    tablet.locator(".start[lang=vi]").click()
    tablet.get_by_role("button", name="Hài lòng", exact=True).click()
    tablet.evaluate(FULL_DISK)
    tablet.locator("footer .primary").click()

    expect_said_well(tablet, "paused")


def test_it_tells_that_it_waits_for_its_questions_and_that_one_window_is_enough(
    context: BrowserContext, session: Session, kiosk: Kiosk, server: str
):
    page = context.new_page()
    page.clock.install()
    page.set_viewport_size(UPRIGHT)
    page.route("**/configuration", lambda route: route.abort())
    page.goto(f"{server}/kiosk/#code={a_code(session, kiosk=kiosk)}")
    expect(page.locator(".code")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name=SET_UP).click()
    expect_said_well(page, "wait")

    second = context.new_page()
    second.goto(f"{server}/kiosk/")
    expect(second.locator(".second")).to_be_visible()
    assert Axe().run(second).response["violations"] == []


def test_it_begins_by_itself_when_its_disk_works_again(
    context: BrowserContext, server: str, tablet: Page
):
    tablet.close()
    page = context.new_page()
    page.clock.install()
    page.add_init_script(
        "const open = indexedDB.open; window.mend = () => { IDBFactory.prototype.open = open; };"
        "IDBFactory.prototype.open = () => { throw new DOMException('broken'); };"
    )
    page.goto(f"{server}/kiosk/")
    expect(page.locator(".paused")).to_be_visible()

    page.evaluate("() => void mend()")
    page.clock.run_for(7_000)

    expect(page.locator(".rest")).to_be_visible()
    rate(page, "Hài lòng")
