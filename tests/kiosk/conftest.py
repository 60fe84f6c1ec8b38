"""A kiosk at an open point, and a tablet enrolled for it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from kiosk import register
from survey.audit import Actor
from survey.clock import now
from survey.models.kiosk import Kiosk
from survey.models.point import ServicePoint
from tests.factories import a_kiosk, an_open_point
from tests.kiosk.device import Device

Enrol = Callable[[], Device]


@pytest.fixture
def point(session: Session) -> ServicePoint:
    return an_open_point(session)


@pytest.fixture
def kiosk(session: Session, point: ServicePoint) -> Kiosk:
    return a_kiosk(session, at=point)


def a_code(session: Session, *, kiosk: Kiosk) -> str:
    code = register.new_code(session, kiosk=kiosk, agency_id=1, by=Actor(None, now()))
    session.commit()
    return code


@pytest.fixture
def enrol(app: Flask, session: Session, kiosk: Kiosk) -> Enrol:
    """Enrol another tablet for the kiosk."""

    def enrolled() -> Device:
        device = Device(app.test_client())
        assert device.enrol(a_code(session, kiosk=kiosk)).status_code == 200
        assert device.configure().status_code == 200
        return device

    return enrolled


@pytest.fixture
def device(enrol: Enrol) -> Device:
    return enrol()
