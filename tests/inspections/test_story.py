"""The campaigns of Tỉnh Mẫu: last year's is closed with its finding, this year's runs."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey import db
from survey.audit import Actor
from survey.demonstration import build, catalogue, inspection_story, quality_records
from survey.demonstration.quality_story import OF_FIELD, STORIES, Finding
from survey.models.agency import Agency
from survey.models.campaign import Campaign, CampaignDraw, Choosing, Inspection
from survey.models.finding import Finding as Found
from survey.models.finding import FindingState
from survey.queries import agencies, procedures
from tests.factories import a_version
from tests.sealed import some_responses

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
TODAY = date(2026, 11, 21)


@pytest.fixture
def told(app: Flask, session: Session) -> Session:
    """Each agency but one reached the targets of its plan."""
    with app.app_context(), db.transaction() as writing:
        catalogue.take_in(writing, by=Actor(None, NOW))
        build.found(writing, now=NOW, volume=0.02)
    version = a_version(session)
    for code in STORIES:
        agency = agencies.by_code(session, code=code)
        answers, day = [{"overall": "5"}] * 5, date(2026, 2, 3)
        some_responses(
            session,
            agency=agency,
            version=version,
            day=day,
            answers=answers,
            procedure=procedures.by_national_code(session, code=OF_FIELD),
        )
        session.commit()
    with app.app_context(), db.transaction() as writing:
        quality_records.build(writing, today=TODAY)
        inspection_story.build(writing, today=TODAY)
    session.rollback()
    return session


def test_last_year_is_closed_and_this_year_finds_a_plan_that_was_not_carried_out(told: Session):
    last, this = told.scalars(select(Campaign).order_by(Campaign.first_day))
    (put_right,) = found_in(told, last)
    by_risk = told.scalars(select(Inspection).where(Inspection.choosing == Choosing.RISK)).one()
    ward = told.get_one(Agency, by_risk.agency_id)
    (open_one,) = told.scalars(select(Found).where(Found.inspection_id == by_risk.id))

    assert (last.closed_on is None, this.closed_on is None) == (False, True)
    assert put_right.state is FindingState.CLOSED
    assert STORIES[ward.code] is Finding.NOT_MEASURED
    assert (open_one.clause, open_one.state) == ("9.1.2", FindingState.FOUND)
    assert by_risk.concluded_on is None


def test_two_more_were_drawn_from_a_seed_that_is_shown(told: Session):
    draw = told.scalars(select(CampaignDraw).where(CampaignDraw.seed.is_not(None))).one()
    drawn = told.scalars(select(Inspection).where(Inspection.choosing == Choosing.RANDOM)).all()

    assert draw.seed == inspection_story.SEED
    assert len(drawn) == 2
    assert all(inspection.concluded_on is not None for inspection in drawn)


def found_in(session: Session, campaign: Campaign) -> list[Found]:
    statement = select(Found).join(Inspection, Inspection.id == Found.inspection_id)
    return list(session.scalars(statement.where(Inspection.campaign_id == campaign.id)))
