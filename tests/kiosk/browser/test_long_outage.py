"""A month without a network and a full queue: nothing is lost, nothing grows."""

import json

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from sqlalchemy.orm import Session

from tests.kiosk.tablet import (
    in_store,
    rate,
    recorded,
    stored,
    sync_until,
    sync_until_none_waits,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

FULL = 20_000
LARGEST_BATCH = 100  # records; what the protocol takes
ROOM = 5_000_000  # bytes that the heap may differ by, whatever is queued
FILL = f"""change.oncomplete = () => done(""); store.getAll(null, 1).onsuccess = (event) => {{
    const {{ order, ...one }} = event.target.result[0];
    for (let n = 1; n < {FULL}; n++)
        store.add({{ ...one, number: n + 1, key: crypto.randomUUID() }}); }}"""
COUNT = "store.count().onsuccess = (event) => done(String(event.target.result));"
TEN_DAYS = 864_000_000  # ms
# How many records each reading of a store may have brought; a cursor has one in its hand.
WATCH = """() => { window.most = 0;
    for (const [kind, name] of [[IDBObjectStore, "getAll"], [IDBObjectStore, "getAllKeys"]]) {
        const before = kind.prototype[name];
        kind.prototype[name] = function (query, count) {
            most = Math.max(most, count ?? Infinity);
            return before.call(this, query, count); } } }"""


def heap(page: Page) -> int:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return int(session.send("Runtime.getHeapUsage")["usedSize"])


def test_a_full_queue_is_sent_bit_by_bit_and_never_held_in_memory(tablet: Page):
    sent: list[int] = []

    def lost(route: Route) -> None:
        sent.append(len(json.loads(route.request.post_data or "")["records"]))
        route.abort()

    tablet.route("**/ratings", lost)
    rate(tablet, "Hài lòng")
    empty = heap(tablet)
    in_store(tablet, "queue", act=FILL, mode="readwrite")
    tablet.evaluate(WATCH)

    sync_until(tablet, lambda: bool(sent))
    tablet.clock.run_for(8_500)
    rate(tablet, "Không hài lòng")

    assert in_store(tablet, "queue", act=COUNT) == str(FULL + 1)
    assert 0 < max(sent) <= LARGEST_BATCH
    assert 0 < tablet.evaluate("most") <= LARGEST_BATCH
    assert heap(tablet) - empty < ROOM


def test_a_month_without_a_network_is_kept_and_brought(
    tablet: Page, context: BrowserContext, session: Session
):
    context.set_offline(True)
    for _ in range(3):
        tablet.clock.fast_forward(TEN_DAYS)
        expect(tablet.locator(".rest, .thanks")).to_be_visible()
        tablet.clock.run_for(8_500)
        rate(tablet, "Hài lòng")
    assert [record["number"] for record in stored(tablet)] == [1, 2, 3]

    context.set_offline(False)
    sync_until_none_waits(tablet)

    assert (recorded(session), stored(tablet, "aside")) == (3, [])
