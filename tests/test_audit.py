"""The trail of what staff changed."""

import json
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from survey import audit
from survey.audit import Actor
from survey.models.account import AuditEvent
from tests.factories import an_agency

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)


def the_event(session) -> AuditEvent:
    session.flush()
    return session.execute(select(AuditEvent)).scalar_one()


def test_a_change_is_kept_with_what_differs_before_and_after(session):
    agency = an_agency(session, name="Xã Cũ")
    before = audit.snapshot(agency)

    agency.name_vi, agency.valid_to = "Xã Mới", date(2026, 6, 30)
    audit.record(
        session,
        by=Actor(None, NOON),
        action="agency.edited",
        subject={"agency": agency.id},
        agency_id=agency.id,
        before=before,
        after=audit.snapshot(agency),
    )

    assert json.loads(the_event(session).details) == {
        "subject": {"agency": agency.id},
        "before": {"name_vi": "Xã Cũ", "valid_to": None},
        "after": {"name_vi": "Xã Mới", "valid_to": "2026-06-30"},
    }


def test_an_event_names_no_account_when_the_command_line_acts(session):
    audit.record(session, by=Actor(None, NOON), action="x", subject={})

    assert (the_event(session).account_id, the_event(session).at) == (None, NOON)


def test_what_cannot_be_read_again_is_refused(session):
    with pytest.raises(TypeError, match="bytes does not belong"):
        audit.record(
            session, by=Actor(None, NOON), action="x", subject={}, after={"digest": b"\x00"}
        )
