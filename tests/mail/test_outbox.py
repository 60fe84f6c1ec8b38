"""The outbox: written with what it tells, sent once, tried again, given up when it is old."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey import db
from survey.clock import now
from survey.mail import delivery, outbox, transport
from survey.mail.outbox import Letter
from survey.models.outgoing_mail import OutgoingMail
from survey.settings import Settings
from tests.postman import Postman, sending

NOW = now()
LETTER = Letter("ong@example.vn", "Ki-ốt im lặng", "Thưa Ông/Bà,\n")


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def app(settings: Settings, postman: Postman) -> Iterator[Flask]:
    with sending(settings, to=postman) as app:
        yield app


def write(app: Flask, *, when: datetime = NOW) -> None:
    with app.app_context(), db.transaction() as session:
        outbox.put(session, LETTER, about="an event", now=when)


def send(app: Flask, *, when: datetime = NOW) -> int:
    with app.app_context():
        return delivery.deliver(when)


def kept(session: Session) -> OutgoingMail:
    session.rollback()
    mail = session.scalars(select(OutgoingMail)).one()
    session.rollback()
    return mail


def test_an_event_is_written_once_and_sent_once(app: Flask, postman: Postman, session: Session):
    write(app)
    write(app)

    sent = [send(app), send(app)]

    assert sent == [1, 0]
    (message,) = postman.received
    assert (message["To"], message["From"]) == ("ong@example.vn", "hailong@example.vn")
    assert message["Subject"] == LETTER.subject
    assert message.get_content().splitlines() == LETTER.text.splitlines()
    assert message["Message-ID"] == kept(session).message_id


def test_what_is_undone_is_not_told(app: Flask, postman: Postman):
    def undone() -> None:
        with app.app_context(), db.transaction() as session:
            outbox.put(session, LETTER, about="an event", now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()

    assert send(app) == 0
    assert postman.received == []


def test_a_server_that_refuses_is_asked_again_later(app: Flask, postman: Postman, session: Session):
    write(app)
    postman.answer = "451 try again"

    sent = [send(app), send(app)]
    postman.answer = "250 taken"
    sent.append(send(app, when=NOW + delivery.FIRST_WAIT))

    assert sent == [0, 0, 1]
    assert kept(session).tries == 2
    assert len({message["Message-ID"] for message in postman.received}) == 1


def test_a_program_that_ends_while_it_sends_tries_again_under_the_same_number(
    app: Flask, postman: Postman, monkeypatch: pytest.MonkeyPatch
):
    write(app)
    honest = transport.send

    def broken_off(*message, **settings):
        honest(*message, **settings)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(transport, "send", broken_off)
        with pytest.raises(KeyboardInterrupt):
            send(app)
    sent = [send(app), send(app, when=NOW + delivery.CLAIM)]

    assert sent == [0, 1]
    first, second = postman.received
    assert first["Message-ID"] == second["Message-ID"]


def test_old_news_is_given_up_and_forgotten(app: Flask, session: Session):
    write(app, when=NOW - delivery.WORTH_SENDING - timedelta(hours=1))

    sent = send(app)
    given_up = kept(session).given_up_at
    send(app, when=NOW + delivery.KEPT)

    assert (sent, given_up) == (0, NOW)
    session.rollback()
    assert session.scalars(select(OutgoingMail)).all() == []


def test_without_a_mail_server_everything_waits(app: Flask, session: Session):
    app.config["SETTINGS"] = app.config["SETTINGS"].model_copy(update={"mail_url": ""})
    write(app)

    assert send(app) == 0
    assert kept(session).tries == 0
