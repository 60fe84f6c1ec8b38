"""Whatever the network does, each rating is there exactly once afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Event

import pytest
from playwright.sync_api import BrowserContext, Page
from sqlalchemy.orm import Session

from survey.models.kiosk import Kiosk
from tests.kiosk import proxy
from tests.kiosk.conftest import a_code
from tests.kiosk.proxy import Fault, Network, Request
from tests.kiosk.tablet import (
    enrol,
    rate,
    recorded,
    stored,
    sync_until,
    sync_until_none_waits,
    until,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
FIRST_WAIT, LONGEST_WAIT = 5, 300  # seconds
SETTLES = 300  # ms of real time in which an attempt that is due has been made


@pytest.fixture
def between(server: str) -> Iterator[tuple[Network, int]]:
    with proxy.network(int(server.rpartition(":")[2])) as made:
        yield made


@pytest.fixture
def bad(between: tuple[Network, int]) -> Network:
    return between[0]


@pytest.fixture
def tablet(
    context: BrowserContext, session: Session, kiosk: Kiosk, between: tuple[Network, int]
) -> Page:
    """Enrolled through the network."""
    page = context.new_page()
    page.clock.install()
    enrol(page, server=f"http://127.0.0.1:{between[1]}", code=a_code(session, kiosk=kiosk))
    return page


@pytest.mark.parametrize(
    "faults",
    [
        [proxy.dropped],
        [proxy.unanswered],
        [proxy.half_open],
        [proxy.truncated],
        [proxy.portal],
        [proxy.doubled],
        [proxy.delayed, proxy.overtaking],
        [proxy.unanswered, proxy.portal, proxy.truncated, proxy.dropped, proxy.doubled],
    ],
    ids=lambda faults: " then ".join(fault.__name__ for fault in faults),
)
def test_each_rating_is_recorded_exactly_once(
    tablet: Page, bad: Network, session: Session, faults: list[Fault]
):
    bad.coming = list(faults)
    for answer in ("Rất hài lòng", "Không hài lòng", "Rất không hài lòng"):
        rate(tablet, answer)
        tablet.clock.run_for(9_000)  # back to rest

    sync_until_none_waits(tablet)

    assert bad.coming == []
    assert (stored(tablet), stored(tablet, "aside")) == ([], [])
    assert recorded(session) == 3


@pytest.mark.parametrize(("chance", "share"), [(0, 0.5), (0.999999, 1)], ids=["early", "late"])
def test_attempts_that_fail_come_ever_more_rarely_up_to_five_minutes(
    tablet: Page, bad: Network, chance: float, share: float
):
    until(tablet, lambda: any(path.endswith("/heartbeat") for path in bad.seen))
    bad.always = proxy.dropped
    _stop_the_clock(tablet)
    tablet.evaluate(f"Math.random = () => {chance}; dispatchEvent(new Event('online'))")
    _run_to_the_next_attempt(tablet, bad)
    waits = [min(LONGEST_WAIT, FIRST_WAIT * 2**times) * share for times in range(9)]

    attempts = [_attempts_within(tablet, bad, wait=wait) for wait in waits]

    # By chance after a half of the wait at the earliest, and after the whole of it at the latest.
    assert attempts == [(0, 1)] * len(waits)


def test_a_network_that_returns_during_an_attempt_is_tried_right_after_it(
    tablet: Page, bad: Network
):
    bad.always = proxy.dropped
    for _ in range(8):  # by now the next attempt is minutes away
        _attempt(tablet, bad)
    answered = Event()

    def late(network: Network, request: Request) -> None:
        answered.wait()

    bad.always = late
    _attempt(tablet, bad)
    tablet.evaluate("dispatchEvent(new Event('online'))")
    bad.always = None
    bad.seen.clear()
    answered.set()

    until(tablet, lambda: any(path.endswith("/heartbeat") for path in bad.seen))


def _attempt(tablet: Page, bad: Network) -> None:
    before = _attempts(bad)
    sync_until(tablet, lambda: _attempts(bad) > before)


def _stop_the_clock(tablet: Page) -> None:
    """From here on the page's time passes only where the test lets it."""
    soon = datetime.fromtimestamp(tablet.evaluate("Date.now()") / 1000 + 1, UTC)
    tablet.clock.pause_at(soon)


def _run_to_the_next_attempt(tablet: Page, bad: Network) -> None:
    """In small steps: one that was under way when the network returned has first to end."""
    before = _attempts(bad)

    def is_made() -> bool:
        tablet.clock.run_for(100)
        return _attempts(bad) > before

    until(tablet, is_made)
    tablet.wait_for_timeout(SETTLES)


def _attempts_within(tablet: Page, bad: Network, *, wait: float) -> tuple[int, int]:
    """Before the wait is over, and as soon as it is."""
    counts = []
    for milliseconds in (round(wait * 1000) - 500, 500):
        before = _attempts(bad)
        tablet.clock.run_for(milliseconds)
        tablet.wait_for_timeout(SETTLES)
        counts.append(_attempts(bad) - before)
    return counts[0], counts[1]


def _attempts(bad: Network) -> int:
    """Each begins by asking for the configuration."""
    return sum(path.endswith("/configuration") for path in bad.seen)
