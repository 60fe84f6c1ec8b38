"""The kiosk's page in Chromium: an agency, a kiosk at its counter, an enrolled tablet."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session

from kiosk import register
from survey.models.agency import Agency
from survey.models.kiosk import Kiosk
from survey.models.point import ServicePoint
from survey.questionnaires.packs import shipped
from tests.factories import a_kiosk, a_point, a_version, an_agency
from tests.kiosk.camera import film
from tests.kiosk.conftest import a_code
from tests.kiosk.tablet import PIN, enrol

CAMERA = (
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)
Camera = Callable[[str], Page]
ACROSS = {"width": 1280, "height": 800}


@pytest.fixture
def agency(session: Session) -> Agency:
    agency = an_agency(session, name="Ủy ban nhân dân phường Trần Hưng Đạo")
    a_version(session, asked_by=agency, definition=shipped()["quay-ngan"])
    return agency


@pytest.fixture
def point(session: Session, agency: Agency) -> ServicePoint:
    return a_point(session, agency=agency, name="Quầy số 3")


@pytest.fixture
def kiosk(session: Session, point: ServicePoint) -> Kiosk:
    kiosk = a_kiosk(session, at=point)
    kiosk.pin_digest = register.pin_digest(PIN, salt=kiosk.pin_salt)
    session.commit()
    return kiosk


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=ACROSS, locale="vi-VN")
    yield context
    context.close()


@pytest.fixture
def tablet(context: BrowserContext, session: Session, kiosk: Kiosk, server: str) -> Page:
    """Enrolled, and at rest."""
    page = context.new_page()
    page.clock.install()
    enrol(page, server=server, code=a_code(session, kiosk=kiosk))
    return page


@pytest.fixture
def camera(
    launch_browser: Callable[..., Browser],
    browser_type_launch_args: dict[str, Any],
    tmp_path: Path,
) -> Iterator[Camera]:
    """An empty page in a browser whose camera sees a code."""
    opened: list[Browser] = []

    def page(shows: str) -> Page:
        seen = film(tmp_path / "seen.y4m", shows=shows)
        plain = browser_type_launch_args["args"]
        args = [*plain, *CAMERA, f"--use-file-for-fake-video-capture={seen}"]
        opened.append(launch_browser(args=args))
        return opened[-1].new_context(locale="vi-VN", permissions=["camera"]).new_page()

    yield page
    for browser in opened:
        browser.close()
