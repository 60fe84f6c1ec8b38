"""Pages and papers about many agencies ask the database as often as those about a few."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from survey.inspections import campaign_report
from survey.measures.check_registers import Registers
from survey.measures.checks import answers, answers_of
from survey.measures.coverage import coverage
from survey.measures.province_standing import province_standing
from survey.measures.risk import at_risk
from survey.models.agency import Agency, AgencyKind
from survey.models.campaign import Campaign
from survey.models.measurement_plan import PlanItem, SampleRule
from tests.counting import statements
from tests.factories import a_cell, a_point, a_procedure, a_version, an_agency
from tests.inspection_things import a_campaign, a_finding, an_inspection
from tests.quality_things import a_document, a_plan, a_record, a_system, an_objective

TODAY = date(2026, 11, 21)


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, code="tinh", name="Tỉnh Mẫu", kind=AgencyKind.PROVINCE)


def an_inspected_commune(session: Session, campaign: Campaign, *, under: Agency) -> Agency:
    """With something in every register, and a plan that is over with an item of each kind."""
    commune = an_agency(session, under=under)
    a_system(session, agency=commune)
    a_document(session, agency=commune)
    an_objective(session, agency=commune)
    point = a_point(session, agency=commune)
    plan = a_plan(session, agency=commune, first_day=date(2026, 3, 1), last_day=date(2026, 5, 31))
    for thing in ({"procedure_id": a_procedure(session, at=point).id}, {"point_id": point.id}):
        plan.current.items.append(PlanItem(**thing, rule=SampleRule.QUOTA, target=10))
    session.flush()
    plan.submitted_on, plan.approved_on = date(2026, 2, 1), date(2026, 2, 2)
    session.commit()
    a_record(session, agency=commune, plan=plan)
    a_cell(session, version=a_version(session), point=point, month=date(2026, 4, 1), responses=12)
    inspection = an_inspection(session, agency=commune, campaign=campaign, begun=False)
    a_finding(session, agency=commune, inspection=inspection)
    return commune


def some_communes(session: Session, province: Agency, *, n: int) -> tuple[list[Agency], Campaign]:
    campaign = a_campaign(session, agency=province)
    found = [an_inspected_commune(session, campaign, under=province) for _ in range(n)]
    return found, campaign


ASKED = {
    "overview": lambda session, top, found, _campaign: province_standing(
        session, roots=[top.id], year=2026, today=TODAY
    ),
    "risk": lambda session, top, found, _campaign: at_risk(
        session, agencies=found, year=2026, today=TODAY
    ),
    "checks": lambda session, top, found, _campaign: answers_of(
        Registers(session, found, 2026, TODAY)
    ),
    "coverage": lambda session, top, found, _campaign: coverage(
        session, roots=[top.id], year=2026, today=TODAY
    ),
    "report": lambda session, top, found, campaign: campaign_report.paper(
        session, campaign=campaign, agency=top, today=TODAY
    ),
}


@pytest.mark.parametrize("what", ASKED)
def test_as_many_statements_for_six_agencies_as_for_two(
    app: Flask, session: Session, province: Agency, what: str
):
    def sent(n: int) -> list[str]:
        found, campaign = some_communes(session, province, n=n)
        session.expire_all()
        for row in (province, campaign, *found):
            session.refresh(row)
        with app.test_request_context(), statements(session.get_bind()) as told:
            ASKED[what](session, province, found, campaign)
        return told

    few, many = sent(2), sent(4)

    assert len(many) == len(few) > 0


def test_many_are_answered_as_each_by_itself(session: Session, province: Agency):
    found, _campaign = some_communes(session, province, n=3)

    together = answers_of(Registers(session, found, 2026, TODAY))

    alone: dict[int, Any] = {
        one.id: answers(session, agency=one, year=2026, today=TODAY) for one in found
    }
    assert together == alone
    evidence = [one for answer in together[found[0].id] for one in answer.evidence]
    assert len({one.fact for one in evidence}) >= 7
