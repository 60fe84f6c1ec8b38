"""The page that leads a newcomer from a slip to the index, and what a start makes ready for it."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from survey.clock import local_day, now
from survey.demonstration import people, preparing, report, slips, waiting
from survey.demonstration.installation import Installation
from survey.demonstration.report import Report
from survey.models.account import Account
from survey.models.point import ServicePoint
from survey.models.rating import Channel, PendingRating
from survey.models.response import Response
from survey.models.slip import SlipPool
from survey.models.slip_code import digest

PAGE = "/demonstration"


@pytest.fixture
def installation(app: Flask, ward: ServicePoint, tmp_path: Path) -> Installation:
    return Installation(tmp_path, "", "127.0.0.1", 8123)


@pytest.fixture
def ready(app: Flask, installation: Installation) -> Report:
    return start(app, installation)


def start(app: Flask, installation: Installation) -> Report:
    with app.app_context():
        return preparing.make_ready(installation, now=now())


def press(client: FlaskClient, path: str) -> str:
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(PAGE).text)[1]
    answer = client.post(f"{PAGE}/{path}", data={"csrf_token": token}, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def rate(client: FlaskClient, url: str) -> int:
    """Rate as the page does; the answer's status."""
    page = client.get(url).text
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    sheet = {"version": version, "action": "send", "a.overall": "1"}
    return client.post(url, data=sheet).status_code


def number(session: Session, table: type) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(table))


def test_the_page_leads_on_and_the_closed_day_holds_the_newcomers_rating(
    client: FlaskClient, session: Session, ready: Report
):
    page = client.get(PAGE).text
    slip = re.search(r'href="(/r/[0-9A-Z]{26})"', page)[1]

    assert rate(client, slip) == 200
    waiting_before = number(session, PendingRating)
    told = press(client, "close-day")

    assert waiting_before >= 14
    assert number(session, PendingRating) == 0
    assert number(session, Response) == waiting_before
    assert str(waiting_before) in told
    assert slip not in client.get(PAGE).text


def test_closing_twice_changes_nothing(client: FlaskClient, session: Session, ready: Report):
    press(client, "close-day")
    sealed = number(session, Response)

    press(client, "close-day")

    assert number(session, Response) == sealed


def test_too_few_wait_until_companions_are_added(
    client: FlaskClient, session: Session, ready: Report
):
    press(client, "close-day")
    sealed = number(session, Response)
    rate(client, ready.slip_urls[0].removeprefix(ready.base_url))

    page = client.get(f"{PAGE}?lang=en").text
    assert "The day can be closed once 9 more ratings wait" in page
    press(client, "companions")
    press(client, "close-day")

    assert number(session, Response) == sealed + 10


def test_companions_are_added_only_where_some_are_missing(
    client: FlaskClient, session: Session, ready: Report
):
    press(client, "close-day")
    press(client, "companions")
    press_again = client.post(f"{PAGE}/companions")

    assert press_again.status_code == 400  # without a token nothing is added
    assert number(session, PendingRating) == 10


def test_without_simulated_data_the_page_does_not_exist(app: Flask, ward: ServicePoint):
    settings = app.config["SETTINGS"].model_copy(update={"simulated": False})
    app.config["SETTINGS"] = settings

    assert app.test_client().get(PAGE).status_code == 404


def test_without_the_province_the_page_does_not_exist(client: FlaskClient):
    assert client.get(PAGE).status_code == 404


def test_the_page_says_so_when_no_slip_is_left(client: FlaskClient, ward: ServicePoint):
    assert "No fresh slip is left" in client.get(f"{PAGE}?lang=en").text


def test_a_start_writes_what_tools_need(ready: Report, tmp_path: Path, client: FlaskClient):
    written = json.loads((tmp_path / report.FILE).read_text())

    assert written["base_url"] == "http://127.0.0.1:8123"
    assert len(set(written["slip_urls"])) >= slips.FEWEST
    assert {account["role"] for account in written["accounts"]} == {
        colleague.role.value for colleague in people.COLLEAGUES
    }
    for url in (written["slip_urls"][0], written["poster_url"], written["journey_url"]):
        assert client.get(url.removeprefix(written["base_url"])).status_code == 200
    assert (tmp_path / report.FILE).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "slips.pdf").read_bytes().startswith(b"%PDF")


def test_a_second_start_keeps_slips_and_passwords(
    app: Flask, session: Session, installation: Installation, ready: Report
):
    again = start(app, installation._replace(port=8124))

    assert again.accounts == ready.accounts
    assert again.slip_urls == [url.replace(":8123/", ":8124/") for url in ready.slip_urls]
    assert number(session, Account) == len(people.COLLEAGUES)


def test_used_and_expired_slips_are_replaced(
    app: Flask, client: FlaskClient, session: Session, installation: Installation, ready: Report
):
    rate(client, ready.slip_urls[0].removeprefix(ready.base_url))
    assert ready.slip_urls[0] not in start(app, installation).slip_urls
    yesterday = local_day(now()).replace(year=2020)
    session.execute(update(SlipPool).values(valid_from=yesterday, valid_to=yesterday))
    session.commit()

    fresh = start(app, installation).slip_urls

    assert len(fresh) >= slips.FEWEST
    assert not set(fresh) & set(ready.slip_urls)


def test_a_changed_password_and_a_closed_account_are_put_right(
    app: Flask, client: FlaskClient, session: Session, installation: Installation, ready: Report
):
    session.execute(update(Account).values(password_hash="other", disabled_at=now()))
    session.commit()

    start(app, installation)

    account = session.scalars(select(Account).where(Account.login == ready.accounts[2].login)).one()
    assert account.disabled_at is None
    page = client.get("/sign-in").text
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', page)[1]
    sheet = {
        "login": account.login,
        "password": ready.accounts[2].password,
        "csrf_token": token,
    }
    assert client.post("/sign-in", data=sheet).status_code == 303


def test_enough_wait_by_slip_after_every_start(
    client: FlaskClient, app: Flask, session: Session, installation: Installation, ready: Report
):
    press(client, "close-day")

    start(app, installation)

    by_slip = select(func.count()).where(PendingRating.channel == Channel.SLIP)
    session.rollback()
    assert session.scalar(by_slip) >= waiting.FEWEST


def test_a_slip_of_the_list_is_good_until_it_is_used(
    app: Flask, client: FlaskClient, session: Session, ready: Report
):
    codes = [url.rpartition("/")[2] for url in ready.slip_urls]
    rate(client, f"/r/{codes[3]}")

    with app.app_context():
        left = slips.unused(session, codes=codes, now=now())

    assert [slip.code for slip in left] == codes[:3] + codes[4:]
    assert digest(codes[0]) != digest(codes[1])
