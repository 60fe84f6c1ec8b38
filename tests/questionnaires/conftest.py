"""A province with its administrator."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey.models.account import Role
from survey.models.agency import Agency, AgencyKind
from tests.factories import an_agency
from tests.staff import a_browser_with


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, name="Tỉnh Mẫu", kind=AgencyKind.PROVINCE, code="tinh-mau")


@pytest.fixture
def commune(session: Session, province: Agency) -> Agency:
    return an_agency(session, name="Xã Mẫu", code="xa-mau", under=province)


@pytest.fixture
def administrator(app: Flask, session: Session, province: Agency) -> FlaskClient:
    return a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=province)
