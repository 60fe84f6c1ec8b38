"""A province with two communes, rated in the first months of 2026."""

from datetime import date
from typing import NamedTuple
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey.models.account import Role
from survey.models.agency import Agency, AgencyKind
from survey.models.point import ServicePoint
from survey.models.procedure import Procedure
from survey.models.questionnaire import QuestionnaireVersion
from survey.models.rating import Channel
from survey.models.response import Batch
from tests.factories import a_cell, a_flow, a_point, a_pool, a_procedure, a_version, an_agency
from tests.staff import a_browser_with

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))
LAST_DAY = date(2026, 3, 28)
SPRING = "period=2026-q1"
HOSTILE = "=cmd|'/C calc'!A0 <script>alert(1)</script>"


class World(NamedTuple):
    province: Agency
    commune: Agency
    village: Agency
    counter: ServicePoint
    procedure: Procedure
    version: QuestionnaireVersion


def a_world(session: Session) -> World:
    """The commune: 100 answers a month, 90 of them satisfied; the village: four in all.

    Another commune with few answers is hidden with the village, for the province would tell.
    """
    province = an_agency(session, name="Tỉnh Mẫu", kind=AgencyKind.PROVINCE, code="tinh")
    commune = an_agency(session, name="Xã Mẫu Đông", under=province, code="xa")
    village = an_agency(session, name="Xã Mẫu Khê", under=province, code="khe")
    hill = an_agency(session, name="Xã Mẫu Sơn", under=province, code="son")
    counter = a_point(session, agency=commune, name="Quầy số 1")
    procedure = a_procedure(session, at=counter)
    version = a_version(session)
    for month in (JANUARY, FEBRUARY, MARCH):
        a_cell(
            session,
            version=version,
            point=counter,
            procedure=procedure,
            month=month,
            overall={"1": 2, "2": 3, "3": 5, "4": 40, "5": 50},
            staff={"yes": 80, "no": 10},
        )
        a_flow(session, point=counter, procedure=procedure, day=month, closed=400)
        a_pool(session, point=counter, valid_from=month, printed=300, used=100)
    a_cell(
        session,
        version=version,
        point=counter,
        month=MARCH,
        channel=Channel.KIOSK,
        overall={"5": 20},
    )
    a_cell(session, version=version, agency=village, month=MARCH, overall={"5": 4})
    a_cell(session, version=version, agency=hill, month=MARCH, overall={"5": 6})
    a_batch(session, agency=commune)
    return World(province, commune, village, counter, procedure, version)


def a_batch(
    session: Session,
    *,
    agency: Agency,
    last_day: date = LAST_DAY,
    late: int = 0,
    repeated: int = 0,
    missing: int = 0,
) -> None:
    """That days were sealed up to this one."""
    session.add(
        Batch(
            id=uuid4(),
            agency_id=agency.id,
            sealed_on=last_day,
            first_day=JANUARY,
            last_day=last_day,
            late=late,
            repeated=repeated,
            kiosk_missing=missing,
            ratings=300,
            header="{}",
        )
    )
    session.commit()


def a_reader(
    app: Flask, session: Session, *, at: Agency, role: Role = Role.QUALITY_OFFICER
) -> FlaskClient:
    return a_browser_with(app, session, role=role, at=at)
