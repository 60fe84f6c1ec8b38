"""The places that measurements rate: agencies with counters, procedures, a method and slips."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import insert
from sqlalchemy.orm import Session

from survey import db
from survey.clock import local_day, now
from survey.models.agency import Agency
from survey.models.method import Definition
from survey.models.point import Offering, ServicePoint
from survey.models.slip import Slip, SlipPool
from survey.models.slip_code import digest, new_code
from survey.questionnaires import packs
from tests import factories

SHIPPED_METHOD = "quay-ngan"
SLIPS_AT_ONCE = 5000


class World(NamedTuple):
    province_id: int
    agency_ids: list[int]
    point_ids: list[int]
    procedure_ids: list[int]
    version_id: int
    definition: Definition


@contextmanager
def writing(url: str) -> Iterator[Session]:
    """A session beside the application, for preparing and for looking afterwards."""
    engine = db.connect(url)
    with Session(engine.execution_options(**db.writing(engine))) as session:
        yield session
        session.commit()
    engine.dispose()


def method() -> Definition:
    """The questionnaire that the product ships for counters."""
    pack = packs.SHIPPED / f"{SHIPPED_METHOD}.yaml"
    definition = packs.read(pack.read_bytes(), file=pack.name).definition
    if definition is None:
        raise RuntimeError(f"{pack.name} cannot be read")
    return definition


def build(session: Session, *, agencies: int, points: int, procedures: int) -> World:
    """A province with agencies below it, each with so many points and procedures."""
    province = factories.an_agency(session, name="Tỉnh Mẫu")
    definition = method()
    version = factories.a_version(session, asked_by=province, definition=definition)
    offered = [
        factories.a_procedure(session, name=f"Thủ tục đăng ký số {number + 1}")
        for number in range(procedures)
    ]
    below = [_agency(session, province=province, number=n) for n in range(agencies)]
    places = [
        _point(session, agency=agency, number=number)
        for agency in below
        for number in range(points)
    ]
    _offer(session, places=places, procedure_ids=[p.id for p in offered])
    return World(
        province.id,
        [agency.id for agency in below],
        [point.id for point in places],
        [procedure.id for procedure in offered],
        version.id,
        definition,
    )


def slips(session: Session, *, point_ids: list[int], count: int) -> list[str]:
    """Fresh codes, as many in turn for each point as fit."""
    today = local_day(now())
    pools = [
        SlipPool(
            point_id=point_id,
            printed_on=today,
            valid_from=today.replace(year=today.year - 1, day=1),
            valid_to=today.replace(year=today.year + 1, day=1),
            printed=count,
        )
        for point_id in point_ids
    ]
    session.add_all(pools)
    session.flush()
    codes = [new_code() for _ in range(count)]
    rows = [
        {"digest": digest(code), "pool_id": pools[number % len(pools)].id}
        for number, code in enumerate(codes)
    ]
    for portion in portions(rows, SLIPS_AT_ONCE):
        session.execute(insert(Slip), portion)
    session.commit()
    return codes


def portions(items: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _agency(session: Session, *, province: Agency, number: int) -> Agency:
    return factories.an_agency(session, name=f"Xã Mẫu {number + 1}", under=province)


def _point(session: Session, *, agency: Agency, number: int) -> ServicePoint:
    return factories.a_point(session, agency=agency, name=f"Quầy số {number + 1}")


def _offer(session: Session, *, places: list[ServicePoint], procedure_ids: list[int]) -> None:
    pairs = [(place.id, procedure_id) for place in places for procedure_id in procedure_ids]
    session.execute(
        insert(Offering),
        [{"point_id": point_id, "procedure_id": procedure_id} for point_id, procedure_id in pairs],
    )
    session.commit()
