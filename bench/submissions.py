"""Ratings accepted per second by the whole way of a citizen, beside a bare view and pgbench."""

import gzip
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from uuid import UUID

from sqlalchemy import func, select

from bench import machine, pgbench, world
from bench.citizens import Order, Outcome, fill_in, send_out
from bench.figures import Figure, Report, at_least, at_most, ratios
from bench.machine import Used
from bench.serving import PRODUCT, Served, serving
from bench.world import World, portions
from survey.models.rating import PendingRating
from tests.databases import PostgresServer

TITLE = "Ratings accepted: open the page, send it, each over a connection of its own (PostgreSQL)"
BARE = "bench.bare:create_app()"
KEYS_AT_ONCE = 1000
MOST_PER_SECOND = 2000
GROUPS = ("web", "postgres", "load")


@dataclass(frozen=True)
class Scale:
    rounds: int
    seconds: float
    warm_up_seconds: float
    slips: int
    insert_seconds: int = 2
    inserts: int = 400_000
    clients: int = 8


FULL = Scale(rounds=6, seconds=8, warm_up_seconds=4, slips=120_000)
QUICK = Scale(rounds=3, seconds=4, warm_up_seconds=2, slips=40_000)
TINY = Scale(
    rounds=1,
    seconds=0.5,
    warm_up_seconds=0,
    slips=1_000,
    insert_seconds=1,
    inserts=40_000,
    clients=2,
)


@dataclass
class Side:
    """One server under load: what each round gave, and what it cost."""

    served: Served
    outcomes: list[Outcome] = field(default_factory=list)
    costs: list[Used] = field(default_factory=list)

    @property
    def rates(self) -> list[float]:
        return [outcome.accepted / outcome.seconds for outcome in self.outcomes]

    def cost_ms(self, group: str) -> list[float]:
        """Processor milliseconds of a group of processes for one accepted rating."""
        return [
            1000 * cost.of[group] / outcome.accepted
            for cost, outcome in zip(self.costs, self.outcomes, strict=True)
        ]

    @property
    def whole_cost_ms(self) -> list[float]:
        """Of everything that works for a rating: web, database and the load itself."""
        return list(map(sum, zip(*(self.cost_ms(group) for group in GROUPS), strict=True)))

    def percentiles(self, which: int) -> list[float]:
        return [quantiles(outcome.flows_ms, n=100)[which - 1] for outcome in self.outcomes]


def measure(scale: Scale) -> Report:
    with _stage(scale) as stage:
        stage.warm_up(scale)
        for _ in range(scale.rounds):  # turn by turn, so that a drift of the machine meets all
            stage.run(stage.ours, scale)
            stage.run(stage.bare, scale)
            stage.insert(scale)
        found = stage.keys_found()
    ours, bare = stage.ours, stage.bare
    acknowledged = sum(outcome.accepted for outcome in ours.outcomes)
    figures = [
        Figure("accepted", ours.rates, "/s", at_least(250)),
        Figure("bare view, same insert", bare.rates, "/s"),
        ratios("accepted ÷ bare view", ours.rates, bare.rates, aim=at_least(0.5)),
        Figure("pgbench, same insert", stage.inserts, "/s"),
        ratios("accepted ÷ pgbench", ours.rates, stage.inserts),
        *(Figure(f"both requests, p{p}", ours.percentiles(p), "ms") for p in (50, 95)),
        Figure("both requests, p99", ours.percentiles(99), "ms", at_most(200)),
        Figure("acknowledged and found afterwards", [found / acknowledged], "", at_least(1)),
        Figure("refused or failed", [len(o.failures) for o in ours.outcomes], "", at_most(0)),
        *_costs(ours, bare),
    ]
    notes = [f"{acknowledged:,} ratings acknowledged, {scale.clients} citizens at a time"]
    return Report("submissions", TITLE, figures, notes)


def _costs(ours: Side, bare: Side) -> list[Figure]:
    """What does not depend on how busy the machine is otherwise."""
    two_cores = [2000 / cost for cost in ours.whole_cost_ms]
    return [
        Figure("processor time, web workers", ours.cost_ms("web"), "ms a rating"),
        Figure("processor time, bare view", bare.cost_ms("web"), "ms a rating"),
        Figure("processor time, PostgreSQL", ours.cost_ms("postgres"), "ms a rating"),
        Figure("processor time, the load itself", ours.cost_ms("load"), "ms a rating"),
        Figure("two cores would carry, by processor time", two_cores, "/s"),
        ratios("product ÷ bare view, the same", bare.whole_cost_ms, ours.whole_cost_ms),
        Figure("cores used by others meanwhile", [cost.by_others for cost in ours.costs], "cores"),
    ]


@dataclass
class Stage:
    """Two web servers on one database, and the slips that nobody has used yet."""

    server: PostgresServer
    database: str
    script: Path
    codes: list[str]
    ours: Side
    bare: Side
    inserts: list[float] = field(default_factory=list)

    def warm_up(self, scale: Scale) -> None:
        for side in (self.ours, self.bare):
            if scale.warm_up_seconds:
                self._load(side, clients=scale.clients, seconds=scale.warm_up_seconds)

    def run(self, side: Side, scale: Scale) -> None:
        groups = {"web": [side.served.pid], "postgres": [self.server.pid]}
        before = machine.used(groups)
        outcome = self._load(side, clients=scale.clients, seconds=scale.seconds)
        spent = machine.used(groups).since(before)
        spent.of["load"] = outcome.cpu_seconds
        side.outcomes.append(outcome)
        side.costs.append(spent)

    def insert(self, scale: Scale) -> None:
        rate = pgbench.run(
            self.server,
            database=self.database,
            script=self.script,
            clients=scale.clients,
            seconds=scale.insert_seconds,
        )
        self.inserts.append(rate)

    def keys_found(self) -> int:
        """How many of the ratings that the product acknowledged stand in the database."""
        keys = [UUID(key) for outcome in self.ours.outcomes for key in outcome.keys]
        with world.writing(self.server.url(self.database)) as session:
            return sum(
                session.scalar(
                    select(func.count()).where(PendingRating.submission_key.in_(portion))
                )
                or 0
                for portion in portions(keys, KEYS_AT_ONCE)
            )

    def _load(self, side: Side, *, clients: int, seconds: float) -> Outcome:
        paths = [f"/r/{code}" for code in self.codes[: round(seconds * MOST_PER_SECOND)]]
        outcome = send_out(Order(side.served.port, paths, clients, seconds))
        del self.codes[: outcome.accepted + len(outcome.failures)]
        return outcome


@contextmanager
def _stage(scale: Scale) -> Iterator[Stage]:
    with ExitStack() as ends:
        server = PostgresServer()
        server.start()
        ends.callback(server.stop)
        database = server.create()
        url = server.url(database)
        folder = Path(ends.enter_context(TemporaryDirectory(prefix="hailong-bench-")))
        folder.chmod(0o755)
        with world.writing(url) as session:
            place = world.build(session, agencies=4, points=3, procedures=12)
            codes = world.slips(session, point_ids=place.point_ids, count=scale.slips)
            pgbench.prepare(session, world=place, slips=scale.inserts)
        ours = ends.enter_context(serving(PRODUCT, ready="/r", HAILONG_DATABASE_URL=url))
        _keep_pages(folder, port=ours.port, code=codes.pop())
        bare = ends.enter_context(_bare(url, folder=folder, place=place))
        script = pgbench.script(folder, world=place)
        yield Stage(server, database, script, codes, Side(ours), Side(bare))


def _bare(url: str, *, folder: Path, place: World) -> AbstractContextManager[Served]:
    return serving(
        BARE,
        ready="/r/any",
        BARE_DATABASE_URL=url,
        BARE_PAGES=str(folder),
        BARE_AGENCY_ID=str(place.agency_ids[0]),
        BARE_POINT_ID=str(place.point_ids[0]),
        BARE_VERSION_ID=str(place.version_id),
    )


def _keep_pages(folder: Path, *, port: int, code: str) -> None:
    """What the product sends, byte for byte, for the bare view to send as well."""
    url = f"http://127.0.0.1:{port}/r/{code}"
    form = _fetch(url)
    fields = fill_in(gzip.decompress(form).decode(), chance=Random(1))
    (folder / "form.gz").write_bytes(form)
    (folder / "thanks.gz").write_bytes(_fetch(url, data=urlencode(fields).encode()))


def _fetch(url: str, *, data: bytes | None = None) -> bytes:
    with urlopen(Request(url, data=data, headers={"Accept-Encoding": "gzip"})) as answer:
        return bytes(answer.read())
