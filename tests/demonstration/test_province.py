"""The simulated province: counted as sealing counts, the same each time, with its stories."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.clock import first_of_month
from survey.demonstration import build, nine_indicators
from survey.models.agency import Agency, AgencySuccession
from survey.models.flow import Flow
from survey.models.point import ServicePoint
from survey.models.questionnaire import QuestionnaireUse
from survey.models.rating import Channel, PendingRating
from survey.models.response import Batch, Precision, Response
from survey.models.slip import Slip, SlipPool
from survey.models.tally import Cell, Tally
from survey.queries import agencies, questionnaires
from tests.databases import PostgresServer, fresh_postgres, fresh_sqlite
from tests.demonstration.building import built

SMALL = 0.02


@pytest.fixture(scope="module")
def on_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("demonstration")
    with built(fresh_sqlite(sqlite_template, folder), folder=folder, volume=SMALL) as app:
        yield app


@pytest.fixture(scope="module")
def on_postgres(
    postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("demonstration")
    with (
        fresh_postgres(postgres_server) as url,
        built(url, folder=folder, volume=SMALL) as app,
    ):
        yield app


@pytest.fixture(params=["sqlite", "postgresql"])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    name = "on_sqlite" if request.param == "sqlite" else "on_postgres"
    with Session(request.getfixturevalue(name).extensions["engine"]) as session:
        yield session


def tallies(session: Session) -> Counter[tuple[object, ...]]:
    rows = session.execute(
        select(
            Cell.period,
            Agency.code,
            ServicePoint.code,
            Cell.procedure_id,
            Cell.channel,
            Cell.version_id,
            Tally.question,
            Tally.answer,
            Tally.n,
        )
        .join(Cell, Cell.id == Tally.cell_id)
        .join(Agency, Agency.id == Cell.agency_id)
        .outerjoin(ServicePoint, ServicePoint.id == Cell.point_id)
    )
    return Counter({tuple(key): n for *key, n in rows})


def test_the_same_day_gives_the_same_tallies_on_either_engine(on_sqlite: Flask, on_postgres: Flask):
    with (
        Session(on_sqlite.extensions["engine"]) as one,
        Session(on_postgres.extensions["engine"]) as other,
    ):
        assert tallies(one) == tallies(other)
        assert sum(tallies(one).values()) > 5000


def test_tallies_are_a_recount_of_the_responses(session: Session):
    recount: Counter[tuple[object, ...]] = Counter()
    for day, point_id, procedure_id, channel, answers in session.execute(
        select(
            Response.day,
            Response.point_id,
            Response.procedure_id,
            Response.channel,
            Response.answers,
        )
    ):
        for question, answer in json.loads(answers).items():
            place = (first_of_month(day), point_id, procedure_id, channel)
            recount[*place, question, answer] += 1

    counted: Counter[tuple[object, ...]] = Counter()
    for *key, n in session.execute(
        select(
            Cell.period,
            Cell.point_id,
            Cell.procedure_id,
            Cell.channel,
            Tally.question,
            Tally.answer,
            Tally.n,
        ).join(Cell, Cell.id == Tally.cell_id)
    ):
        counted[tuple(key)] += n
    assert counted == recount


def test_pools_batches_and_slips_agree(session: Session):
    used = dict(
        session.execute(
            select(Slip.pool_id, func.count())
            .where(Slip.used_on.is_not(None))
            .group_by(Slip.pool_id)
        ).all()
    )
    printed = dict(session.execute(select(Slip.pool_id, func.count()).group_by(Slip.pool_id)).all())
    pools = session.scalars(select(SlipPool)).all()

    assert {pool.id: pool.printed for pool in pools} == printed
    assert {pool.id: pool.used for pool in pools if pool.used} == used
    by_slip = select(func.count()).where(Response.channel == Channel.SLIP)
    assert session.scalar(by_slip) == sum(used.values())
    ratings = session.scalar(select(func.sum(Batch.ratings)))
    assert ratings == session.scalar(select(func.count()).select_from(Response))


def test_more_slips_are_handed_out_than_dossiers_closed(session: Session):
    closed = session.scalar(select(func.sum(Flow.closed)))
    printed = session.scalar(select(func.sum(SlipPool.printed)))

    assert closed <= printed


def test_the_last_two_days_wait_and_all_others_are_sealed(session: Session):
    yesterday = date(2026, 11, 20)

    assert session.scalar(select(func.max(Response.day))) <= yesterday - timedelta(days=1)
    waiting = select(func.min(PendingRating.day))
    assert session.scalar(waiting) >= yesterday - timedelta(days=7)
    assert session.scalar(select(func.max(Flow.day))) == yesterday


def test_too_few_for_a_batch_lost_their_counter_and_kept_the_week(session: Session):
    of_weeks = select(Response.point_id, Response.day).where(Response.precision == Precision.WEEK)
    rows = session.execute(of_weeks).all()

    assert rows
    assert {(point_id, day.weekday()) for point_id, day in rows} == {(None, 0)}


def test_answers_fit_the_version_that_was_asked(session: Session):
    definitions = questionnaires.definitions(session)

    for version_id, answers in session.execute(select(Response.version_id, Response.answers)):
        assert definitions[version_id].check_answers(json.loads(answers)).problems == []


def uses_of(session: Session, code: str) -> list[QuestionnaireUse]:
    agency = agencies.by_code(session, code=code)
    uses = select(QuestionnaireUse).where(QuestionnaireUse.agency_id == agency.id)
    return list(session.scalars(uses.order_by(QuestionnaireUse.id)))


def test_the_questionnaire_of_the_province_changed_once(session: Session):
    first, second = uses_of(session, "tinh-mau")

    assert first.valid_to + timedelta(days=1) == second.valid_from == date(2025, 9, 1)


@pytest.mark.parametrize(
    ("code", "asks"),
    [
        ("so-tu-phap", "ba-muc"),
        *((code, nine_indicators.KEY) for code in build.ASK_NINE_INDICATORS),
    ],
)
def test_some_agencies_ask_a_form_of_their_own(session: Session, code: str, asks: str):
    (use,) = uses_of(session, code)

    asked = select(Response.version_id).where(Response.agency_id == use.agency_id).distinct()
    assert session.scalars(asked).all() == [use.version_id]
    assert questionnaires.definitions(session)[use.version_id].key == asks


def test_two_communes_became_one_and_the_districts_ended(session: Session):
    heir = agencies.by_code(session, code="xa-mau-hoa")
    became = select(AgencySuccession.predecessor_id).where(AgencySuccession.successor_id == heir.id)

    codes = session.scalars(select(Agency.code).where(Agency.id.in_(became)))
    assert set(codes) == {"xa-mau-thuong", "xa-mau-ha"}
    ended = select(Agency.valid_to).where(Agency.code == "huyen-mau-bac")
    assert session.scalar(ended) == date(2025, 6, 30)
    last = select(func.max(Response.day)).where(Response.agency_id.in_(became))
    assert session.scalar(last) <= date(2025, 6, 30)


def test_the_story_is_told_in_other_years_too(sqlite_template: Path, tmp_path: Path):
    url = fresh_sqlite(sqlite_template, tmp_path)
    later = datetime(2029, 3, 15, 3, tzinfo=UTC)

    with (
        built(url, folder=tmp_path, volume=0.005, now=later) as app,
        Session(app.extensions["engine"]) as session,
    ):
        heir = agencies.by_code(session, code="xa-mau-hoa")
        assert heir.valid_from == date(2027, 8, 1)
        ended = select(Agency.valid_to).where(Agency.code == "xa-mau-ha")
        assert session.scalar(ended) == date(2027, 7, 31)
        assert session.scalar(select(func.min(Response.day))) >= date(2027, 2, 22)
