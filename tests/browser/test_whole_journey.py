"""From the printed sheet to the agency's index: one citizen's rating, followed all the way."""

import csv
import io
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.citizen.submission import Submission, record
from survey.clock import local_day, now
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.point import ServicePoint
from survey.models.questionnaire import QuestionnaireVersion
from survey.models.rating import Channel
from survey.models.slip_code import digest
from survey.questionnaires.packs import shipped
from survey.registry.commands import slips
from survey.sealing import night
from tests.documents.reading import pages
from tests.factories import a_point, a_version, an_agency, some_slips
from tests.staff import a_browser_with

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
CROWD = 14  # others whose ratings wait, so that one among them is not alone in its batch


@pytest.fixture
def point(session: Session) -> ServicePoint:
    agency = an_agency(session, name="Ủy ban nhân dân phường Trần Hưng Đạo")
    a_version(session, asked_by=agency, definition=shipped()["quay-ngan"])
    return a_point(session, agency=agency, name="Quầy số 3")


def rated_by_others(session: Session, *, at: ServicePoint) -> None:
    version_id = session.scalars(select(QuestionnaireVersion.id)).one()
    for code in some_slips(session, point=at, count=CROWD):
        submission = Submission(
            key=uuid4(),
            channel=Channel.SLIP,
            agency_id=at.agency_id,
            point_id=at.id,
            version_id=version_id,
            language="vi",
            answers={"overall": "satisfied"},
            slip_digest=digest(code),
        )
        record(session, submission=submission, now=now())
        session.commit()


def printed_links(app: Flask, *, point: ServicePoint) -> list[str]:
    """What the QR codes on a sheet say that the command printed."""
    sheet = app.config["SETTINGS"].var_dir / "slips.pdf"
    asked = ["--point", point.code, "--count", "8", "-o", str(sheet)]
    told = app.test_cli_runner().invoke(slips, asked)
    assert told.exit_code == 0, told.output
    return [scan.content for page in pages(sheet.read_bytes()) for scan in page.scans]


def seal_today(app: Flask) -> None:
    with app.app_context():
        list(night.seal(through=local_day(now()), now=now() + timedelta(days=2)))


def figures(app: Flask, session: Session, *, agency: Agency) -> tuple[int, str, str]:
    """The n of the headline, the month as its CSV has it, and the page."""
    session.rollback()  # what was loaded before belongs to a snapshot that has passed
    browser = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=agency)
    month = f"{local_day(now()):%Y-%m}"
    page = browser.get(f"/results/{agency.code}?period={month}").text
    table = browser.get(f"/results/{agency.code}/months.csv?period={month}").text
    found = re.search(r"n = (\d+)", page)
    return int(found[1]) if found else 0, table, page


def test_a_rating_travels_from_the_printed_sheet_to_the_index(
    app: Flask, session: Session, browser: Browser, server: str, point: ServicePoint
):
    agency = session.get_one(Agency, point.agency_id)
    app.config["SETTINGS"] = app.config["SETTINGS"].model_copy(update={"base_url": server})
    rated_by_others(session, at=point)
    seal_today(app)
    before, _, _ = figures(app, session, agency=agency)
    rated_by_others(session, at=point)
    link, *_others = printed_links(app, point=point)

    rate_in_vietnamese(browser.new_context(viewport=PHONE).new_page(), link)
    unsealed, _, _ = figures(app, session, agency=agency)
    seal_today(app)
    after, table, page = figures(app, session, agency=agency)

    assert unsealed == before == CROWD
    assert after == before + CROWD + 1
    (row,) = [
        r for r in csv.DictReader(io.StringIO(table.lstrip("\ufeff"))) if str(after) in r.values()
    ]
    assert row["n"] == str(after)
    assert row["Hài lòng, %"].replace(".", ",") == percent_in(page)


def rows_of(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.lstrip("\ufeff"))))


def rate_in_vietnamese(phone: Page, link: str) -> None:
    phone.goto(link)
    phone.get_by_text("Rất không hài lòng", exact=True).click()
    phone.get_by_role("button", name="Gửi đánh giá").click()
    expect(phone.get_by_role("heading", name="Cảm ơn Ông/Bà")).to_be_visible()


def percent_in(text: str) -> str:
    found = re.search(r"\d+,\d", text)
    assert found
    return found[0]


def test_an_officer_sees_the_figures_in_a_browser(
    app: Flask, session: Session, browser: Browser, server: str, point: ServicePoint
):
    agency = session.get_one(Agency, point.agency_id)
    rated_by_others(session, at=point)
    seal_today(app)
    client = a_browser_with(app, session, role=Role.LEADER, at=agency)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies(
        [{"name": c.key, "value": c.value, "url": server} for c in cookies_of(client)]
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(f"{server}/results/{agency.code}?period={local_day(now()):%Y-%m}")

    expect(page.get_by_text(f"n = {CROWD}").first).to_be_visible()
    expect(page.locator("figure svg").first).to_be_visible()
    assert complaints == []


def cookies_of(client):
    return list(client._cookies.values())
