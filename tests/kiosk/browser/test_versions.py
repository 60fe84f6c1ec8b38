"""An old page with a new server, a new page with an old one, and a memory of another release."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from sqlalchemy.orm import Session

from tests.kiosk.tablet import rate, recorded, stored, sync_until_none_waits

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

FIRST = ("service", "protocol", "answer_to", "now")
CONFIGURATION = (  # all that the first release of the server told
    "serves",
    "placement",
    "point",
    "agency",
    "version",
    "questionnaire",
    "procedure",
    "procedures",
    "sealing_key",
    "pin",
)
# The memory as another release made it: what it held is put back into stores of its own choice.
REMAKE = """async ([version, stores]) => {
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result); request.onerror = reject; });
    const all = (store) => new Promise((resolve) => { const found = [];
        store.openCursor().onsuccess = ({ target: { result } }) => {
            if (!result) return resolve(found);
            found.push([result.primaryKey, result.value]); result.continue(); } });
    const shapes = { device: {}, queue: { keyPath: "order", autoIncrement: true },
        aside: { keyPath: "key" }, later: {} };
    const before = await done(indexedDB.open("hailong-kiosk"));
    const names = stores.filter((name) => before.objectStoreNames.contains(name));
    const held = {};
    for (const name of names) held[name] = await all(before.transaction(name).objectStore(name));
    before.close();
    await done(indexedDB.deleteDatabase("hailong-kiosk"));
    const request = indexedDB.open("hailong-kiosk", version);
    request.onupgradeneeded = () => {
        for (const name of stores) request.result.createObjectStore(name, shapes[name]); };
    const after = await done(request);
    const change = after.transaction(names, "readwrite");
    for (const name of names) for (const [key, value] of held[name])
        change.objectStore(name).put(value, shapes[name].keyPath ? undefined : key);
    await new Promise((resolve) => (change.oncomplete = resolve));
    after.close();
}"""


@pytest.mark.parametrize(
    ("version", "stores"),
    [(1, ["device", "queue"]), (7, ["device", "queue", "aside", "later"])],
    ids=["earlier", "later"],
)
def test_the_queue_stays_whichever_release_made_the_memory(
    tablet: Page, context: BrowserContext, session: Session, version: int, stores: list[str]
):
    tablet.route("**/ratings", lambda route: route.abort())
    rate(tablet, "Không hài lòng")
    address = tablet.url
    tablet.goto(f"{address}release.json")  # of the same origin, and without a page that writes
    tablet.evaluate(REMAKE, [version, stores])

    tablet.goto(address)
    expect(tablet.locator(".rest")).to_be_visible()
    assert [record["number"] for record in stored(tablet)] == [1]
    rate(tablet, "Hài lòng")
    assert [record["number"] for record in stored(tablet)] == [1, 2]
    tablet.unroute_all(behavior="ignoreErrors")
    sync_until_none_waits(tablet)

    assert (recorded(session), stored(tablet, "aside")) == (2, [])


def test_a_page_works_with_a_server_that_tells_more_than_it_knows(tablet: Page, session: Session):
    def later(route: Route) -> None:
        answer = route.fetch()
        told = answer.json() | {"protocols": [1, 2], "advice": {"of": "a later release"}}
        route.fulfill(response=answer, json=told)

    tablet.route("**/kiosk/api/1/**", later)
    rate(tablet, "Hài lòng")
    sync_until_none_waits(tablet)
    tablet.unroute_all(behavior="wait")

    assert recorded(session) == 1


def test_a_page_works_with_a_server_that_knows_less(tablet: Page, session: Session):
    def earlier(route: Route) -> None:
        answer = route.fetch()
        known: dict[str, Any] = {
            key: value for key, value in answer.json().items() if key in FIRST + CONFIGURATION
        }
        route.fulfill(response=answer, json=known)

    tablet.route("**/configuration", earlier)
    tablet.route("**/heartbeat", lambda route: route.fulfill(status=404, body="Not Found"))
    tablet.reload()
    expect(tablet.locator(".rest")).to_be_visible()
    rate(tablet, "Hài lòng")
    sync_until_none_waits(tablet)
    tablet.unroute_all(behavior="ignoreErrors")

    assert recorded(session) == 1


def test_a_page_keeps_everything_where_the_server_speaks_another_protocol_alone(
    tablet: Page, session: Session
):
    asked: list[str] = []

    def other(route: Route) -> None:
        asked.append(route.request.url)
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"protocol": 2})

    tablet.route("**/kiosk/api/1/**", other)
    rate(tablet, "Hài lòng")
    tablet.evaluate("dispatchEvent(new Event('online'))")
    tablet.clock.run_for(1_500)
    expect(tablet.locator(".thanks, .rest")).to_be_visible()
    assert (len(stored(tablet)), recorded(session)) == (1, 0)

    tablet.unroute_all(behavior="ignoreErrors")
    sync_until_none_waits(tablet)

    assert recorded(session) == 1
