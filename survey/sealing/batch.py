"""Sealing one batch: out of the inbox, into responses and tallies, in one transaction."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Insert, bindparam, delete, insert, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.models.method import Definition
from survey.models.rating import (
    PendingRating,
    SealedSubmission,
    SupersededSubmission,
    key_digest,
)
from survey.models.response import Batch, Comment, Precision, Response
from survey.models.slip import Slip, SlipPool
from survey.models.tally import Cell, Tally
from survey.queries import inbox
from survey.queries.inbox import Rating
from survey.sealing.leaf import canonical
from survey.sealing.stripping import Place, SealedRows, strip

AT_ONCE = 1000
"""Identifiers in one statement; both engines take that many."""
SEAL_LOCK = 0x4C6F6E67
"""Of PostgreSQL's advisory locks, the one that a sealing run holds."""


def seal_batch(
    session: Session,
    *,
    agency_id: int,
    through: date,
    limit: int,
    at_least: int,
    precision: Precision,
    definitions: Mapping[int, Definition],
    today: date,
) -> int:
    """Seal up to `limit` waiting ratings of an agency, none below `at_least`; how many it were."""
    _hold_the_lock(session)
    ratings = inbox.locked(session, agency_id=agency_id, through=through, limit=limit)
    if len(ratings) < at_least:
        return 0  # another run took them a moment ago
    batch_id = uuid4()
    sealed = strip(
        ratings,
        batch_id=batch_id,
        agency_id=agency_id,
        precision=precision,
        definitions=definitions,
    )
    session.execute(
        insert(Batch).values(_batch(ratings, batch_id=batch_id, agency_id=agency_id, today=today))
    )
    _insert_all(session, Response, sealed.responses)
    _insert_all(session, Comment, sealed.comments)
    _count(session, agency_id=agency_id, sealed=sealed)
    _close_slips(session, ratings=ratings)
    _empty_the_inbox(session, ratings=ratings, today=today)
    return len(ratings)


def _hold_the_lock(session: Session) -> None:
    """Two runs at once take turns; SQLite has one writer at a time anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": SEAL_LOCK})


def _batch(ratings: list[Rating], *, batch_id: UUID, agency_id: int, today: date) -> dict[str, Any]:
    """The batch with its header: the counts that nobody may change later."""
    channels = Counter(rating.channel.value for rating in ratings)
    days = [rating.day for rating in ratings]
    header = {
        "channels": dict(channels),
        "format": 1,
        "ratings": len(ratings),
        "revotes": sum(rating.revotes for rating in ratings),
        "slips_used": sum(rating.slip_digest is not None for rating in ratings),
    }
    return {
        "id": batch_id,
        "agency_id": agency_id,
        "sealed_on": today,
        "first_day": min(days),
        "last_day": max(days),
        "ratings": len(ratings),
        "header": canonical(header),
    }


def _insert_all(session: Session, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        session.execute(insert(table.__table__), rows)


def _count(session: Session, *, agency_id: int, sealed: SealedRows) -> None:
    periods = {place.period for place in sealed.counts}
    cells = {
        Place(c.period, c.point_id, c.procedure_id, c.channel, c.version_id): c
        for c in inbox.cells(session, agency_id=agency_id, periods=periods)
    }
    for place, n in sealed.counts.items():
        if place not in cells:
            cells[place] = Cell(agency_id=agency_id, responses=0, **place._asdict())
            session.add(cells[place])
        cells[place].responses += n
    session.flush()
    session.execute(
        _add_to_tally(session),
        [
            {"cell_id": cells[place].id, "question": question, "answer": answer, "n": n}
            for (place, question, answer), n in sealed.answers.items()
        ],
    )


def _add_to_tally(session: Session) -> Insert:
    tally = Tally.__table__
    keys = ["cell_id", "question", "answer"]
    if session.get_bind().dialect.name == "sqlite":
        lite = sqlite.insert(Tally)
        return lite.on_conflict_do_update(
            index_elements=keys, set_={"n": tally.c.n + lite.excluded.n}
        )
    add = postgresql.insert(Tally)
    return add.on_conflict_do_update(index_elements=keys, set_={"n": tally.c.n + add.excluded.n})


def _close_slips(session: Session, *, ratings: list[Rating]) -> None:
    rated = sorted((r.slip_digest, r.day) for r in ratings if r.slip_digest is not None)
    if not rated:
        return
    used: Counter[int] = Counter()
    for digests in _portions([digest for digest, _ in rated]):
        used.update(inbox.slips_by_pool(session, digests=digests))
        session.execute(
            delete(SupersededSubmission).where(SupersededSubmission.slip_digest.in_(digests))
        )
    slip, pool = Slip.__table__.c, SlipPool.__table__.c
    session.execute(
        update(Slip.__table__)  # type: ignore[arg-type]
        .where(slip.digest == bindparam("rated"))
        .values(used_on=bindparam("day")),
        [{"rated": digest, "day": day} for digest, day in rated],
    )
    session.execute(
        update(SlipPool.__table__)  # type: ignore[arg-type]
        .where(pool.id == bindparam("printed_in"))
        .values(used=pool.used + bindparam("n")),
        [{"printed_in": pool_id, "n": n} for pool_id, n in sorted(used.items())],
    )


def _empty_the_inbox(session: Session, *, ratings: list[Rating], today: date) -> None:
    digests = sorted(key_digest(rating.submission_key) for rating in ratings)
    _insert_all(session, SealedSubmission, [{"key_digest": d, "sealed_on": today} for d in digests])
    for keys in _portions([rating.submission_key for rating in ratings]):
        session.execute(delete(PendingRating).where(PendingRating.submission_key.in_(keys)))


def _portions(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
