"""The main navigation and the agency switcher: what a role may open, and nothing else."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey.models.account import Role
from survey.models.agency import Agency
from survey.navigation import SECTIONS
from survey.policy import POLICY
from tests.factories import an_agency
from tests.quality_things import an_action
from tests.staff import a_browser_with


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, name="Tỉnh Mẫu", code="tinh")


@pytest.fixture
def commune(session: Session, province: Agency) -> Agency:
    return an_agency(session, name="Xã Đông Mẫu", code="xa-dong", under=province)


def links(page: str) -> list[str]:
    return re.findall(r'<a [^>]*?href="([^"]+)"', navigation(page))


def navigation(page: str) -> str:
    return page.split('id="navigation"')[1].split("</nav>")[0]


@pytest.mark.parametrize("role", Role)
def test_every_entry_opens_for_whom_it_is_shown(
    app: Flask, session: Session, commune: Agency, role: Role
):
    browser = a_browser_with(app, session, role=role, at=commune)

    found = links(browser.get("/profile").text)

    assert [address for address in found if browser.get(address).status_code != 200] == []
    allowed = {
        place.endpoint
        for section in SECTIONS
        for place in section.places
        if place.endpoint in POLICY and role in POLICY[place.endpoint].roles
    }
    assert len(found) == len(allowed)


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("/quality-system/xa-dong", "Documents and processes"),
        ("/quality-system/xa-dong/calendar", "Calendar"),
        ("/quality-system/xa-dong/plans/new", "Objectives and plans"),
        ("/checks/xa-dong", "Checks"),
        ("/quality-system/actions/1", "Corrective actions"),
    ],
)
def test_the_entry_nearest_to_the_page_is_marked_and_no_other(
    app: Flask, session: Session, commune: Agency, address: str, label: str
):
    an_action(session, agency=commune)
    browser = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=commune)

    page = browser.get(f"{address}?lang=en").text

    assert re.findall(r'aria-current="page"[^>]*>\s*([^<]+?)\s*<', navigation(page)) == [label]


@pytest.mark.parametrize("role", Role)
def test_the_first_page_after_signing_in_opens(
    app: Flask, session: Session, commune: Agency, role: Role
):
    browser = a_browser_with(app, session, role=role, at=commune)

    page = browser.get("/", follow_redirects=True)

    assert page.status_code == 200
    assert page.request.path == ("/accounts" if role is Role.SYSTEM_ADMIN else "/today")


def test_who_may_open_nothing_is_told_whom_to_ask(
    app: Flask, session: Session, commune: Agency, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("survey.navigation.BEGINNINGS", ())
    browser = a_browser_with(app, session, role=Role.CLERK, at=commune)

    assert "chưa có vai trò nào" in browser.get("/").text


def test_the_page_that_is_open_is_marked(app: Flask, session: Session, province: Agency):
    browser = a_browser_with(app, session, role=Role.SYSTEM_ADMIN, at=province)

    for address in ("/accounts", "/accounts/invite"):
        marked = re.findall(r'href="([^"]+)" aria-current="page"', browser.get(address).text)
        assert marked == ["/accounts"]


def test_results_of_another_agency_are_results(
    app: Flask, session: Session, province: Agency, commune: Agency
):
    browser = a_browser_with(app, session, role=Role.INSPECTOR, at=province)

    page = browser.get(f"/results/{commune.code}/control").text

    marked = re.findall(r'href="([^"]+)" aria-current="page"', page)
    assert f"/results/{province.code}" in marked


def switcher(browser: FlaskClient, address: str) -> dict[str, str]:
    page = browser.get(address).text
    if 'id="agency-switcher"' not in page:
        return {}
    menu = page.split('id="agency-switcher"')[1].split("</details>")[0]
    entries = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)<', menu)
    return {
        label: href.replace("&amp;", "&")
        for href, label in entries
        if label != "Tất cả cơ quan"  # the whole list, not one of the agencies
    }


def test_the_switcher_leads_down_from_the_own_agency_and_no_higher(
    app: Flask, session: Session, province: Agency, commune: Agency
):
    an_agency(session, name="Thôn Một", code="thon", under=commune)
    an_agency(session, name="Xã Khác", code="xa-khac", under=province)
    leader = a_browser_with(app, session, role=Role.LEADER, at=commune)
    inspector = a_browser_with(app, session, role=Role.INSPECTOR, at=province)
    page = "/asked/xa-dong?view=all&page=2"

    assert switcher(leader, page) == {
        "Xã Đông Mẫu": "/asked/xa-dong?view=all",
        "Thôn Một": "/asked/thon?view=all",
    }
    assert list(switcher(inspector, page)) == ["Tỉnh Mẫu", "Xã Đông Mẫu", "Thôn Một"]
    assert switcher(leader, "/profile") == {}


def test_every_agency_of_the_switcher_opens(
    app: Flask, session: Session, province: Agency, commune: Agency
):
    leader = a_browser_with(app, session, role=Role.LEADER, at=province)

    found = switcher(leader, "/asked/xa-dong").values()

    assert {leader.get(address).status_code for address in found} == {200}
