"""Names by identifier, in both languages, for tables of figures."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from survey.models.agency import Agency
from survey.models.point import ServicePoint
from survey.models.procedure import Field, Procedure


class Name(NamedTuple):
    vi: str
    en: str | None


Names = dict[int, Name]


def of_agencies(session: Session, *, ids: Collection[int]) -> Names:
    """In the order of the alphabet, as all names here."""
    return _names(session, (Agency.id, Agency.name_vi, Agency.name_en), Agency.search, ids)


def of_points(session: Session, *, ids: Collection[int]) -> Names:
    columns = (ServicePoint.id, ServicePoint.name_vi, ServicePoint.name_en)
    return _names(session, columns, ServicePoint.search, ids)


def of_procedures(session: Session, *, ids: Collection[int]) -> Names:
    columns = (Procedure.id, Procedure.name_vi, Procedure.name_en)
    return _names(session, columns, Procedure.search, ids)


def of_fields(session: Session, *, ids: Collection[int]) -> Names:
    return _names(session, (Field.id, Field.name_vi, Field.name_en), Field.name_vi, ids)


def _names(
    session: Session,
    columns: tuple[InstrumentedAttribute[Any], ...],
    order: InstrumentedAttribute[str],
    ids: Collection[int],
) -> Names:
    rows = session.execute(select(*columns).where(columns[0].in_(ids)).order_by(order, columns[0]))
    return {key: Name(vi, en) for key, vi, en in rows}


def fields_of_procedures(session: Session) -> dict[int, int]:
    """The field of every procedure."""
    rows = session.execute(select(Procedure.id, Procedure.field_id))
    return {row.id: row.field_id for row in rows}
