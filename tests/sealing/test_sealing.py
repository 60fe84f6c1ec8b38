"""Sealing: what is mixed, what is forgotten, and that an interruption changes nothing."""

import gc
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, event, func, insert, literal_column, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from survey import closing, db
from survey.citizen.submission import Submission, record
from survey.clock import local_day, monday_of, now, start_of_day
from survey.db import Base
from survey.errors.citizen import SlipClosed
from survey.leaf import canonical, commitment, leaf_hash
from survey.models.agency import Agency
from survey.models.point import ServicePoint
from survey.models.rating import Channel, PendingRating, SealedSubmission
from survey.models.response import Batch, Comment, Precision, Response
from survey.models.slip import Slip, SlipPool
from survey.models.slip_code import digest
from survey.models.tally import Cell, Tally
from survey.queries import questionnaires
from survey.sealing import batch, commands, night, overdue
from tests.factories import a_procedure, an_open_point, some_slips

NOW = now()
TODAY = local_day(NOW)
CLOSED = closing.last_closed_day(NOW)


@pytest.fixture
def point(session: Session) -> ServicePoint:
    return an_open_point(session)


def rate(
    session: Session,
    *,
    at: ServicePoint,
    overall: str = "4",
    when: datetime = NOW - timedelta(days=3),
    slip: str | None = None,
    **answers: str,
) -> Submission:
    submission = Submission(
        key=uuid4(),
        channel=Channel.SLIP if slip else Channel.POSTER,
        agency_id=at.agency_id,
        point_id=at.id,
        version_id=questionnaires.version_in_use(session, agency_id=at.agency_id, day=TODAY),
        language="vi",
        answers={"overall": overall, **answers},
        slip_digest=digest(slip) if slip else None,
    )
    record(session, submission=submission, now=when)
    session.commit()
    return submission


def seal(app: Flask, *, through: date = CLOSED) -> list[night.Outcome]:
    with app.app_context():
        return list(night.seal(through=through, now=NOW))


def test_ten_closed_ratings_become_responses_and_tallies(
    app: Flask, session: Session, point: ServicePoint
):
    for overall in "5544432211":
        rate(session, at=point, overall=overall, staff="yes")

    (outcome,) = seal(app)

    assert (outcome.sealed, outcome.waiting) == (10, 0)
    assert session.scalar(select(func.count()).select_from(PendingRating)) == 0
    counted = session.execute(select(Tally.question, Tally.answer, Tally.n)).all()
    assert {(q, a): n for q, a, n in counted if q == "overall"} == {
        ("overall", level): n for level, n in Counter("5544432211").items()
    }
    assert ("staff", "yes", 10) in counted
    assert session.scalars(select(Cell.responses)).all() == [10]


def test_nine_ratings_wait_for_a_tenth(app: Flask, session: Session, point: ServicePoint):
    for _ in range(9):
        rate(session, at=point)

    (waiting,) = seal(app)
    rate(session, at=point)
    (sealed,) = seal(app)

    assert (waiting.sealed, waiting.waiting) == (0, 9)
    assert sealed.sealed == 10


def test_after_seven_days_a_small_batch_loses_its_counter_and_keeps_the_week(
    app: Flask, session: Session, point: ServicePoint
):
    for _ in range(3):
        rate(session, at=point, when=NOW - timedelta(days=12))

    (outcome,) = seal(app)

    rows = session.scalars(select(Response)).all()
    assert outcome.sealed == 3
    assert {row.precision for row in rows} == {Precision.WEEK}
    assert {row.point_id for row in rows} == {None}
    assert all(row.day.weekday() == 0 for row in rows)


def test_a_batch_of_a_week_keeps_no_day_beside_its_rows(
    app: Flask, session: Session, point: ServicePoint
):
    monday = monday_of(CLOSED) - timedelta(days=14)
    (slip,) = some_slips(session, point=point)
    rate(session, at=point, when=start_of_day(monday + timedelta(days=4)), slip=slip)
    rate(session, at=point, when=start_of_day(monday + timedelta(days=3)))

    seal(app)

    batch = session.scalars(select(Batch)).one()
    assert (batch.first_day, batch.last_day, batch.sealed_on) == (monday, monday, monday_of(TODAY))
    assert session.scalars(select(Slip.used_on)).all() == [monday]
    assert set(session.scalars(select(SealedSubmission.sealed_on))) == {monday_of(TODAY)}


def test_a_day_that_can_still_be_changed_is_not_sealed(
    app: Flask, session: Session, point: ServicePoint
):
    for _ in range(12):
        rate(session, at=point, when=NOW - timedelta(days=1))

    assert seal(app) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_night_that_seals_nothing_does_not_keep_itself_from_emptying_the_log(
    app: Flask, session: Session, point: ServicePoint
):
    rate(session, at=point, when=NOW - timedelta(days=1))
    log = Path(f"{app.extensions['engine'].url.database}-wal")
    assert log.stat().st_size > 0

    assert seal(app) == []

    assert log.stat().st_size == 0


def test_a_sealed_row_holds_no_time_no_slip_and_no_key(
    app: Flask, session: Session, point: ServicePoint
):
    sent = [rate(session, at=point, slip=s) for s in some_slips(session, point=point, count=10)]

    seal(app)

    rows = session.scalars(select(Response)).all()
    told = {str(value) for row in rows for value in vars(row).values()}
    assert not told & {str(s.key) for s in sent}
    assert not told & {str(s.slip_digest) for s in sent}
    assert {row.id.version for row in rows} == {4}
    assert [row.leaf for row in rows_as_stored(session)] == sorted(row.leaf for row in rows)
    assert "arrived_at" not in Response.__table__.c


def rows_as_stored(session: Session, table: type[Base] = Response) -> list[Any]:
    place = "rowid" if session.get_bind().dialect.name == "sqlite" else "ctid"
    return list(session.scalars(select(table).order_by(literal_column(place))))


def test_where_a_key_or_a_slip_lies_says_nothing_about_when_it_came(
    app: Flask, session: Session, point: ServicePoint
):
    for code in some_slips(session, point=point, count=20):
        rate(session, at=point, slip=code)

    seal(app)

    if session.get_bind().dialect.name == "sqlite":  # changes a slip where it lies
        with pytest.raises(OperationalError, match="no such column: rowid"):
            session.execute(text("SELECT rowid FROM sealed_submission"))
        return
    keys = [row.key_digest for row in rows_as_stored(session, SealedSubmission)]
    assert keys == sorted(keys)
    slips = [row.digest for row in rows_as_stored(session, Slip)]
    assert slips == sorted(slips)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_was_sealed_cannot_be_read_off_the_disk(
    app: Flask, session: Session, point: ServicePoint
):
    gone = [rate(session, at=point, slip=s) for s in some_slips(session, point=point, count=40)]
    (slip,) = some_slips(session, point=point)
    kept = rate(session, at=point, slip=slip, when=NOW)

    seal(app)

    on_disk = files_of(session, "pending_rating", "pk_pending_rating", "slip_rated_once")
    assert kept.key.bytes in on_disk
    assert [one.key for one in gone if one.key.bytes in on_disk] == []
    assert [one.key for one in gone if one.content_hash in on_disk] == []
    assert [one.key for one in gone if one.slip_digest and one.slip_digest in on_disk] == []


def files_of(session: Session, *relations: str) -> bytes:
    session.rollback()
    session.execute(text("CHECKPOINT"))
    read = text("SELECT pg_read_binary_file(pg_relation_filepath(CAST(:name AS regclass)))")
    return b"".join(session.scalar(read, {"name": name}) or b"" for name in relations)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_reads_the_inbox_while_it_is_sealed_does_not_hold_up_citizens(
    app: Flask, session: Session, point: ServicePoint, caplog: pytest.LogCaptureFixture
):
    for _ in range(10):
        rate(session, at=point)
    with app.extensions["engine"].connect() as reader:
        reader = reader.execution_options(isolation_level="REPEATABLE READ")
        reader.execute(select(func.count()).select_from(PendingRating))

        (outcome,) = seal(app)

    assert outcome.sealed == 10
    assert "can still be read" in caplog.text


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_statistics_of_the_server_quote_no_rating(
    app: Flask, session: Session, point: ServicePoint
):
    for slip in some_slips(session, point=point, count=12):
        rate(session, at=point, slip=slip)
        rate(session, at=point, slip=slip, overall="2")

    session.execute(text("ANALYZE pending_rating, superseded_submission"))

    described = "SELECT attname FROM pg_stats WHERE tablename = ANY (:tables)"
    tables = ["pending_rating", "superseded_submission"]
    columns = set(session.scalars(text(described), {"tables": tables}))
    assert "agency_id" in columns
    assert not columns & {
        "answers",
        "arrived_at",
        "content_hash",
        "slip_digest",
        "submission_key",
    }


def test_the_numbers_of_cells_say_nothing_about_what_was_rated_first(
    app: Flask, session: Session, point: ServicePoint
):
    procedures = [a_procedure(session, at=point) for _ in range(12)]
    for procedure in reversed(procedures):
        rated = rate(session, at=point)
        session.execute(
            update(PendingRating)
            .where(PendingRating.submission_key == rated.key)
            .values(procedure_id=procedure.id)
        )
    session.commit()

    seal(app)

    cells = session.scalars(select(Cell.procedure_id).order_by(Cell.id)).all()
    assert cells == [procedure.id for procedure in procedures]


def test_slips_are_marked_used_by_day_and_counted_in_their_pool(
    app: Flask, session: Session, point: ServicePoint
):
    codes = some_slips(session, point=point, count=15)
    for code in codes[:10]:
        rate(session, at=point, slip=code)

    seal(app)

    assert session.scalar(select(SlipPool.used)) == 10
    used = session.scalars(select(Slip.used_on).where(Slip.used_on.is_not(None))).all()
    assert used == [TODAY - timedelta(days=3)] * 10


def test_what_is_sealed_cannot_be_sent_again(app: Flask, session: Session, point: ServicePoint):
    codes = some_slips(session, point=point, count=10)
    first, *_ = [rate(session, at=point, slip=code) for code in codes]
    by_poster = rate(session, at=point)
    seal(app)

    record(session, submission=first, now=NOW)
    record(session, submission=by_poster, now=NOW)
    with pytest.raises(SlipClosed):
        rate(session, at=point, slip=codes[0], overall="1")

    session.rollback()
    assert session.scalar(select(func.count()).select_from(PendingRating)) == 0
    assert session.scalar(select(func.count()).select_from(SealedSubmission)) == 11


def test_comments_stand_apart_and_their_commitments_hold(
    app: Flask, session: Session, point: ServicePoint
):
    for number in range(10):
        rate(session, at=point, comment=f"Ý kiến {number}")

    seal(app)

    assert all("comment" not in json.loads(r.answers) for r in session.scalars(select(Response)))
    comments = {c.response_id: c for c in session.scalars(select(Comment))}
    assert sorted(c.text for c in comments.values()) == [f"Ý kiến {n}" for n in range(10)]
    for row in session.scalars(select(Response)):
        assert row.leaf == leaf_hash(canonical(as_committed(row, comments[row.id])), salt=row.salt)


def as_committed(row: Response, comment: Comment) -> dict[str, object]:
    return {
        "format": 1,
        "agency_id": row.agency_id,
        "point_id": row.point_id,
        "procedure_id": row.procedure_id,
        "channel": row.channel,
        "version_id": row.version_id,
        "day": row.day.isoformat(),
        "precision": row.precision,
        "answers": row.answers,
        "texts": {comment.question: commitment(comment.text, salt=comment.salt)},
    }


def test_sealed_responses_refuse_to_be_changed_or_deleted(
    app: Flask, session: Session, point: ServicePoint
):
    for _ in range(10):
        rate(session, at=point)
    seal(app)

    with pytest.raises(DBAPIError, match="never changes"):
        session.execute(update(Response).values(answers='{"overall":"5"}'))
    session.rollback()
    with pytest.raises(DBAPIError, match="never changes"):
        session.execute(Response.__table__.delete())


def test_sealed_rows_refuse_to_be_written_over(app: Flask, session: Session, point: ServicePoint):
    for _ in range(10):
        rate(session, at=point)
    seal(app)
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    write_over = (
        "REPLACE INTO {0} SELECT * FROM {0}"
        if is_sqlite
        else "INSERT INTO {0} SELECT * FROM {0} ON CONFLICT (id) DO UPDATE SET id = excluded.id"
    )

    for table in ("response", "batch"):
        with pytest.raises(DBAPIError, match="never changes"):
            session.execute(text(write_over.format(table)))
        session.rollback()


@pytest.mark.parametrize(
    "column", ["agency_id", "point_id", "procedure_id", "version_id", "batch_id"]
)
def test_a_response_that_points_at_nothing_is_refused(
    app: Flask, session: Session, point: ServicePoint, column: str
):
    for _ in range(10):
        rate(session, at=point)
    seal(app)
    names = Response.__table__.columns.keys()
    row = session.execute(select(Response.__table__)).mappings().first()
    another = {name: row[name] for name in names} | {"id": uuid4()}
    session.execute(insert(Response), another)

    nowhere = uuid4() if column == "batch_id" else 10**6
    with pytest.raises(IntegrityError):
        session.execute(insert(Response), another | {"id": uuid4(), column: nowhere})


def test_what_responses_point_at_stays(app: Flask, session: Session, point: ServicePoint):
    for _ in range(10):
        rate(session, at=point)
    seal(app)

    with pytest.raises(IntegrityError):
        session.execute(delete(ServicePoint))
    session.rollback()
    with pytest.raises(IntegrityError, match="stays where its responses are"):
        session.execute(delete(Cell))
    session.rollback()
    with pytest.raises(IntegrityError, match="stays where its responses are"):
        session.execute(update(Cell).values(point_id=None))


def test_procedures_points_and_months_are_counted_apart(
    app: Flask, session: Session, point: ServicePoint
):
    procedure = a_procedure(session, at=point)
    for _ in range(10):
        rate(session, at=point, when=NOW - timedelta(days=3))
    for _ in range(10):
        rate(session, at=point, when=NOW - timedelta(days=40))
    session.execute(
        update(PendingRating)
        .where(PendingRating.day < TODAY - timedelta(days=30))
        .values(procedure_id=procedure.id)
    )
    session.commit()

    seal(app)

    cells = session.execute(select(Cell.procedure_id, Cell.responses)).all()
    assert sorted((p or 0, n) for p, n in cells) == [(0, 10), (procedure.id, 10)]


def test_sealing_twice_changes_nothing(app: Flask, session: Session, point: ServicePoint):
    for _ in range(11):
        rate(session, at=point)
    seal(app)
    before = everything_counted(session)

    assert seal(app) == []
    assert everything_counted(session) == before


def everything_counted(session: Session) -> tuple[object, ...]:
    session.rollback()
    return (
        session.scalar(select(func.count()).select_from(Response)),
        session.scalar(select(func.count()).select_from(Batch)),
        session.scalar(select(func.count()).select_from(PendingRating)),
        session.scalar(select(func.count()).select_from(SealedSubmission)),
        sorted(map(tuple, session.execute(select(Tally.question, Tally.answer, Tally.n)))),
        session.scalars(select(SlipPool.used)).all(),
    )


class PowerCut(BaseException):
    """Stands for the process ending between two statements."""


@contextmanager
def power_cut_before(app: Flask, *, statement: int) -> Iterator[None]:
    seen = Counter()

    def cut(*_arguments: object) -> None:
        seen["statements"] += 1
        if seen["statements"] == statement:
            raise PowerCut

    engine = app.extensions["engine"]
    event.listen(engine, "before_cursor_execute", cut)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", cut)


def test_interrupted_before_any_statement_and_run_again_it_gives_the_same(
    app: Flask, session: Session, point: ServicePoint
):
    codes = some_slips(session, point=point, count=6)
    for code in codes:
        rate(session, at=point, slip=code)
    for _ in range(6):
        rate(session, at=point, overall="2")
    before = everything_counted(session)

    for statement in range(1, 60):
        session.rollback()  # who still reads keeps the log of SQLite from being emptied
        try:
            with power_cut_before(app, statement=statement):
                seal(app)
        except PowerCut:
            assert everything_counted(session) in (before, expected(session))
        else:
            break

    assert statement > 8
    assert everything_counted(session) == expected(session)


def expected(_session: Session) -> tuple[object, ...]:
    return (12, 1, 0, 12, [("overall", "2", 6), ("overall", "4", 6)], [6])


@pytest.mark.parametrize(("free", "pages"), [(10**12, 32_768), (80 * 2**20, 5_120), (0, 1_000)])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_log_leaves_room_on_a_small_disk(
    app: Flask, monkeypatch: pytest.MonkeyPatch, free: int, pages: int
):
    monkeypatch.setattr(batch.shutil, "disk_usage", lambda _folder: Disk(free))

    with app.app_context(), db.transaction() as session:
        batch.prepare(session)

        assert session.scalar(text("PRAGMA wal_autocheckpoint")) == pages


class Disk(NamedTuple):
    free: int


def test_a_large_agency_is_sealed_in_even_batches(
    app: Flask, session: Session, point: ServicePoint, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(night, "LARGEST_BATCH", 30)
    for _ in range(61):
        rate(session, at=point)

    (outcome,) = seal(app)

    assert outcome.sealed == 61
    assert sorted(session.scalars(select(Batch.ratings)).all()) == [19, 21, 21]


def test_the_garbage_collector_rests_while_a_batch_is_sealed_and_then_goes_on(
    app: Flask, session: Session, point: ServicePoint, monkeypatch: pytest.MonkeyPatch
):
    for _ in range(10):
        rate(session, at=point)
    collects = []

    def seal_one(*args: Any, **kwargs: Any) -> int:
        collects.append(gc.isenabled())
        return batch.seal_batch(*args, **kwargs)

    monkeypatch.setattr(night, "seal_batch", seal_one)
    seal(app)

    assert [*collects, gc.isenabled()] == [False, True]


def an_agency_that_cannot_be_sealed(session: Session) -> ServicePoint:
    broken = an_open_point(session)
    for _ in range(10):
        rate(session, at=broken)
    session.execute(
        update(PendingRating)
        .where(PendingRating.agency_id == broken.agency_id)
        .values(answers='{"overall": "SECRET')
    )
    session.commit()
    return broken


def test_an_agency_that_cannot_be_sealed_stops_no_other(
    app: Flask, session: Session, caplog: pytest.LogCaptureFixture
):
    points = [an_open_point(session), an_agency_that_cannot_be_sealed(session)]
    points.append(an_open_point(session))
    for point in (points[0], points[2]):
        for _ in range(10):
            rate(session, at=point)

    outcomes = seal(app)

    assert [(o.sealed, o.waiting, o.has_failed) for o in outcomes] == [
        (10, 0, False),
        (0, 10, True),
        (10, 0, False),
    ]
    assert session.scalar(select(func.count()).select_from(Response)) == 20
    assert session.scalar(select(func.count()).select_from(PendingRating)) == 10
    assert outcomes[1].agency in caplog.text
    assert "SECRET" not in caplog.text


def test_the_command_says_which_agency_could_not_be_sealed(app: Flask, session: Session):
    point = an_agency_that_cannot_be_sealed(session)
    name = session.get_one(Agency, point.agency_id).name_vi
    session.rollback()

    told = app.test_cli_runner().invoke(commands.seal)

    assert told.exit_code == 1
    assert f"{name}: chưa khóa sổ được, còn 10 lượt đánh giá đang chờ" in told.output


def test_the_doctor_names_who_waits_for_too_long(app: Flask, session: Session):
    point, engine = an_open_point(session), app.extensions["engine"]
    longest = closing.LONGEST_WAIT + overdue.ONE_NIGHT
    rate(session, at=point, when=NOW - timedelta(days=2) - longest + timedelta(days=1))
    early = overdue.finding(engine, now=NOW)

    rate(session, at=point, when=NOW - timedelta(days=2) - longest)
    late = overdue.finding(engine, now=NOW)

    assert early.is_safe
    assert (late.is_safe, late.value) == (
        False,
        f"{session.get_one(Agency, point.agency_id).name_vi} (1)",
    )
