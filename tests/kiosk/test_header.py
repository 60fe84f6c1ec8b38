"""A batch says what came late, what came again and which running numbers of kiosks are missing."""

import json
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.clock import local_day, now
from survey.models.point import ServicePoint
from survey.models.rating import RepeatedSubmission
from survey.models.response import Batch
from survey.sealing import night
from tests.citizen.sending import a_sheet, waiting
from tests.factories import some_slips
from tests.kiosk.device import Device

TODAY = local_day(now())
ENOUGH = 10


def sealed(app: Flask, session: Session) -> Batch:
    """The one batch that this close made."""
    session.rollback()
    before = set(session.scalars(select(Batch.id)))
    session.rollback()  # who still reads keeps the log of SQLite from being emptied
    with app.app_context():
        list(night.seal(through=TODAY, now=now()))
    session.rollback()
    return session.scalars(select(Batch).where(Batch.id.not_in(before))).one()


def counts(batch: Batch) -> tuple[int, int, int]:
    header = json.loads(batch.header)
    told = tuple(header[name] for name in ("late", "repeated", "kiosk_missing"))
    assert told == (batch.late, batch.repeated, batch.kiosk_missing)
    assert header["format"] == 2
    return told


def test_a_rating_whose_day_is_in_doubt_is_marked_and_counted_in_its_batch(
    app: Flask, device: Device, session: Session
):
    unsure = [device.take(late=True), device.take(day=TODAY - timedelta(days=30))]
    device.send(*unsure, *(device.take() for _ in range(ENOUGH)))
    marked = [rating.is_late for rating in waiting(session)]

    batch = sealed(app, session)

    assert sorted(marked) == [False] * ENOUGH + [True] * 2
    assert counts(batch) == (2, 0, 0)


def test_what_came_again_is_told_with_the_next_batch_and_only_with_that(
    app: Flask, device: Device, session: Session
):
    records = [device.take() for _ in range(ENOUGH)]
    device.send(*records)
    device.send(*records)
    first = sealed(app, session)
    device.send(*records[:3])  # sealed meanwhile
    device.send(*(device.take() for _ in range(ENOUGH)))

    second = sealed(app, session)

    assert (counts(first), counts(second)) == ((0, 10, 0), (0, 3, 0))
    assert session.scalars(select(RepeatedSubmission)).all() == []


def test_a_page_that_is_sent_twice_is_counted_as_repeated(
    client: FlaskClient, session: Session, point: ServicePoint
):
    (code,) = some_slips(session, point=point)
    sheet = a_sheet(client.get(f"/r/{code}").text, overall="4")

    for _ in range(3):
        client.post(f"/r/{code}", data=sheet)

    session.rollback()
    assert session.scalars(select(RepeatedSubmission.times)).all() == [2]


def test_numbers_that_have_not_arrived_are_told(app: Flask, device: Device, session: Session):
    device.number = 4
    device.send(*(device.take() for _ in range(ENOUGH)))

    assert counts(sealed(app, session)) == (0, 0, 4)
