"""What the pages of the registers cost with the whole country in them, against a demonstration."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from bench import world
from bench.figures import Figure, Report, at_most, ratios
from bench.serving import SECRET
from survey import db, schema
from survey.app import create_app
from survey.models.account import Role
from survey.models.agency import Agency, AgencyKind, AgencyPlacement
from survey.models.point import Offering, PointKind, ServicePoint
from survey.models.procedure import Field, Procedure, ProcedureLevel
from survey.settings import Settings
from survey.text import fold
from tests import factories, staff
from tests.databases import PostgresServer

TITLE = "Registers: pages of staff, the whole country against a demonstration"
PAGES_OF_ALL = {
    "agencies": "/registers/agencies",
    "agencies, search": "/registers/agencies?q=xa+mau",
    "agencies, search with accents": "/registers/agencies?q=Xã+Mẫu",
    "agency": "/registers/agencies/xa-1",
    "agency above all": "/registers/agencies/ca-nuoc",
    "agency, move": "/registers/agencies/xa-1/move",
    "points": "/registers/points",
    "points, search": "/registers/points?q=quay+1",
    "point": "/registers/points/quay-1",
    "point, offers": "/registers/points/quay-1/offers",
    "point, add offers": "/registers/points/quay-1/offers/add?q=khai+sinh",
    "point, flows": "/registers/points/quay-1/flows",
    "procedures": "/registers/procedures",
    "procedures, search": "/registers/procedures?q=khai+sinh",
    "procedures, search with accents": "/registers/procedures?q=đăng+ký+khai+sinh",
    "procedure offered everywhere": "/registers/procedures/1",
    "procedure, new": "/registers/procedures/new",
    "procedure, replacement": "/registers/procedures/1/replacement?q=khai+sinh",
    "fields": "/registers/fields",
    "flows": "/registers/flows",
    "slips": "/registers/slips",
}
PAGES_OF_A_PROVINCE = {
    "province: agencies, search": "/registers/agencies?q=xa+mau",
    "province: points": "/registers/points",
    "province: points, search": "/registers/points?q=quay+1",
    "province: slips": "/registers/slips",
}
PAGES = PAGES_OF_ALL | PAGES_OF_A_PROVINCE
WORDS = ("khai sinh", "kết hôn", "khai tử", "giám hộ", "cư trú")
FIELDS = 40
OFFERED_EVERYWHERE = 1
BELOW_THE_TOP = 50
"""Provinces and offices of the ministry: they fill a page at either size."""
OPENINGS_TO_WARM_UP = 12
"""PostgreSQL keeps a plan once a statement has come some ten times over a connection."""
LARGEST_TIMES = 1.5


class Size(NamedTuple):
    provinces: int
    communes: int
    points: int
    procedures: int
    offers: int
    """Of each point; one of them is offered everywhere."""


@dataclass(frozen=True)
class Scale:
    demonstration: Size
    country: Size
    rounds: int
    openings: int
    openings_to_warm_up: int = OPENINGS_TO_WARM_UP


NATION = Size(34, 3_400, 10_000, 6_000, 20)
FULL = Scale(Size(1, 60, 120, 300, 20), NATION, rounds=5, openings=5)
QUICK = Scale(Size(1, 60, 120, 300, 20), NATION, rounds=3, openings=2)
TINY = Scale(
    Size(1, 2, 20, 20, 2), Size(2, 4, 40, 40, 2), rounds=1, openings=1, openings_to_warm_up=1
)


@dataclass
class Register:
    """A database of one size with two people signed in: who sees all of it, and one province."""

    app: Flask
    reader: FlaskClient
    provincial: FlaskClient
    rounds: dict[str, list[float]] = field(default_factory=dict)
    """Milliseconds of each page, the middle of each round."""

    def who_opens(self, page: str) -> FlaskClient:
        return self.provincial if page in PAGES_OF_A_PROVINCE else self.reader


def measure(scale: Scale) -> Report:
    figures: list[Figure] = []
    for name, engine in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with engine() as urls:
            sizes = (scale.demonstration, scale.country)
            small, large = registers = [_register(next(urls), size) for size in sizes]
            _open_pages(registers, openings=scale.openings_to_warm_up)
            for register in registers:
                register.rounds.clear()
            for _ in range(scale.rounds):
                _open_pages(registers, openings=scale.openings)
            figures += _figures(name, small=small, large=large)
            for register in registers:
                register.app.extensions["engine"].dispose()
    size = scale.country
    notes = [
        f"{size.communes:,} communes, {size.points:,} points, {size.procedures:,} procedures, "
        f"{size.points * size.offers:,} offers; the reader sees all of it, or one province of it"
    ]
    return Report("registers", TITLE, figures, notes)


def _open_pages(registers: list[Register], *, openings: int) -> None:
    """Each page in turn at either size, so that both meet the machine as busy as it is then."""
    for name, address in PAGES.items():
        times = [
            [_open(register.who_opens(name), address) for register in registers]
            for _ in range(openings)
        ]
        for register, own in zip(registers, zip(*times, strict=True), strict=True):
            register.rounds.setdefault(name, []).append(median(own))


def _figures(engine: str, *, small: Register, large: Register) -> Iterator[Figure]:
    for page, times in large.rounds.items():
        yield Figure(f"{engine}: {page}, whole country", times, "ms")
        aim = at_most(LARGEST_TIMES)
        yield ratios(f"{engine}: {page}, ÷ demonstration", times, small.rounds[page], aim=aim)


def _open(reader: FlaskClient, address: str) -> float:
    begun = time.perf_counter()
    answer = reader.get(address)
    taken = 1000 * (time.perf_counter() - begun)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return taken


def _register(url: str, size: Size) -> Register:
    app = create_app(Settings(database_url=url, secret_key=SECRET))
    with world.writing(url) as session:
        top, province = _fill(session, size)
        reader = staff.a_browser_with(app, session, role=Role.SYSTEM_ADMIN, at=top)
        provincial = staff.a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=province)
        session.commit()
        if session.get_bind().dialect.name == "postgresql":
            # The server does it by itself a minute later, in the midst of the rounds.
            session.execute(text("ANALYZE"))
    return Register(app, reader, provincial)


def _fill(session: Session, size: Size) -> tuple[Agency, Agency]:
    top = factories.an_agency(session, name="Cả nước", kind=AgencyKind.MINISTRY, code="ca-nuoc")
    provinces = [
        factories.an_agency(session, name=f"Tỉnh Mẫu {n}", kind=AgencyKind.PROVINCE, under=top)
        for n in range(1, size.provinces + 1)
    ]
    for n in range(1, BELOW_THE_TOP - size.provinces + 1):
        factories.an_agency(session, name=f"Cục Mẫu {n}", kind=AgencyKind.BRANCH, under=top)
    session.execute(insert(Agency), [_commune(n) for n in range(1, size.communes + 1)])
    first = top.id + BELOW_THE_TOP
    communes = [first + n for n in range(1, size.communes + 1)]
    placed = [
        {"agency_id": commune, "parent_id": provinces[n % size.provinces].id}
        for n, commune in enumerate(communes)
    ]
    session.execute(insert(AgencyPlacement), placed)
    session.execute(insert(Field), [{"name_vi": f"Lĩnh vực {n}"} for n in range(1, FIELDS + 1)])
    session.execute(insert(Procedure), [_procedure(n) for n in range(1, size.procedures + 1)])
    numbers = range(1, size.points + 1)
    session.execute(insert(ServicePoint), [_point(n, communes[n % size.communes]) for n in numbers])
    offers = [
        {"point_id": point, "procedure_id": procedure}
        for point in numbers
        for procedure in _offered_at(point, size)
    ]
    session.execute(insert(Offering), offers)
    return top, provinces[0]


def _offered_at(point: int, size: Size) -> Iterator[int]:
    yield OFFERED_EVERYWHERE
    others = size.procedures - 1
    for step in range(size.offers - 1):
        yield OFFERED_EVERYWHERE + 1 + (point + step) % others


def _commune(number: int) -> dict[str, object]:
    name = f"Xã Mẫu {number}"
    return {
        "code": f"xa-{number}",
        "kind": AgencyKind.COMMUNE,
        "name_vi": name,
        "search": fold(name),
    }


def _procedure(number: int) -> dict[str, object]:
    name = f"Thủ tục đăng ký {WORDS[number % len(WORDS)]} số {number}"
    return {
        "name_vi": name,
        "field_id": 1 + number % FIELDS,
        "level": ProcedureLevel.COMMUNE,
        "search": fold(name),
    }


def _point(number: int, agency_id: int) -> dict[str, object]:
    name = f"Quầy {number}"
    return {
        "code": f"quay-{number}",
        "agency_id": agency_id,
        "kind": PointKind.COUNTER,
        "name_vi": name,
        "poster_code": f"poster-{number}",
        "search": fold(name),
    }


@contextmanager
def _sqlite() -> Iterator[Iterator[str]]:
    with TemporaryDirectory(prefix="hailong-bench-") as folder:
        paths = (f"sqlite:///{Path(folder) / name}.db" for name in ("small", "large"))
        yield _migrated(paths)


@contextmanager
def _postgresql() -> Iterator[Iterator[str]]:
    server = PostgresServer()
    server.start()
    with ExitStack() as closing:
        closing.callback(server.stop)
        yield (server.url(server.create()) for _ in range(2))


def _migrated(urls: Iterator[str]) -> Iterator[str]:
    for url in urls:
        engine = db.connect(url)
        schema.migrate(engine)
        engine.dispose()
        yield url
