"""Things that tests need, each with one keyword for what the test is about."""

from datetime import date
from itertools import count

from sqlalchemy.orm import Session

from survey.models.agency import Agency, AgencyKind, AgencyPlacement
from survey.models.point import Offering, PointKind, ServicePoint
from survey.models.procedure import Field, Procedure, ProcedureLevel
from survey.models.slip import Slip, SlipPool
from survey.models.slip_code import digest, new_code
from survey.text import fold

_numbers = count(1)


def an_agency(
    session: Session,
    *,
    name: str = "Ủy ban nhân dân xã Mẫu",
    kind: AgencyKind = AgencyKind.COMMUNE,
    under: Agency | None = None,
    code: str | None = None,
) -> Agency:
    agency = Agency(
        code=code or f"agency-{next(_numbers)}",
        kind=kind,
        name_vi=name,
        name_en="Model commune",
        search=fold(name),
    )
    session.add(agency)
    session.flush()
    if under is not None:
        session.add(AgencyPlacement(agency_id=agency.id, parent_id=under.id))
    session.commit()
    return agency


def a_point(
    session: Session, *, agency: Agency | None = None, name: str = "Quầy số 1"
) -> ServicePoint:
    agency = agency or an_agency(session)
    point = ServicePoint(
        code=f"point-{next(_numbers)}",
        agency_id=agency.id,
        kind=PointKind.COUNTER,
        name_vi=name,
        name_en="Counter 1",
        poster_code=new_code(),
        search=fold(name),
    )
    session.add(point)
    session.commit()
    return point


def a_procedure(
    session: Session,
    *,
    name: str = "Thủ tục đăng ký khai sinh",
    at: ServicePoint | None = None,
    national_code: str | None = None,
) -> Procedure:
    field = Field(name_vi=f"Hộ tịch {next(_numbers)}", name_en="Civil status")
    session.add(field)
    session.flush()
    procedure = Procedure(
        national_code=national_code,
        name_vi=name,
        name_en="Birth registration",
        field_id=field.id,
        level=ProcedureLevel.COMMUNE,
        search=fold(name),
    )
    session.add(procedure)
    session.flush()
    if at is not None:
        session.add(Offering(point_id=at.id, procedure_id=procedure.id))
    session.commit()
    return procedure


def some_slips(
    session: Session,
    *,
    point: ServicePoint,
    procedure: Procedure | None = None,
    count: int = 1,
    valid_from: date = date(2000, 1, 1),
    valid_to: date = date(2999, 12, 31),
) -> list[str]:
    """The codes of new slips; only here are they known, the database keeps digests."""
    pool = SlipPool(
        point_id=point.id,
        procedure_id=procedure.id if procedure else None,
        printed_on=valid_from,
        valid_from=valid_from,
        valid_to=valid_to,
        printed=count,
    )
    session.add(pool)
    session.flush()
    codes = [new_code() for _ in range(count)]
    session.add_all(Slip(digest=digest(code), pool_id=pool.id) for code in codes)
    session.commit()
    return codes
