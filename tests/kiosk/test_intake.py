"""Each rating is recorded once, for the place and day it was given, and named in a receipt."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from kiosk import register
from kiosk.arrivals import stretches
from kiosk.opening import Opener
from kiosk.records import Record
from kiosk.stretches import Stretch, gaps
from survey.audit import Actor
from survey.citizen.submission import Submission
from survey.clock import local_day, now
from survey.models.kiosk import Kiosk, KioskDevice, KioskRefusal
from survey.models.point import ServicePoint
from survey.models.rating import Channel, PendingRating
from survey.sealing import night
from tests.citizen.sending import waiting
from tests.factories import a_kiosk, a_procedure, an_open_point
from tests.kiosk.conftest import Enrol, a_code
from tests.kiosk.device import Device

TODAY = local_day(now())


class Broken(Exception):
    """The process ends here, as far as the database can tell."""


@contextmanager
def broken_at(engine: Engine, statement: str) -> Iterator[None]:
    def look(_connection, _cursor, sent: str, *_rest):
        if sent.startswith(statement):
            raise Broken

    event.listen(engine, "before_cursor_execute", look)
    yield
    event.remove(engine, "before_cursor_execute", look)


@contextmanager
def commits_of(engine: Engine) -> Iterator[list[object]]:
    seen: list[object] = []
    note = seen.append
    event.listen(engine, "commit", note)
    yield seen
    event.remove(engine, "commit", note)


def known(session: Session, device: Device) -> KioskDevice:
    session.rollback()
    return session.scalars(select(KioskDevice).where(KioskDevice.id == UUID(device.id))).one()


def test_a_rating_is_recorded_as_a_kiosks_and_named(
    device: Device, session: Session, point: ServicePoint
):
    record = device.take(answers={"overall": "1", "comment": "Chờ lâu"})

    answer = device.send(record)

    assert answer.json["recorded"] == [record["key"]]
    assert answer.json["refused"] == []
    (rating,) = waiting(session)
    assert (rating.channel, rating.point_id, rating.day) == (Channel.KIOSK, point.id, TODAY)
    assert rating.answers == '{"comment":"Chờ lâu","overall":"1"}'


def test_nothing_of_the_device_stands_beside_its_ratings(device: Device, session: Session):
    device.send(device.take())

    (rating,) = waiting(session)
    columns = {str(getattr(rating, c.key)) for c in PendingRating.__table__.columns}

    assert device.id not in columns
    assert "device" not in " ".join(c.key for c in PendingRating.__table__.columns)


def test_a_batch_that_comes_twice_is_recorded_once(device: Device, session: Session):
    batch = [device.take() for _ in range(3)]

    first, second = device.send(*batch), device.send(*batch)

    assert sorted(first.json["recorded"]) == sorted(second.json["recorded"])
    assert len(waiting(session)) == 3


def test_a_rating_that_was_sealed_meanwhile_is_named_again_and_not_counted_again(
    app, device: Device, session: Session
):
    batch = [device.take() for _ in range(12)]
    device.send(*batch)
    with app.app_context():
        list(night.seal(through=TODAY, now=now()))

    answer = device.send(*batch)

    assert len(answer.json["recorded"]) == 12
    assert waiting(session) == []


def test_other_answers_under_one_key_are_a_conflict(device: Device, session: Session):
    key = uuid4()
    device.send(device.take(key=key))

    answer = device.send(device.take(key=key, answers={"overall": "1"}))

    assert answer.json["refused"] == [{"key": str(key), "code": "conflict"}]
    assert [rating.answers for rating in waiting(session)] == ['{"overall":"4"}']


def test_one_bad_record_is_set_aside_and_the_rest_is_recorded(device: Device, session: Session):
    good = [device.take(), device.take()]
    bad = {
        "answers_wrong": device.take(answers={"overall": "9"}),
        "malformed": device.take(answers=[]),
        "unreadable": device.take() | {"sealed": "AAAA"},
        "place_unknown": device.take(placement=9999),
        "questionnaire_unknown": device.take(version=9999),
    }

    answer = device.send(good[0], *bad.values(), {"key": "no record"}, good[1])

    assert sorted(answer.json["recorded"]) == sorted(record["key"] for record in good)
    assert {(one["key"], one["code"]) for one in answer.json["refused"]} == {
        (record["key"], code) for code, record in bad.items()
    }
    assert len(waiting(session)) == 2
    assert set(session.scalars(select(KioskRefusal.code))) == bad.keys()


def test_a_record_that_was_moved_to_another_number_cannot_be_opened(device: Device):
    record = device.take()

    for changed in ({"number": 7}, {"key": str(uuid4())}):
        answer = device.send(record | changed)
        assert [one["code"] for one in answer.json["refused"]] == ["unreadable"]


def test_a_gap_in_the_running_numbers_is_seen(device: Device, session: Session):
    records = [device.take() for _ in range(9)]

    device.send(*records[7:])
    device.send(records[0], records[3])

    arrived = stretches(session, device_id=known(session, device).id)
    assert gaps(arrived) == [Stretch(2, 3), Stretch(5, 7)]
    device.send(*records)
    session.rollback()
    assert stretches(session, device_id=known(session, device).id) == [Stretch(1, 9)]


def test_the_day_before_is_counted_for_that_day(device: Device, session: Session):
    device.send(device.take(day=TODAY - timedelta(days=3)))

    assert [rating.day for rating in waiting(session)] == [TODAY - timedelta(days=3)]
    assert known(session, device).late == 0


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        (TODAY + timedelta(days=400), TODAY),
        (TODAY - timedelta(days=30), TODAY - timedelta(days=8)),
        (date(1990, 1, 1), TODAY - timedelta(days=8)),
    ],
)
def test_a_day_that_cannot_be_is_mended_and_marked_late(
    device: Device, session: Session, said: date, counted: date
):
    record = device.take(day=said)

    device.send(record)
    device.send(record)

    assert [rating.day for rating in waiting(session)] == [counted]
    assert known(session, device).late == 1


def test_a_device_that_is_not_sure_of_the_day_says_so(device: Device, session: Session):
    device.send(device.take(late=True), device.take())

    assert known(session, device).late == 1


def test_what_was_rated_before_a_move_counts_for_the_old_place(
    device: Device, session: Session, kiosk: Kiosk, point: ServicePoint
):
    before = device.take()
    elsewhere = an_open_point(session)
    mine = session.get_one(Kiosk, kiosk.id)
    register.move(session, kiosk=mine, to=elsewhere, by=Actor(None, now()))
    session.commit()
    device.configure()

    device.send(before, device.take())

    assert {r.point_id for r in waiting(session)} == {point.id, elsewhere.id}


def test_a_replaced_tablet_still_brings_what_it_holds(enrol: Enrol, session: Session):
    first = enrol()
    record = first.take()
    enrol()

    assert first.send(record).json["recorded"] == [record["key"]]


def test_a_revoked_tablet_that_is_enrolled_again_brings_what_it_held(
    app, enrol: Enrol, session: Session, kiosk: Kiosk
):
    tablet = enrol()
    record = tablet.take()
    mine = session.get_one(Kiosk, kiosk.id)
    register.revoke(session, kiosk=mine, agency_id=1, by=Actor(None, now()))
    session.commit()

    tablet.enrol(a_code(session, kiosk=mine))
    tablet.request = 0

    assert tablet.send(record).json["recorded"] == [record["key"]]


def test_a_record_of_another_kiosk_is_refused(
    app, device: Device, session: Session, point: ServicePoint
):
    other = Device(app.test_client())
    other.enrol(a_code(session, kiosk=a_kiosk(session, at=point)))
    other.configure()
    foreign = other.take()

    answer = device.send(foreign)

    assert answer.json["refused"] == [{"key": foreign["key"], "code": "device_unknown"}]


def test_the_procedure_counts_where_the_point_offers_it(
    device: Device, session: Session, point: ServicePoint
):
    offered, other = a_procedure(session, at=point), a_procedure(session)

    device.send(device.take(procedure=offered.id), device.take(procedure=other.id))

    assert {rating.procedure_id for rating in waiting(session)} == {offered.id, None}


def test_a_request_is_one_transaction_however_many_records_it_brings(app, device: Device):
    def commits(records: list[dict[str, object]]) -> int:
        with commits_of(app.extensions["engine"]) as seen:
            device.send(*records)
        return len(seen)

    assert commits([device.take() for _ in range(12)]) == commits([device.take()])


def test_what_breaks_off_in_the_middle_leaves_nothing_half_done(
    app, device: Device, session: Session
):
    batch = [device.take() for _ in range(3)]
    with broken_at(app.extensions["engine"], "INSERT INTO kiosk_stretch"), pytest.raises(Broken):
        device.send(*batch)
    left = len(waiting(session)), stretches(session, device_id=UUID(device.id))

    answer = device.send(*batch)

    assert left == (0, [])
    assert len(answer.json["recorded"]) == len(waiting(session)) == 3


@pytest.mark.parametrize("fault", ["raised", "refused by the database"])
def test_a_record_that_brings_out_a_bug_does_not_hold_up_the_others(
    app, device: Device, session: Session, monkeypatch: pytest.MonkeyPatch, fault: str
):
    batch = [device.take() for _ in range(5)]
    bad = UUID(batch[2]["key"])
    honest = Opener.opened

    def opened(self: Opener, record: Record) -> Submission:
        found = honest(self, record)
        if record.key != bad:
            return found
        if fault == "raised":
            raise ZeroDivisionError
        return replace(found, point_id=99_999)

    monkeypatch.setattr(Opener, "opened", opened)
    app.testing = False

    answer = device.send(*batch)

    assert answer.json["refused"] == [{"key": str(bad), "code": "failure"}]
    assert len(answer.json["recorded"]) == len(waiting(session)) == 4
