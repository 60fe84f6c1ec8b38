"""What tests in Chromium do with a kiosk's page, and how they look into its memory."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, Response
from playwright.sync_api import Error, Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.rating import PendingRating

SET_UP = "Thiết lập ki-ốt"
SLOW = 30_000  # ms; the server of a test may be busy with others
PATIENCE = 45  # seconds; the page itself waits 30 for an answer that may have been lost
SEND = "Gửi đánh giá"
PIN = "2468"
QUEUES = "hailong-kiosk"
RELEASES = ("kept", "hailong-kiosk-releases")
ALL = "store.getAll().onsuccess = (event) => done(JSON.stringify(event.target.result));"


def enrol(page: Page, *, server: str, code: str) -> None:
    """At rest, and in the worker's hands: what a test routes while the worker takes the page over
    may pass the route by, once or for good.
    """
    page.goto(f"{server}/kiosk/#code={code}")
    page.get_by_role("button", name=SET_UP).click()
    expect(page.locator(".rest")).to_be_visible(timeout=SLOW)
    expect_worker(page)


def rate(page: Page, answer: str) -> None:
    page.locator(".start[lang=vi]").click()
    page.get_by_role("button", name=answer, exact=True).click()
    page.get_by_role("button", name=SEND).click()
    expect(page.locator(".thanks")).to_be_visible()


def tell_pin(page: Page, pin: str = PIN) -> None:
    """From the rest screen, or from that of the PIN."""
    if page.locator("#asked").count() == 0:
        page.locator(".staff").click()
    page.locator("#asked").fill(pin)
    page.locator("form button.primary").click()


def in_store(
    page: Page, name: str, database: str = QUEUES, *, act: str, mode: str = "readonly"
) -> Any:
    """What `act`, as a script, hands to `done`; it may use `store` and `change`."""
    return page.evaluate(
        f"""async () => {{
            const opened = await new Promise((done, fail) => {{
                const asked = indexedDB.open("{database}");
                asked.onsuccess = () => done(asked.result);
                asked.onerror = () => fail(asked.error);
                asked.onblocked = () => fail(new Error("blocked"));
            }});
            const change = opened.transaction("{name}", "{mode}");
            const store = change.objectStore("{name}");
            return new Promise((done, fail) => {{
                change.onabort = () => fail(change.error ?? new Error("aborted"));
                {act}
            }});
        }}"""
    )


def stored(page: Page, store: str = "queue") -> list[dict[str, Any]]:
    return json.loads(in_store(page, store, act=ALL))


def spoil(page: Page) -> None:
    """What waits becomes unreadable for the server."""
    act = """change.oncomplete = () => done(""); store.openCursor().onsuccess = ({ target }) => {
        if (!target.result) return;
        target.result.update({ ...target.result.value, sealed: "AAAA" });
        target.result.continue(); }"""
    in_store(page, "queue", act=act, mode="readwrite")


def until(page: Page, holds: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 10):
        try:
            if holds():
                return
        except Error as error:
            if "navigation" not in str(error):  # just then the page takes a newer release
                raise
        page.wait_for_timeout(100)
    raise AssertionError("it never came to that")


def expect_waiting(page: Page, number: int) -> None:
    until(page, lambda: len(stored(page)) == number)


def sync_now(page: Page) -> None:
    """As when the network returns."""
    page.evaluate("dispatchEvent(new Event('online'))")
    page.clock.run_for(1_500)


def sync_until(page: Page, holds: Callable[[], bool]) -> None:
    """A nudge during an attempt leads to another after it, when the page's time goes on."""

    def holds_after_a_nudge() -> bool:
        sync_now(page)
        return holds()

    until(page, holds_after_a_nudge)


def sync_until_none_waits(page: Page) -> None:
    sync_until(page, lambda: stored(page) == [])


def recorded(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(PendingRating)) or 0


def keep_release(page: Page) -> None:
    expect_worker(page)
    until(page, lambda: kept(page) == shown(page))


@contextmanager
def taking_no_ratings(app: Flask) -> Iterator[None]:
    """The server itself: what a test routes, a worker that takes the page over may pass by."""
    takes = app.view_functions["kiosk_device.ratings"]
    app.view_functions["kiosk_device.ratings"] = lambda: Response(status=503)
    yield
    app.view_functions["kiosk_device.ratings"] = takes


def expect_worker(page: Page) -> None:
    """The page is in the worker's hands; `ready` would wait for ever for one that failed."""
    until(page, lambda: bool(page.evaluate("Boolean(navigator.serviceWorker.controller)")))


def shown(page: Page) -> str:
    return str(page.evaluate("JSON.parse(document.getElementById('page').textContent).release"))


def kept(page: Page) -> str | None:
    """The stamp of the release that the next load shows."""
    act = "store.get('in use').onsuccess = ({ target }) => done(target.result?.stamp ?? null)"
    return in_store(page, *RELEASES, act=act)
