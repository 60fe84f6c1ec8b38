"""How fast closed days are sealed, on both engines, and whether memory stays flat."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from sqlalchemy import func, select

from bench import inbox, machine, moves, world
from bench.figures import Figure, Report, at_least, at_most, ratios
from bench.sealer import Sealed, seal_apart
from bench.world import World
from survey import db, schema
from survey.models.rating import PendingRating
from survey.models.response import Response
from tests.databases import PostgresServer

T = TypeVar("T")
TITLE = "Sealing: ratings out of the inbox into sealed rows and tallies, one process"


@dataclass(frozen=True)
class Scale:
    ratings: int
    rounds: int
    few: int
    many: int
    """Of each agency a whole number of largest batches: what memory holds is a batch."""
    communes: int = 165
    """Small agencies of the night beside, a hundred ratings each."""
    agencies: int = 6


FULL = Scale(ratings=100_000, rounds=3, few=60_000, many=240_000)
QUICK = Scale(ratings=30_000, rounds=2, few=60_000, many=120_000)
TINY = Scale(ratings=120, rounds=1, few=60, many=120, communes=2, agencies=2)
OF_A_COMMUNE = 100


@dataclass(frozen=True)
class Round:
    sealed: Sealed
    database_seconds: float
    bare_seconds: float
    """Of processor time, for the bare moves of as many rows, the server's included."""

    @property
    def per_second(self) -> float:
        return self.sealed.ratings / self.sealed.seconds

    @property
    def per_core(self) -> float:
        """Ratings per second of processor time, the sealer's and the database server's."""
        return self.sealed.ratings / self.core_seconds

    @property
    def core_seconds(self) -> float:
        return self.sealed.cpu_seconds + self.database_seconds


def measure(scale: Scale) -> Report:
    figures = [
        figure
        for name, engine in (("SQLite", _sqlite), ("PostgreSQL", _postgresql))
        for figure in (*_engine(name, engine, scale), _communes(name, engine, scale))
    ]
    notes = [
        f"{scale.ratings:,} ratings by slip a round, {scale.agencies} agencies, one in twenty "
        "with a comment",
        f"a night of communes: {scale.communes} agencies with {OF_A_COMMUNE} ratings each; the "
        "first night of a month makes the tallies to which later ones add",
        "one core: by the processor time of the sealing process and of the database server",
        "bare moves: the driver takes rows of the same size out of one table and into another, "
        "each with one index",
    ]
    return Report("sealing", TITLE, figures, notes)


Engine = Callable[[], AbstractContextManager[tuple[str, int | None]]]
"""The address of an empty database and the process of its server, if it has one."""


def _engine(name: str, engine: Engine, scale: Scale) -> list[Figure]:
    with engine() as (url, server_pid):
        with world.writing(url) as session:
            place = world.build(session, agencies=scale.agencies, points=3, procedures=12)
        run = _runner(url, place=place, server_pid=server_pid)
        few, many = run(scale.few), run(scale.many)
        rounds = [run(scale.ratings) for _ in range(scale.rounds)]
        waiting, stored = _left_and_stored(url)
    expected = scale.few + scale.many + scale.rounds * scale.ratings
    grown = [round_.sealed.grown_mib for round_ in (few, many)]
    return [
        Figure(f"{name}: on one core", [r.per_core for r in rounds], "/s", at_least(20_000)),
        Figure(f"{name}: bare moves", [r.sealed.ratings / r.bare_seconds for r in rounds], "/s"),
        ratios(
            f"{name}: sealing ÷ bare moves",
            [r.core_seconds for r in rounds],
            [r.bare_seconds for r in rounds],
        ),
        Figure(f"{name}: by the clock", [r.per_second for r in rounds], "/s"),
        Figure(f"{name}: memory, {scale.few:,} ratings", grown[:1], "MiB"),
        Figure(f"{name}: memory, {scale.many:,} ratings", grown[1:], "MiB"),
        Figure(f"{name}: memory, many ÷ few", [grown[1] / grown[0]], "times", at_most(1.2)),
        Figure(f"{name}: sealed, of all", [(stored - waiting) / expected], "", at_least(1)),
    ]


def _communes(name: str, engine: Engine, scale: Scale) -> Figure:
    with engine() as (url, server_pid):
        with world.writing(url) as session:
            place = world.build(session, agencies=scale.communes, points=3, procedures=12)
        run = _runner(url, place=place, server_pid=server_pid)
        nights = [run(scale.communes * OF_A_COMMUNE) for _ in range(scale.rounds)]
    rates = [night.per_core for night in nights]
    return Figure(f"{name}: a night of communes, on one core", rates, "/s")


def _runner(url: str, *, place: World, server_pid: int | None) -> Callable[[int], Round]:
    seeds = iter(range(1, 1000))

    def run(ratings: int) -> Round:
        with world.writing(url) as session:
            inbox.fill(session, place=place, ratings=ratings, seed=next(seeds))
        sealed, on_server = beside_server(lambda: seal_apart(url))
        bare, on_server_bare = beside_server(lambda: moves.bare_seconds(url, rows=ratings))
        return Round(sealed, on_server, bare + on_server_bare)

    def beside_server(work: Callable[[], T]) -> tuple[T, float]:
        """What comes of it, and the processor time that the server took meanwhile."""
        before = machine.used({"server": [server_pid] if server_pid else []})
        done = work()
        after = machine.used({"server": [server_pid] if server_pid else []})
        return done, after.since(before).of["server"]

    return run


def _left_and_stored(url: str) -> tuple[int, int]:
    with world.writing(url) as session:
        counts = (
            session.scalar(select(func.count()).select_from(table))
            for table in (PendingRating, Response)
        )
        waiting, stored = (count or 0 for count in counts)
    return waiting, stored


@contextmanager
def _sqlite() -> Iterator[tuple[str, int | None]]:
    with TemporaryDirectory(prefix="hailong-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'hailong.db'}"
        engine = db.connect(url)
        schema.migrate(engine)
        engine.dispose()
        yield url, None


@contextmanager
def _postgresql() -> Iterator[tuple[str, int | None]]:
    server = PostgresServer()
    server.start()
    try:
        yield server.url(server.create()), server.pid
    finally:
        server.stop()
