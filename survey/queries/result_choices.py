"""What the figures of an agency can be narrowed to, and the days they cover."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.point import Offering, ServicePoint
from survey.models.procedure import Field, Procedure
from survey.models.response import Batch
from survey.models.tally import RESPONSES, AgencyTally


class Choice(NamedTuple):
    """Something that figures can be narrowed to."""

    id: int
    name_vi: str
    name_en: str | None


class Covered(NamedTuple):
    """The first month that was counted, and the last day; empty: nothing was sealed yet."""

    first_month: date | None
    last_day: date | None


def covered(session: Session, *, agency_ids: Collection[int]) -> Covered:
    first = select(func.min(AgencyTally.period)).where(
        AgencyTally.agency_id.in_(agency_ids), AgencyTally.question == RESPONSES
    )
    last = select(func.max(Batch.last_day)).where(Batch.agency_id.in_(agency_ids))
    return Covered(session.execute(first).scalar(), session.execute(last).scalar())


def points(session: Session, *, agency_id: int) -> list[Choice]:
    """Those of the agency itself, ended ones too, by name."""
    statement = select(ServicePoint.id, ServicePoint.name_vi, ServicePoint.name_en).where(
        ServicePoint.agency_id == agency_id
    )
    return _choices(session, statement.order_by(ServicePoint.search, ServicePoint.id))


def point(session: Session, *, point_id: int, agency_ids: Collection[int]) -> Choice | None:
    """The point, if it belongs to one of these agencies."""
    statement = select(ServicePoint.id, ServicePoint.name_vi, ServicePoint.name_en).where(
        ServicePoint.id == point_id, ServicePoint.agency_id.in_(agency_ids)
    )
    return next(iter(_choices(session, statement)), None)


def procedures(session: Session, *, agency_ids: Collection[int]) -> list[Choice]:
    """What has ever been offered in these agencies, by name."""
    statement = select(Procedure.id, Procedure.name_vi, Procedure.name_en).where(
        _offered_in(agency_ids)
    )
    return _choices(session, statement.order_by(Procedure.search, Procedure.id))


def fields(session: Session, *, agency_ids: Collection[int]) -> list[Choice]:
    statement = (
        select(Field.id, Field.name_vi, Field.name_en)
        .where(
            select(Procedure.id)
            .where(Procedure.field_id == Field.id, _offered_in(agency_ids))
            .exists()
        )
        .order_by(Field.name_vi, Field.id)
    )
    return _choices(session, statement)


def _offered_in(agency_ids: Collection[int]) -> ColumnElement[bool]:
    return (
        select(Offering.id)
        .join(ServicePoint, ServicePoint.id == Offering.point_id)
        .where(Offering.procedure_id == Procedure.id, ServicePoint.agency_id.in_(agency_ids))
        .exists()
    )


def _choices(session: Session, statement: Select[int, str, str | None]) -> list[Choice]:
    return [Choice(*row) for row in session.execute(statement)]


def agency_codes(session: Session, *, agency_ids: Collection[int]) -> dict[int, str]:
    """The words under which agencies stand in addresses."""
    rows = session.execute(select(Agency.id, Agency.code).where(Agency.id.in_(agency_ids)))
    return {row.id: row.code for row in rows}
