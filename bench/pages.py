"""What a page weighs and when it is seen, in Chromium on a slow network with an empty cache."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from playwright.sync_api import Browser, CDPSession, sync_playwright

from bench import world
from bench.figures import Aim, Figure, Report, at_most
from bench.serving import PRODUCT, serving
from survey import db, schema
from tests.chromium import LAUNCH

TITLE = "Pages: first visit in Chromium, 400 kbit/s both ways, 400 ms round trip"
ROUND_TRIP_MS = 400
BYTES_PER_SECOND = 400_000 / 8
SETTLING_MS = 500
PHONE = {"width": 360, "height": 760}
SIGN_IN = "/sign-in"
LARGEST_PAINT = """
window.largestPaint = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.largestPaint = entry.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
"""
PAINTS = """() => ({
  first: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  largest: window.largestPaint,
})"""


@dataclass(frozen=True)
class Scale:
    visits: int


FULL = Scale(visits=7)
QUICK = Scale(visits=3)
TINY = Scale(visits=1)


CITIZEN_AIMS = {"requests": at_most(3), "kilobytes": at_most(30), "seen": at_most(1.5)}


class Visit(NamedTuple):
    """One opening of a page: everything it fetched, and when it was seen."""

    requests: int
    kilobytes: float
    first_paint: float
    largest_paint: float


@dataclass
class Wire:
    """What went over the network, headers included, by request."""

    received: dict[str, float] = field(default_factory=dict)

    def watch(self, session: CDPSession) -> None:
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)

    def _sent(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):  # what is in the page itself is no request
            self.received[event["requestId"]] = 0

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.received:
            self.received[event["requestId"]] = event["encodedDataLength"]


def measure(scale: Scale) -> Report:
    with _served() as (base, code), sync_playwright() as playwright:
        browser = playwright.chromium.launch(**LAUNCH)
        citizen = [_visit(browser, url=f"{base}/r/{code}") for _ in range(scale.visits)]
        staff = [_visit(browser, url=base + SIGN_IN) for _ in range(scale.visits)]
        browser.close()
    figures = [
        *_figures(
            "citizen", citizen, requests=at_most(3), kilobytes=at_most(30), seen=at_most(1.5)
        ),
        *_figures("staff, sign-in", staff),
    ]
    notes = ["the citizen's page stands behind a slip, with twelve procedures to choose from"]
    return Report("pages", TITLE, figures, notes)


def _figures(
    page: str,
    visits: list[Visit],
    *,
    requests: Aim | None = None,
    kilobytes: Aim | None = None,
    seen: Aim | None = None,
) -> list[Figure]:
    def each(of: Callable[[Visit], float]) -> list[float]:
        return [of(visit) for visit in visits]

    return [
        Figure(f"{page}: requests", each(lambda visit: visit.requests), "", requests),
        Figure(f"{page}: on the wire", each(lambda visit: visit.kilobytes), "kB", kilobytes),
        Figure(f"{page}: first paint", each(lambda visit: visit.first_paint), "s"),
        Figure(f"{page}: largest paint", each(lambda visit: visit.largest_paint), "s", seen),
    ]


def _visit(browser: Browser, *, url: str) -> Visit:
    """A fresh context has no cache and no connection of an earlier visit."""
    context = browser.new_context(viewport=PHONE)
    context.add_init_script(LARGEST_PAINT)
    page = context.new_page()
    session, wire = context.new_cdp_session(page), Wire()
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _slow_network())
    wire.watch(session)
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(SETTLING_MS)
    paints = page.evaluate(PAINTS)
    context.close()
    return Visit(
        len(wire.received),
        sum(wire.received.values()) / 1000,
        paints["first"] / 1000,
        paints["largest"] / 1000,
    )


def _slow_network() -> dict[str, Any]:
    return {
        "offline": False,
        "latency": ROUND_TRIP_MS,
        "downloadThroughput": BYTES_PER_SECOND,
        "uploadThroughput": BYTES_PER_SECOND,
    }


@contextmanager
def _served() -> Iterator[tuple[str, str]]:
    """The product's address and the code of a slip."""
    with TemporaryDirectory(prefix="hailong-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'hailong.db'}"
        engine = db.connect(url)
        schema.migrate(engine)
        engine.dispose()
        with world.writing(url) as session:
            place = world.build(session, agencies=1, points=1, procedures=12)
            (code,) = world.slips(session, point_ids=place.point_ids, count=1)
        with serving(PRODUCT, ready="/r", HAILONG_DATABASE_URL=url) as served:
            yield f"http://127.0.0.1:{served.port}", code
