"""A rating that carries a slip is the slip's, by the slip's rules, and never a free tap."""

from datetime import timedelta
from uuid import uuid4

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.clock import local_day, now
from survey.models.agency import Agency
from survey.models.kiosk import KioskRefusal
from survey.models.point import ServicePoint
from survey.models.rating import Channel
from survey.models.slip_code import digest
from survey.sealing import night
from tests.citizen.sending import waiting
from tests.factories import a_point, a_procedure, some_slips
from tests.kiosk.device import Device

DAY = timedelta(days=1)


def codes_of(answer) -> list[str]:
    return [one["code"] for one in answer.json["refused"]]


def test_it_is_recorded_in_the_channel_and_place_of_the_slip(
    device: Device, session: Session, point: ServicePoint
):
    elsewhere = a_point(session, agency=session.get_one(Agency, point.agency_id), name="Quầy số 9")
    procedure = a_procedure(session, name="Đăng ký khai sinh", at=elsewhere)
    (code,) = some_slips(session, point=elsewhere, procedure=procedure)

    record = device.take(slip=code.lower())
    answer = device.send(record)

    assert answer.json["recorded"] == [record["key"]]
    (rating,) = waiting(session)
    assert (rating.channel, rating.point_id) == (Channel.SLIP, elsewhere.id)
    assert (rating.procedure_id, rating.slip_digest) == (procedure.id, digest(code))


def test_the_last_answer_of_a_slip_counts_and_a_retry_of_an_earlier_one_changes_nothing(
    device: Device, session: Session, point: ServicePoint
):
    (code,) = some_slips(session, point=point)
    earlier = device.take(slip=code, answers={"overall": "1"})
    later = device.take(slip=code, answers={"overall": "5"})

    for record in (earlier, later, earlier):
        assert device.send(record).json["recorded"] == [record["key"]]

    (rating,) = waiting(session)
    assert (rating.answers, rating.revotes) == ('{"overall":"5"}', 1)


def test_of_two_answers_in_one_batch_the_one_given_last_counts(
    device: Device, session: Session, point: ServicePoint
):
    (code,) = some_slips(session, point=point)
    first, last = sorted([uuid4(), uuid4()], reverse=True)
    earlier = device.take(slip=code, answers={"overall": "1"}, key=first)
    later = device.take(slip=code, answers={"overall": "5"}, key=last)

    device.send(later, earlier)

    assert {rating.answers for rating in waiting(session)} == {'{"overall":"5"}'}


def test_an_answer_that_was_long_on_its_way_does_not_undo_a_later_one(
    device: Device, session: Session, point: ServicePoint
):
    (code,) = some_slips(session, point=point)
    yesterday = local_day(now()) - DAY
    late = device.take(slip=code, day=yesterday, answers={"overall": "1"})
    device.send(device.take(slip=code, answers={"overall": "5"}))

    answer = device.send(late)

    assert codes_of(answer) == ["slip_answered_since"]
    (rating,) = waiting(session)
    assert rating.answers == '{"overall":"5"}'


def test_a_slip_nobody_printed_is_named_and_holds_up_nothing(device: Device, session: Session):
    forged, free = device.take(slip="7" * 26), device.take()

    answer = device.send(forged, free)

    assert (codes_of(answer), answer.json["recorded"]) == (["slip_unknown"], [free["key"]])
    (refused,) = session.scalars(select(KioskRefusal.code))
    assert refused == "slip_unknown"


def test_a_slip_is_judged_by_the_day_it_was_read(
    device: Device, session: Session, point: ServicePoint
):
    today = local_day(now())
    (code,) = some_slips(session, point=point, valid_to=today - 3 * DAY)
    in_time = device.take(slip=code, day=today - 3 * DAY)
    too_late = device.take(slip=code, day=today)

    assert device.send(too_late).json["refused"][0]["code"] == "slip_closed"
    assert device.send(in_time).json["recorded"] == [in_time["key"]]


def test_a_receipt_lost_before_the_seal_is_told_again_after_it(
    app: Flask, device: Device, session: Session, point: ServicePoint
):
    codes = some_slips(session, point=point, count=12)
    batch = [device.take(slip=code) for code in codes]
    device.send(*batch)
    with app.app_context():
        list(night.seal(through=local_day(now()), now=now()))

    again = device.send(*batch)
    another = device.send(device.take(slip=codes[0]))

    assert sorted(again.json["recorded"]) == sorted(one["key"] for one in batch)
    assert codes_of(another) == ["slip_closed"]
    assert waiting(session) == []
