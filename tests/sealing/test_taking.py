"""Taking ratings out of the inbox on PostgreSQL, whose planner sees what the table held last."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from survey.citizen.submission import Submission, record
from survey.clock import local_day, now
from survey.db import Base
from survey.models.rating import Channel, PendingRating
from survey.models.slip import Slip
from survey.models.slip_code import digest
from survey.queries import questionnaires
from survey.sealing.taking import ON_POSTGRESQL
from tests.factories import an_open_point, some_slips

EMPTIED = ("pending_rating", "superseded_submission")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_full_inbox_that_was_empty_when_last_looked_at_is_not_compared_row_by_row(
    session: Session,
):
    _fill(session)
    for table in ("pending_rating", "superseded_submission"):
        session.execute(
            text("UPDATE pg_class SET relpages = 1000, reltuples = 0 WHERE relname = :name"),
            {"name": table},
        )

    plan = _plan(session, agency_id=1, limit=5000)

    scans = {
        (node["Relation Name"], node["Node Type"])
        for node in _nodes(plan)
        if "Scan" in node["Node Type"] and "Relation Name" in node
    }
    assert ("slip", "Index Scan") in scans
    assert ("slip", "Seq Scan") not in scans
    assert ("pending_rating", "Tid Scan") in scans
    joined = [node for node in _nodes(plan) if "Join Type" in node]
    assert {node["Node Type"] for node in joined} == {"Nested Loop"}
    assert all("Index" in node["Plans"][1]["Node Type"] for node in joined)


def _fill(session: Session) -> None:
    point = an_open_point(session)
    (code,) = some_slips(session, point=point)
    submission = Submission(
        key=uuid4(),
        channel=Channel.SLIP,
        agency_id=point.agency_id,
        point_id=point.id,
        version_id=questionnaires.version_in_use(
            session, agency_id=point.agency_id, day=local_day(now())
        ),
        language="vi",
        answers={"overall": "4"},
        slip_digest=digest(code),
    )
    record(session, submission=submission, now=now())
    for model, key in ((Slip, "digest"), (PendingRating, "submission_key")):
        _multiply(session, model, key=key)
    session.execute(text("ANALYZE slip"))
    session.commit()


def _multiply(session: Session, model: type[Base], *, key: str) -> None:
    """Twenty thousand more of the one row that is there."""
    fresh = {
        "digest": "sha256(n::text::bytea)",
        "submission_key": "gen_random_uuid()",
        "slip_digest": "NULL",
    }
    columns = model.__table__.columns.keys()
    values = (fresh.get(c, c) if c in (key, "slip_digest") else c for c in columns)
    session.execute(
        text(
            f"INSERT INTO {model.__tablename__} ({', '.join(columns)}) "
            f"SELECT {', '.join(values)} FROM {model.__tablename__}, generate_series(1, 20000) AS n"
        )
    )


def _plan(session: Session, **values: int) -> dict[str, Any]:
    today = local_day(now()).isoformat()
    explain = text(f"EXPLAIN (FORMAT JSON) {ON_POSTGRESQL.text}")
    found = session.execute(
        explain, {**values, "through": today, "precision": "day", "today": today}
    ).scalar_one()
    plan: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return plan


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)
