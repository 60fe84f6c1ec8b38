"""Campaigns: agencies drawn so that everybody can repeat it, or by risk with the reasons."""

import json
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.inspections import drawing
from survey.inspections.refusals import DrawnAlready, ExcludedWithoutReason
from survey.lots import drawn
from survey.measures.risk import Risk, at_risk
from survey.models.account import Role
from survey.models.agency import Agency, AgencyKind
from survey.models.campaign import Campaign, CampaignDraw, Choosing, Inspection
from survey.models.quality_system import DocumentKind
from survey.models.standard import standards
from tests.factories import an_agency
from tests.inspection_things import a_campaign, a_finding, an_inspection
from tests.quality_things import a_document, a_plan, a_system, an_objective
from tests.staff import a_browser_with, submit

TODAY = date(2026, 11, 21)
BY = Actor(None, datetime(2026, 11, 21, 8, tzinfo=UTC))


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, code="tinh", kind=AgencyKind.PROVINCE)


@pytest.fixture
def communes(session: Session, province: Agency) -> dict[str, Agency]:
    found = {f"xa-{n}": an_agency(session, code=f"xa-{n}", under=province) for n in range(6)}
    for agency in found.values():
        a_system(session, agency=agency)
    return found


def chosen(session: Session, campaign: Campaign) -> dict[str, Inspection]:
    statement = select(Agency.code, Inspection).join(Agency, Agency.id == Inspection.agency_id)
    rows = session.execute(statement.where(Inspection.campaign_id == campaign.id))
    return dict(rows.all())


def test_what_was_drawn_is_drawn_again_from_the_seed_alone(
    session: Session, province: Agency, communes: dict[str, Agency]
):
    campaign = a_campaign(session, agency=province)

    drawing.draw(
        session, campaign=campaign, wanted=3, excluded={"xa-0": "Mới sáp nhập"}, seed="5eed", by=BY
    )

    draw = session.query(CampaignDraw).one()
    again = sorted(
        (code for code in communes if code != "xa-0"),
        key=lambda code: sha256(f"{draw.seed}:{code}".encode()).hexdigest(),
    )
    assert set(chosen(session, campaign)) == set(again[:3])
    assert json.loads(draw.candidates) == sorted(again)
    assert json.loads(draw.excluded) == {"xa-0": "Mới sáp nhập"}


def test_every_seed_has_its_outcome():
    codes = [f"xa-{n}" for n in range(40)]

    outcomes = {tuple(drawn(codes, seed=str(seed), wanted=5)) for seed in range(50)}

    assert len(outcomes) == 50
    assert drawn(codes, seed="1", wanted=5) == drawn(reversed(codes), seed="1", wanted=5)


def test_nobody_draws_until_the_outcome_pleases(
    session: Session, province: Agency, communes: dict[str, Agency]
):
    campaign = a_campaign(session, agency=province)
    drawing.draw(session, campaign=campaign, wanted=1, excluded={}, seed="5eed", by=BY)

    with pytest.raises(DrawnAlready):
        drawing.draw(session, campaign=campaign, wanted=1, excluded={}, seed="5eed", by=BY)


def test_nobody_is_left_out_without_a_reason(
    session: Session, province: Agency, communes: dict[str, Agency]
):
    campaign = a_campaign(session, agency=province)

    with pytest.raises(ExcludedWithoutReason):
        drawing.draw(
            session, campaign=campaign, wanted=1, excluded={"xa-1": ""}, seed="5eed", by=BY
        )


def test_a_draw_stays_as_it_was_made(
    session: Session, province: Agency, communes: dict[str, Agency]
):
    campaign = a_campaign(session, agency=province)
    drawing.draw(session, campaign=campaign, wanted=1, excluded={}, seed="5eed", by=BY)
    session.commit()

    session.query(CampaignDraw).one().seed = "another"

    with pytest.raises(DBAPIError, match="a draw stays"):
        session.commit()


def test_agencies_stay_once_the_campaign_has_begun(
    session: Session, province: Agency, communes: dict[str, Agency]
):
    campaign = a_campaign(session, agency=province)
    inspection = an_inspection(session, agency=communes["xa-1"], campaign=campaign)

    session.delete(inspection)
    with pytest.raises(DBAPIError, match="agencies stay"):
        session.commit()
    session.rollback()
    with pytest.raises(DBAPIError, match="before the campaign begins"):
        an_inspection(session, agency=communes["xa-2"], campaign=campaign)


def test_a_campaign_that_has_begun_stays_as_decided(session: Session, province: Agency):
    campaign = a_campaign(session, agency=province, begun_on=date(2026, 6, 10))

    campaign.decision_number = "khác"

    with pytest.raises(DBAPIError, match="stays as decided"):
        session.commit()


def test_each_point_of_risk_is_explained(session: Session, communes: dict[str, Agency]):
    good, bad = communes["xa-1"], communes["xa-2"]
    a_finding(session, agency=bad, concluded_on=date(2026, 6, 20))
    for agency in (good, bad):
        for kind in (*standards().up_to_date, DocumentKind.ANNOUNCEMENT):
            a_document(session, agency=agency, kind=kind)
        late = agency is bad
        approved = date(2026, 3, 1) if late else date(2026, 1, 20)
        an_objective(session, agency=agency, submitted_on=date(2026, 1, 8), approved_on=approved)
        steps = {"submitted_on": date(2026, 6, 1), "approved_on": date(2026, 6, 30)}
        running = {"first_day": date(2026, 7, 1), "last_day": date(2026, 12, 31)}
        a_plan(session, agency=agency, **(steps if late else running | steps))

    first, second = at_risk(session, agencies=[good, bad], year=2026, today=TODAY)

    assert {one.risk: one.count for one in first.reasons} == {
        Risk.CHECKS: 2,
        Risk.NOT_MEASURED: 1,
        Risk.LATE: 1,
        Risk.OVERDUE: 1,
    }
    assert (first.agency, first.points) == (bad, 2 * 2 + 3 + 1 + 3)
    assert [one.risk for one in second.reasons] == [Risk.NEVER_INSPECTED]


def test_those_with_the_most_points_are_chosen_by_risk(
    session: Session, province: Agency, communes: dict[str, Agency]
):
    a_finding(session, agency=communes["xa-4"], concluded_on=date(2026, 6, 20))
    campaign = a_campaign(session, agency=province)

    drawing.choose_by_risk(session, campaign=campaign, wanted=1, by=BY)

    ((code, inspection),) = chosen(session, campaign).items()
    assert (code, inspection.choosing) == ("xa-4", Choosing.RISK)
    assert json.loads(inspection.reasons or "")["overdue"] == 1


FIELDS = {
    "title": "Kiểm tra năm 2026",
    "decision_number": "12/QĐ-UBND",
    "decided_on": "2026-06-01",
    "issuer": "Ủy ban nhân dân tỉnh",
    "manner": "on_site",
    "period_first": "2026-01-01",
    "period_last": "2026-12-31",
    "first_day": "2026-06-10",
    "last_day": "2026-10-30",
    "team-0-name": "Trần Văn Mẫu",
    "team-0-duty": "head",
}


def test_a_campaign_is_entered_drawn_begun_and_closed(
    app: Flask, session: Session, province: Agency, communes: dict[str, Agency]
):
    inspector = a_browser_with(app, session, role=Role.INSPECTOR, at=province)

    submit(inspector, "/inspections/campaigns/of/tinh/new", **FIELDS)
    session.rollback()
    campaign = session.query(Campaign).one()
    page = f"/inspections/campaigns/{campaign.id}"
    inspector.get(f"{page}?lang=en")
    submit(inspector, f"{page}/draw", wanted="2")
    assert inspector.get(f"{page}/risk").status_code == 200
    submit(inspector, f"{page}/risk", wanted="1")
    session.rollback()
    left = sorted(communes.keys() - chosen(session, campaign))
    submit(inspector, f"{page}/name", agency=left[0])
    submit(inspector, page, to=f"{page}/begin")
    refused = submit(inspector, page, to=f"{page}/close")

    shown = inspector.get(page).text
    session.rollback()
    assert shown.count("Drawn by lot") == 2
    assert session.query(CampaignDraw).filter_by(choosing=Choosing.RANDOM).one().seed in shown
    assert refused.status_code == 409
    assert "Running" in shown


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"period_last": "2025-12-31"}, "The last day must not lie before"),
        ({"last_day": "2026-06-01"}, "The last day must not lie before"),
        ({"decided_on": "2026-06-11"}, "must not be later"),
        ({"team-0-duty": "member"}, "one head"),
        ({"team-1-name": "Trần Văn Mẫu", "team-1-duty": "member"}, "twice"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_campaign_that_makes_no_sense_is_refused(
    app: Flask, session: Session, province: Agency, wrong: dict[str, str], said: str
):
    inspector = a_browser_with(app, session, role=Role.INSPECTOR, at=province)
    inspector.get("/?lang=en")

    page = submit(inspector, "/inspections/campaigns/of/tinh/new", **{**FIELDS, **wrong})

    assert page.status_code == 422
    assert said in page.text
