"""Every way that a page offers is open to whom it is offered."""

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey.models.account import Role
from survey.models.agency import Agency, AgencyKind
from tests.factories import a_point, a_procedure, a_version, an_agency
from tests.staff import a_browser_with

MET_TWICE = 2
"""Pages of one endpoint that are looked at: of the person's own agency, and of another one."""


@pytest.fixture
def agencies(session: Session) -> dict[AgencyKind, Agency]:
    """A province that asks what a neighbour asks too, and a commune of it with a counter."""
    province = an_agency(session, name="Tỉnh Mẫu", kind=AgencyKind.PROVINCE, code="tinh")
    commune = an_agency(session, name="Xã Đông Mẫu", code="xa-dong", under=province)
    neighbour = an_agency(session, name="Xã Tây Mẫu", code="xa-tay", under=province)
    for agency in (province, commune, neighbour):
        a_version(session, asked_by=agency)
        a_procedure(session, at=a_point(session, agency=agency))
    return {AgencyKind.PROVINCE: province, AgencyKind.COMMUNE: commune}


def refused_ways(browser: FlaskClient, app: Flask) -> list[str]:
    """Links that end in an error, each with the page that offers it."""
    seen, met, refused = {"/"}, dict[str, int](), list[str]()
    ways = deque([("/", "")])
    while ways:
        address, offered_by = ways.popleft()
        page = browser.get(address, follow_redirects=True)
        if page.status_code >= 400:
            refused.append(f"{page.status_code} {address} on {offered_by}")
        for link in links(page.text, at=page.request.path) if page.mimetype == "text/html" else ():
            endpoint = app.url_map.bind("localhost").match(link.partition("?")[0])[0]
            if link not in seen and met.get(endpoint, 0) < MET_TWICE:
                seen.add(link)
                met[endpoint] = met.get(endpoint, 0) + 1
                ways.append((link, page.request.path))
    return refused


def links(page: str, *, at: str) -> list[str]:
    found = re.findall(r'<a [^>]*?href="([^"#]+)', page)
    return [urljoin(at, unescape(link)) for link in found if "://" not in link]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", [AgencyKind.PROVINCE, AgencyKind.COMMUNE])
@pytest.mark.parametrize("role", Role)
def test_no_page_offers_a_way_that_is_refused(
    app: Flask, session: Session, agencies: dict[AgencyKind, Agency], role: Role, kind: AgencyKind
):
    browser = a_browser_with(app, session, role=role, at=agencies[kind])

    assert refused_ways(browser, app) == []
