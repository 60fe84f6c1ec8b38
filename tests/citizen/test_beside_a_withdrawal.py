"""A rating arrives at the moment at which the pool of its slip is withdrawn."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.orm import Session

from survey.citizen import views
from survey.citizen.submission import Submission, receive
from survey.models.slip import Slip
from tests.citizen.sending import a_sheet, waiting
from tests.factories import an_open_point, some_slips


def test_a_slip_that_is_withdrawn_while_it_is_sent_is_not_known_any_more(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
):
    (code,) = some_slips(session, point=an_open_point(session))
    sheet = a_sheet(app.test_client().get(f"/r/{code}").text, overall="4")

    def withdrawn_before(submission: Submission, *, now: datetime) -> None:
        session.execute(delete(Slip))
        session.commit()
        receive(submission, now=now)

    monkeypatch.setattr(views, "receive", withdrawn_before)
    answer = app.test_client().post(f"/r/{code}?lang=en", data=sheet)

    assert (answer.status_code, "No slip has this code" in answer.text) == (404, True)
    assert waiting(session) == []
