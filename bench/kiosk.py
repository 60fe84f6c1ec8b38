"""How soon the kiosk shows the next screen, with an empty and a full queue, and what it holds."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.figures import Figure, Report, at_most, ratios
from tests.chromium import LAUNCH
from tests.kiosk.faults import RATE, served
from tests.kiosk.tablet import enrol, in_store

TITLE = "Kiosk: tablet of 7 inches in Chromium, without a network"
LONGEST_DRAIN = 1_200  # seconds
UPRIGHT = {"width": 600, "height": 1024}
# From the tap to the frame that shows the next screen, to and fro; each answer in turn.
TAP = """async (times) => {
    const shown = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const spent = [];
    const tap = async (button) => {
        const began = performance.now();
        button.click();
        await shown();
        spent.push(performance.now() - began);
    };
    const start = () => document.querySelector(".start");
    const back = () => document.querySelector("footer .quiet");
    for (let n = 0; n < times; n++) { await tap(start()); await tap(back()); }
    return spent;
}"""
FIRST_LOAD = """() => [...performance.getEntriesByType("navigation"),
    ...performance.getEntriesByType("resource")].reduce((sum, one) => sum + one.transferSize, 0)"""


@dataclass(frozen=True)
class Scale:
    queued: int
    taps: int
    rounds: int


FULL = Scale(queued=20_000, taps=200, rounds=5)
QUICK = Scale(queued=2_000, taps=100, rounds=3)
TINY = Scale(queued=5, taps=2, rounds=1)


class Look(NamedTuple):
    """The page at one length of its queue: each round's slow taps, and what its heap holds."""

    slow_ms: list[float]
    heap_mb: float


def measure(scale: Scale) -> Report:
    with _kiosk() as (page, session):
        first_load = page.evaluate(FIRST_LOAD) / 1000
        page.context.set_offline(True)
        empty = _look(page, session, scale=scale)
        page.evaluate(f"({RATE})({scale.queued})")
        full = _look(page, session, scale=scale)
        drained = _drained(page)
        refused = _count(page, "aside")
    queued = f"{scale.queued:,} queued"
    figures = [
        Figure("first load, on the wire", [first_load], "kB", at_most(150)),
        Figure("tap to next screen, p95, none queued", empty.slow_ms, "ms", at_most(100)),
        Figure(f"tap to next screen, p95, {queued}", full.slow_ms, "ms", at_most(100)),
        ratios("full ÷ empty", full.slow_ms, empty.slow_ms),
        Figure("heap, none queued", [empty.heap_mb], "MB"),
        Figure(f"heap, {queued}", [full.heap_mb], "MB"),
        ratios("heap, full ÷ empty", [full.heap_mb], [empty.heap_mb], aim=at_most(1.2)),
        Figure(f"drained, {queued}", [drained], "s", at_most(600)),
        Figure("refused", [refused], "", at_most(0)),
    ]
    notes = ["queued one by one as the send button does, each durable before the next"]
    return Report("kiosk", TITLE, figures, notes)


def _look(page: Page, session: CDPSession, *, scale: Scale) -> Look:
    page.evaluate(f"({TAP})({scale.taps})")  # warm
    slow = [
        quantiles(page.evaluate(f"({TAP})({scale.taps})"), n=20)[-1] for _ in range(scale.rounds)
    ]
    session.send("HeapProfiler.collectGarbage")
    return Look(slow, session.send("Runtime.getHeapUsage")["usedSize"] / 1e6)


def _drained(page: Page) -> float:
    """Seconds from the return of the network until nothing waits any more."""
    began = time.perf_counter()
    page.context.set_offline(False)
    while _count(page, "queue") and time.perf_counter() - began < LONGEST_DRAIN:
        page.wait_for_timeout(500)
    return time.perf_counter() - began


def _count(page: Page, store: str) -> int:
    act = "store.count().onsuccess = (event) => done(String(event.target.result));"
    return int(in_store(page, store, act=act))


@contextmanager
def _kiosk() -> Iterator[tuple[Page, CDPSession]]:
    """Enrolled and at rest."""
    with (
        TemporaryDirectory(prefix="hailong-bench-") as folder,
        served(Path(folder)) as (address, code),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**LAUNCH)
        page = browser.new_context(viewport=UPRIGHT).new_page()
        enrol(page, server=address, code=code)
        yield page, page.context.new_cdp_session(page)
        browser.close()
