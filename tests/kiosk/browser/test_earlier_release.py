"""An earlier release, kept as it was served, on a tablet whose server is today's."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, Response
from playwright.sync_api import BrowserContext, Page
from sqlalchemy.orm import Session

from survey.models.kiosk import Kiosk
from tests.kiosk.conftest import a_code
from tests.kiosk.tablet import (
    RELEASES,
    enrol,
    expect_waiting,
    keep_release,
    rate,
    recorded,
    shown,
    stored,
    sync_now,
    sync_until_none_waits,
    taking_no_ratings,
    until,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
KEPT = Path(__file__).parent.parent / "releases" / "earlier.json.gz"
EARLIER = json.loads(gzip.decompress(KEPT.read_bytes()))
SERVED_BY = {
    "kiosk.page": "/kiosk/",
    "kiosk.worker": "/kiosk/worker.js",
    "kiosk.release": "/kiosk/release.json",
}


@pytest.fixture
def old_tablet(
    context: BrowserContext, session: Session, kiosk: Kiosk, server: str, app: Flask
) -> Page:
    """Enrolled when the earlier release was new; meanwhile the server serves today's."""
    todays = dict(app.view_functions)
    app.view_functions |= {view: _as_it_was(path) for view, path in SERVED_BY.items()}
    app.view_functions["kiosk.file"] = lambda release, filename: _answer(
        f"/kiosk/files/{release}/{filename}"
    )
    page = context.new_page()
    page.clock.install()
    enrol(page, server=server, code=a_code(session, kiosk=kiosk))
    app.view_functions |= todays
    return page


def _as_it_was(path: str) -> Callable[[], Response]:
    return lambda: _answer(path)


def _answer(path: str) -> Response:
    file = EARLIER["files"][path]
    answer = Response(file["text"])
    answer.headers.update(file["headers"])
    return answer


def test_what_it_took_is_recorded_and_it_goes_on(old_tablet: Page, session: Session):
    assert shown(old_tablet) == EARLIER["stamp"]
    rate(old_tablet, "Không hài lòng")
    expect_waiting(old_tablet, 1)

    sync_until_none_waits(old_tablet)

    assert (stored(old_tablet, "aside"), recorded(session)) == ([], 1)


def test_todays_release_takes_over_with_all_that_waited(
    old_tablet: Page, session: Session, app: Flask
):
    with taking_no_ratings(app):
        rate(old_tablet, "Không hài lòng")
        old_tablet.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
        until(old_tablet, lambda: _has_todays_worker(old_tablet))

        until(old_tablet, lambda: _shown_anew(old_tablet) != EARLIER["stamp"])
        keep_release(old_tablet)
        expect_waiting(old_tablet, 1)
    rate(old_tablet, "Hài lòng")
    sync_until_none_waits(old_tablet)

    assert (stored(old_tablet, "aside"), recorded(session)) == ([], 2)


def _has_todays_worker(page: Page) -> bool:
    """Which alone keeps releases in a database of their own."""
    names = page.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))")
    return RELEASES[1] in names


def _shown_anew(page: Page) -> str:
    sync_now(page)
    page.clock.run_for(8_500)
    return shown(page)
