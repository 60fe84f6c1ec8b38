"""What the page of results costs the server, with a hundred times as many ratings behind it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from statistics import median, quantiles
from typing import NamedTuple

from flask import Flask
from sqlalchemy import text

from bench import sealed, world
from bench.figures import Aim, Figure, Report, at_least, at_most, ratios
from bench.serving import SECRET
from bench.world import World
from hailong import stay
from survey import db
from survey.app import create_app
from survey.clock import first_of_month, local_day, months_before, now
from survey.measures import arrivals, distribution
from survey.measures.overview import overview
from survey.measures.scope import resolve
from survey.measures.selection import Period, Selection
from survey.measures.trend import trend
from survey.settings import Settings
from tests.databases import PostgresServer

TITLE = "Dashboards: all that the page of results asks of the measures (PostgreSQL, no charts)"
AGREES = """
SELECT (SELECT count(*) FROM response) = :ratings
    AND (SELECT sum(responses) FROM cell) = :ratings
    AND (SELECT sum(n) FROM tally WHERE question = 'overall') = :ratings
"""
PERIOD_MONTHS = 12


@dataclass(frozen=True)
class Scale:
    sizes: tuple[int, ...]
    rounds: int
    openings: int
    """How often a page is opened in a round."""
    agencies: int = 40


FULL = Scale(sizes=(100_000, 1_000_000, 10_000_000), rounds=5, openings=20)
QUICK = Scale(sizes=(100_000, 1_000_000), rounds=3, openings=10)
TINY = Scale(sizes=(4_000, 8_000), rounds=1, openings=2, agencies=2)


class Opening(NamedTuple):
    """Milliseconds from asking to having, and those of them that this process worked itself."""

    ms: float
    worked_ms: float


@dataclass
class Province:
    """A database of one size, with the times that its pages took."""

    ratings: int
    app: Flask
    agencies: dict[str, int]
    agrees: bool
    rounds: dict[str, list[list[Opening]]] = field(default_factory=dict)

    def open_pages(self, *, openings: int) -> None:
        for name, agency_id in self.agencies.items():
            opened = [_open(self.app, agency_id=agency_id) for _ in range(openings)]
            self.rounds.setdefault(name, []).append(opened)

    def medians(self, name: str) -> list[float]:
        return [median(opening.ms for opening in opened) for opened in self.rounds[name]]

    def worked(self, name: str) -> list[float]:
        return [median(opening.worked_ms for opening in opened) for opened in self.rounds[name]]

    def slow(self, name: str) -> list[float]:
        """The 95th percentile of each round."""
        return [quantiles([o.ms for o in opened], n=20)[-1] for opened in self.rounds[name]]


def measure(scale: Scale) -> Report:
    with _provinces(scale) as provinces:
        for province in provinces:
            for agency_id in province.agencies.values():
                _open(province.app, agency_id=agency_id)
        for _ in range(scale.rounds):
            for province in provinces:
                province.open_pages(openings=scale.openings)
    figures = [
        figure for name in provinces[0].agencies for figure in _figures(name, provinces=provinces)
    ]
    agrees = [float(province.agrees) for province in provinces]
    figures.append(Figure("responses and tallies agree", agrees, "", at_least(1)))
    notes = [
        f"{scale.agencies} agencies of 3 counters and 12 procedures, {sealed.MONTHS} months; "
        f"a page covers {PERIOD_MONTHS} of them"
    ]
    return Report("dashboards", TITLE, figures, notes)


def _figures(name: str, *, provinces: list[Province]) -> Iterator[Figure]:
    for province in provinces:
        yield Figure(f"{name}, {province.ratings:,} ratings", province.medians(name), "ms")
    first, last = provinces[0], provinces[-1]
    yield ratios(
        f"{name}, largest ÷ first", last.medians(name), first.medians(name), aim=at_most(1.5)
    )
    aim: Aim = at_most(100)
    yield Figure(f"{name}, {last.ratings:,} ratings, p95", last.slow(name), "ms", aim)
    yield Figure(f"{name}, the same, processor time without database", last.worked(name), "ms")


def _open(app: Flask, *, agency_id: int) -> Opening:
    today = local_day(now())
    last = months_before(first_of_month(today), 1)
    period = Period(months_before(last, PERIOD_MONTHS - 1), last)
    begun, worked = time.perf_counter(), time.process_time()
    with app.app_context():
        _read(agency_id, period=period, today=today)
    return Opening(1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked))


def _read(agency_id: int, *, period: Period, today: date) -> None:
    session = db.session()
    selection = Selection(agency_id=agency_id, period=period, today=today)
    scope = resolve(session, selection=selection, suppress_below=5)
    found = overview(session, scope=scope)
    if not found.headline.n:
        raise RuntimeError(f"the page would show nothing: {found.headline.state}")
    trend(session, scope=scope)
    distribution.of_index(session, scope=scope)
    arrivals.of_scope(session, scope=scope)


@contextmanager
def _provinces(scale: Scale) -> Iterator[list[Province]]:
    server = PostgresServer()
    server.start()
    provinces: list[Province] = []
    try:
        for size in scale.sizes:
            provinces.append(_province(server, ratings=size, scale=scale))
        stay()  # as a web server does when it has started
        yield provinces
    finally:
        for province in provinces:
            province.app.extensions["engine"].dispose()
        server.stop()


def _province(server: PostgresServer, *, ratings: int, scale: Scale) -> Province:
    url = server.url(server.create())
    with world.writing(url) as session:
        place = world.build(session, agencies=scale.agencies, points=3, procedures=12)
        sealed.generate(session, place=place, ratings=ratings, today=local_day(now()))
        agrees = bool(session.scalar(text(AGREES), {"ratings": ratings}))
    app = create_app(Settings(database_url=url, secret_key=SECRET))
    return Province(ratings, app, _agencies(place), agrees)


def _agencies(place: World) -> dict[str, int]:
    return {"whole province": place.province_id, "one commune": place.agency_ids[0]}
