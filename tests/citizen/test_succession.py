"""Slips of a counter whose agency was merged, split or renamed lead where it goes on."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.clock import local_day, now
from survey.models.agency import Agency, AgencyKind, SuccessionKind
from survey.models.point import ServicePoint
from survey.registry.agencies import AgencyDetails
from survey.registry.agency_changes import carry_out
from survey.registry.agency_plan import ENDS, Change
from tests.citizen.sending import a_sheet, waiting
from tests.factories import a_point, a_procedure, a_version, an_agency, some_slips

TODAY = local_day(now())
YESTERDAY = TODAY - timedelta(days=1)
HEIR = AgencyDetails(name_vi="Xã Kế Thừa", kind=AgencyKind.COMMUNE)
THIRD_HEIR = AgencyDetails(name_vi="Xã Mai Sau", kind=AgencyKind.COMMUNE)
OTHER_HEIR = AgencyDetails(name_vi="Xã Khác", kind=AgencyKind.COMMUNE)


@pytest.fixture
def province(session: Session) -> Agency:
    province = an_agency(session, kind=AgencyKind.PROVINCE)
    a_version(session, asked_by=province)
    return province


@pytest.fixture
def commune(session: Session, province: Agency) -> Agency:
    return an_agency(session, name="Xã Cũ", under=province)


@pytest.fixture
def counter(session: Session, commune: Agency) -> ServicePoint:
    return a_point(session, agency=commune)


def succeed(
    app: Flask,
    session: Session,
    *,
    kind: SuccessionKind = SuccessionKind.MERGE,
    of: tuple[Agency, ...],
    under: Agency,
    new: tuple[AgencyDetails, ...] = (HEIR,),
    points_to: dict[int, int] | None = None,
    on: date = TODAY,
) -> list[Agency]:
    session.rollback()  # SQLite lets nobody write who looks at an earlier state
    change = Change(
        day=on, predecessors=of, parent=under, kind=kind, new=new, points_to=points_to or {}
    )
    with app.test_request_context():
        heirs, _ = carry_out(session, change=change, by=Actor(None, now()))
    session.commit()
    return heirs


def point_of(session: Session, agency: Agency) -> ServicePoint:
    return session.scalars(select(ServicePoint).where(ServicePoint.agency_id == agency.id)).one()


@pytest.mark.parametrize("kind", list(SuccessionKind))
def test_a_slip_of_an_agency_that_was_succeeded_rates_the_heirs_counter(
    app, client: FlaskClient, session, province, commune, counter, kind: SuccessionKind
):
    (code,) = some_slips(session, point=counter)
    other = an_agency(session, name="Xã Kia", under=province)
    of = (commune, other) if kind is SuccessionKind.MERGE else (commune,)
    new = (OTHER_HEIR, HEIR) if kind is SuccessionKind.SPLIT else (HEIR,)
    heirs = succeed(
        app,
        session,
        kind=kind,
        of=of,
        under=province,
        new=new,
        points_to={counter.id: len(new) - 1},
    )

    page = client.get(f"/r/{code}")
    answer = client.post(f"/r/{code}", data=a_sheet(page.text, overall="2"))

    assert (page.status_code, answer.status_code) == (200, 200)
    assert "Xã Kế Thừa" in page.text
    (rating,) = waiting(session)
    assert (rating.agency_id, rating.point_id) == (
        heirs[-1].id,
        point_of(session, heirs[-1]).id,
    )


def test_a_slip_follows_one_succession_after_another(
    app, client: FlaskClient, session, province, commune, counter
):
    (code,) = some_slips(session, point=counter)
    first = succeed(app, session, of=(commune,), under=province, new=(OTHER_HEIR,), on=YESTERDAY)
    second = succeed(app, session, of=tuple(first), under=province)
    tomorrow = TODAY + timedelta(days=1)
    succeed(app, session, of=tuple(second), under=province, new=(THIRD_HEIR,), on=tomorrow)

    client.post(f"/r/{code}", data=a_sheet(client.get(f"/r/{code}").text, overall="4"))

    assert [rating.agency_id for rating in waiting(session)] == [second[0].id]


def test_until_the_day_of_the_succession_the_counter_is_what_it_was(
    app, client: FlaskClient, session, province, commune, counter
):
    (code,) = some_slips(session, point=counter)
    succeed(app, session, of=(commune,), under=province, on=TODAY + timedelta(days=1))

    client.post(f"/r/{code}", data=a_sheet(client.get(f"/r/{code}").text, overall="4"))

    assert [rating.point_id for rating in waiting(session)] == [counter.id]


def test_a_counter_that_ended_with_its_agency_is_closed_to_its_slips(
    app, client: FlaskClient, session, province, commune, counter
):
    (code,) = some_slips(session, point=counter)
    two_days_ago = TODAY - timedelta(days=2)
    succeed(
        app, session, of=(commune,), under=province, points_to={counter.id: ENDS}, on=two_days_ago
    )

    page = client.get(f"/r/{code}")

    assert page.status_code == 410
    assert "đã ngừng hoạt động" in page.text


def test_an_answer_given_before_the_succession_is_changed_after_it(
    app, client: FlaskClient, session, province, commune, counter
):
    (code,) = some_slips(session, point=counter)
    client.post(f"/r/{code}", data=a_sheet(client.get(f"/r/{code}").text, overall="5"))
    (first,) = waiting(session)
    first.day = YESTERDAY
    session.commit()
    succeed(app, session, of=(commune,), under=province)

    answer = client.post(f"/r/{code}", data=a_sheet(client.get(f"/r/{code}").text, overall="1"))

    assert answer.status_code == 200
    (rating,) = waiting(session)
    assert (rating.answers, rating.revotes) == ('{"overall":"1"}', 1)
    assert (rating.day, rating.point_id) == (YESTERDAY, counter.id)


@pytest.mark.parametrize("entrance", ["slip", "poster"])
def test_a_retry_across_the_succession_is_the_same_rating(
    app, client: FlaskClient, session, province, commune, counter, entrance: str
):
    procedure = a_procedure(session, at=counter)
    (code,) = some_slips(session, point=counter)
    url = f"/r/{code}" if entrance == "slip" else f"/q/{counter.poster_code}"
    sheet = a_sheet(client.get(url).text, overall="3") | {"procedure": str(procedure.id)}
    client.post(url, data=sheet)
    succeed(app, session, of=(commune,), under=province)

    retry = client.post(url, data=sheet)

    assert retry.status_code == 200
    assert "đã được ghi nhận" in retry.text
    assert [rating.point_id for rating in waiting(session)] == [counter.id]


def test_a_page_opened_before_the_succession_can_be_sent_after_it(
    app, client: FlaskClient, session, province, commune, counter
):
    own = a_version(session, asked_by=commune)  # the heir does not take it over
    (code,) = some_slips(session, point=counter)
    sheet = a_sheet(client.get(f"/r/{code}").text, overall="3")
    (heir,) = succeed(app, session, of=(commune,), under=province)

    answer = client.post(f"/r/{code}", data=sheet)

    assert answer.status_code == 200
    (rating,) = waiting(session)
    assert (rating.agency_id, rating.version_id) == (heir.id, own.id)
