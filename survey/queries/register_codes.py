"""What the codes in a file lead to."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from survey.models.agency import Agency, AgencyPlacement
from survey.models.point import ServicePoint
from survey.models.procedure import Procedure, ProcedureLevel


class KnownPoint(NamedTuple):
    id: int
    agency_id: int


class KnownProcedure(NamedTuple):
    id: int
    national_code: str | None
    name_vi: str
    level: ProcedureLevel


class Stay(NamedTuple):
    """An agency under another, by their codes."""

    code: str
    parent_code: str
    valid_from: date | None
    valid_to: date | None


def agency_ids(session: Session, *, codes: Collection[str]) -> dict[str, int]:
    rows = session.execute(select(Agency.code, Agency.id).where(Agency.code.in_(codes)))
    return {row.code: row.id for row in rows}


def points(session: Session, *, codes: Collection[str]) -> dict[str, KnownPoint]:
    rows = session.execute(
        select(ServicePoint.code, ServicePoint.id, ServicePoint.agency_id).where(
            ServicePoint.code.in_(codes)
        )
    )
    return {code: KnownPoint(*known) for code, *known in rows}


def procedures(
    session: Session, *, codes: Collection[str], names: Collection[tuple[str, str]]
) -> list[KnownProcedure]:
    """Procedures with one of the national codes, or one of the names at its level."""
    rows = session.execute(
        select(Procedure.id, Procedure.national_code, Procedure.name_vi, Procedure.level)
        .where(
            or_(
                Procedure.national_code.in_(codes),
                Procedure.name_vi.in_({name for name, _ in names}),
            )
        )
        .order_by(Procedure.id)
    )
    known = (KnownProcedure(*row) for row in rows)
    return [p for p in known if p.national_code in codes or (p.name_vi, p.level) in names]


def stays(session: Session) -> list[Stay]:
    """The whole tree with its history; nothing stands anywhere after its own end."""
    parent = aliased(Agency)
    rows = session.execute(
        select(
            Agency.code,
            parent.code,
            AgencyPlacement.valid_from,
            AgencyPlacement.valid_to,
            Agency.valid_to,
        )
        .join(AgencyPlacement, AgencyPlacement.agency_id == Agency.id)
        .join(parent, parent.id == AgencyPlacement.parent_id)
        .order_by(AgencyPlacement.id)
    )
    return [
        Stay(code, parent_code, first, min(filter(None, (last, own_last)), default=None))
        for code, parent_code, first, last, own_last in rows
    ]
