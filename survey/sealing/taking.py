"""Ratings leave the inbox: their keys are remembered as digests, their slips marked by day.

Whatever is written here is written in the order of its digest, so that where it lies on the
disk says nothing about the order in which ratings arrived.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from survey.models.rating import key_digest
from survey.models.response import Precision
from survey.sealing.stripping import Rating

# One statement, so that neither keys nor slips travel to the program and back. The tables that
# every night empties are taken to be still empty when the planner looks: joined, each of their
# rows would be compared with every other. An array is looked up whatever they are taken for.
ON_POSTGRESQL = text("""
WITH taken AS (
    DELETE FROM pending_rating WHERE ctid = ANY (ARRAY (
        SELECT ctid FROM pending_rating WHERE agency_id = :agency_id AND day <= :through
        ORDER BY submission_key LIMIT :limit
    )) RETURNING *
), remembered AS (
    INSERT INTO sealed_submission (key_digest, sealed_on)
    SELECT sha256(uuid_send(submission_key)), :today FROM taken ORDER BY 1
), used AS (
    UPDATE slip SET used_on = date_trunc(:precision, CAST(rated.day AS timestamp))
    FROM (SELECT slip_digest, day FROM taken ORDER BY slip_digest) AS rated
    WHERE slip.digest = rated.slip_digest RETURNING slip.pool_id
), counted AS (
    UPDATE slip_pool SET used = slip_pool.used + more.n
    FROM (SELECT pool_id, count(*) AS n FROM used GROUP BY pool_id) AS more
    WHERE slip_pool.id = more.pool_id
), forgotten AS (
    DELETE FROM superseded_submission
    WHERE slip_digest = ANY (ARRAY (SELECT slip_digest FROM taken WHERE revotes > 0))
)
SELECT point_id, procedure_id, channel, version_id, day, language, answers, revotes,
    slip_digest IS NOT NULL, is_late
FROM taken
""")
ON_SQLITE = text("""
DELETE FROM pending_rating WHERE submission_key IN (
    SELECT submission_key FROM pending_rating WHERE agency_id = :agency_id AND day <= :through
    ORDER BY submission_key LIMIT :limit
)
RETURNING submission_key, slip_digest, (SELECT pool_id FROM slip WHERE digest = slip_digest),
    point_id, procedure_id, channel, version_id, day, language, answers, revotes, is_late
""")


def take(
    session: Session,
    *,
    agency_id: int,
    through: date,
    limit: int,
    precision: Precision,
    today: date,
) -> list[Rating]:
    """Take up to `limit` closed ratings of an agency, by their random keys."""
    values = {"agency_id": agency_id, "through": through.isoformat(), "limit": limit}
    if session.get_bind().dialect.name == "postgresql":
        values |= {"precision": precision.value, "today": today.isoformat()}
        rows = session.execute(ON_POSTGRESQL, values)
        return [Rating._make(row) for row in rows]
    gone = [Gone._make(row) for row in session.execute(ON_SQLITE, values)]
    _remember(session, gone=gone, today=today)
    days = {day: date.fromisoformat(day) for day in {one.day for one in gone}}
    kept = {day: precision.day_of(exact).isoformat() for day, exact in days.items()}
    _mark_slips(session, gone=gone, kept=kept)
    return [_rating(one, day=days[one.day]) for one in gone]


class Gone(NamedTuple):
    """A rating as SQLite gives it back, with what is still to be written about it."""

    key: str
    slip_digest: bytes | None
    pool_id: int | None
    point_id: int
    procedure_id: int | None
    channel: str
    version_id: int
    day: str
    language: str
    answers: str
    revotes: int
    is_late: int


def _rating(gone: Gone, *, day: date) -> Rating:
    return Rating(
        gone.point_id,
        gone.procedure_id,
        gone.channel,
        gone.version_id,
        day,
        gone.language,
        gone.answers,
        gone.revotes,
        gone.slip_digest is not None,
        bool(gone.is_late),
    )


def _remember(session: Session, *, gone: Sequence[Gone], today: date) -> None:
    day = today.isoformat()
    digests = sorted((key_digest(bytes.fromhex(one.key)), day) for one in gone)
    write_all(
        session, "INSERT INTO sealed_submission (key_digest, sealed_on) VALUES (?, ?)", digests
    )


def _mark_slips(session: Session, *, gone: Sequence[Gone], kept: Mapping[str, str]) -> None:
    rated = [one for one in gone if one.slip_digest is not None]
    rated.sort(key=attrgetter("slip_digest"))
    used = Counter(one.pool_id for one in rated)
    write_all(
        session,
        "UPDATE slip SET used_on = ? WHERE digest = ?",
        [(kept[one.day], one.slip_digest) for one in rated],
    )
    write_all(
        session,
        "UPDATE slip_pool SET used = used + ? WHERE id = ?",
        [(n, pool_id) for pool_id, n in used.items()],
    )
    write_all(
        session,
        "DELETE FROM superseded_submission WHERE slip_digest = ?",
        [(one.slip_digest,) for one in rated if one.revotes],
    )


def write_all(session: Session, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """The statement for each row, by the driver alone: nothing is converted on the way."""
    if rows:
        session.connection().exec_driver_sql(statement, list(rows))
