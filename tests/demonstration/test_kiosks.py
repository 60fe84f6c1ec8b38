"""The demonstration has kiosks: one well, one silent, one with a gap, one to be tried at once."""

from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk import demonstration, fleet
from survey import db
from survey.clock import OFFICE_ZONE
from survey.clock import now as present
from survey.demonstration import report
from survey.demonstration.report import Report
from survey.models.kiosk import Kiosk
from survey.models.point import ServicePoint
from survey.queries import kiosk_alerts
from tests.kiosk.device import Device

THURSDAY = datetime(2026, 11, 26, 15, tzinfo=OFFICE_ZONE)


def started(app: Flask, *, now: datetime = THURSDAY) -> dict[str, str]:
    with app.app_context(), db.transaction() as session:
        return dict(demonstration.ensure(session, now=now))


def silent(app: Flask, session: Session, *, now: datetime) -> list[str]:
    with app.app_context():
        return [
            kiosk.name
            for kiosk in session.scalars(select(Kiosk).order_by(Kiosk.id))
            for state in fleet.states(kiosk, now=now, patience=60)
            if state.silence
        ]


def test_one_is_silent_one_has_a_gap_and_each_start_brings_them_up_to_now(
    app: Flask, session: Session, ward: ServicePoint
):
    started(app)
    later = THURSDAY + timedelta(days=14)
    started(app, now=later)

    assert silent(app, session, now=later) == ["Máy ở quầy kết quả"]
    assert len(session.scalars(select(Kiosk)).all()) == 4
    assert kiosk_alerts.with_gaps(session) == {3}


def test_the_code_enrols_a_tablet_at_once(app: Flask, ward: ServicePoint):
    ready = started(app, now=present())

    device = Device(app.test_client())

    assert device.enrol(ready["kiosk_code"]).status_code == 200
    assert device.configure().status_code == 200
    assert ready["kiosk_url"].endswith(ready["kiosk_code"].replace(" ", ""))


def test_what_was_made_ready_is_written_down(tmp_path: Path):
    made = Report("http://x", [], "p", "d", "j", [], {"kiosk_code": "ABCD 2345"})

    report.write(tmp_path / report.FILE, made)

    assert '"kiosk_code": "ABCD 2345"' in (tmp_path / report.FILE).read_text()
