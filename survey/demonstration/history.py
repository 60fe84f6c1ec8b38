"""Two years of Tỉnh Mẫu, sealed month by month as they were closed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from survey import closing, db
from survey.clock import start_of_day
from survey.demonstration import counter_history
from survey.demonstration.chronicle import Chronicle, later
from survey.demonstration.counter_history import World
from survey.sealing import night

ROOM_FOR_INDEXES = "PRAGMA cache_size = -65536"  # in KiB; for this connection alone


def steps(world: World) -> int:
    return len(world.counters) + world.chronicle.months + 1


def play(world: World) -> Iterator[None]:
    """Write everything, one step at a time; the ratings of the last two days stay unsealed."""
    for counter in world.counters:
        with db.transaction() as session:
            _make_room(session)
            counter_history.write(session, world=world, counter=counter)
        yield
    for number in range(world.chronicle.months + 1):
        end = later(world.chronicle.first_day, months=number + 1)
        _seal(world.chronicle, through=end - timedelta(days=1), now=world.now)
        yield


def _make_room(session: Session) -> None:
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql(ROOM_FOR_INDEXES)


def _seal(chronicle: Chronicle, *, through: date, now: datetime) -> None:
    """As the nightly close would have done it in those days."""
    through = min(through, closing.last_closed_day(now))
    if through >= chronicle.first_day:
        then = min(now, start_of_day(through + closing.DAYS_OPEN))
        for _outcome in night.seal(through=through, now=then):
            pass
