"""What the tests of quality work begin with: an agency with its system, and who works there.

A file whose agency is another one says so by a fixture of its own; the people go with it.
"""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey.models.account import Role
from survey.models.agency import Agency
from tests.factories import an_agency
from tests.quality_things import a_system
from tests.staff import a_browser_with


@pytest.fixture
def agency(session: Session) -> Agency:
    agency = an_agency(session, code="xa-mau")
    a_system(session, agency=agency)
    return agency


@pytest.fixture
def officer(app: Flask, session: Session, agency: Agency) -> FlaskClient:
    return a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=agency)


@pytest.fixture
def leader(app: Flask, session: Session, agency: Agency) -> FlaskClient:
    return a_browser_with(app, session, role=Role.LEADER, at=agency)


@pytest.fixture
def inspector(app: Flask, session: Session, agency: Agency) -> FlaskClient:
    return a_browser_with(app, session, role=Role.INSPECTOR, at=agency)
