"""Time limits of a procedure: the statutory one and those that agencies commit to."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.procedure import TimeLimit


class CommittedLimit(NamedTuple):
    """A limit with the agency that commits to it; without one it is statutory."""

    limit: TimeLimit
    agency_code: str | None
    agency_vi: str | None
    agency_en: str | None


def of_procedure(session: Session, *, procedure_id: int) -> list[CommittedLimit]:
    """All there ever were: the statutory first, then by agency; of each the newest first."""
    rows = session.execute(
        select(TimeLimit, Agency.code, Agency.name_vi, Agency.name_en)
        .outerjoin(Agency, Agency.id == TimeLimit.agency_id)
        .where(TimeLimit.procedure_id == procedure_id)
        .order_by(
            Agency.search.nulls_first(),
            Agency.id.nulls_first(),
            TimeLimit.valid_from.desc().nulls_last(),
            TimeLimit.id.desc(),
        )
    )
    return [CommittedLimit(*row) for row in rows]


def by_id(session: Session, *, limit_id: int) -> TimeLimit | None:
    return session.get(TimeLimit, limit_id)


def of_same_kind(session: Session, *, procedure_id: int, agency_id: int | None) -> list[TimeLimit]:
    """The limits of one procedure by one agency, or by law: they must not overlap."""
    same_agency = (
        TimeLimit.agency_id.is_(None) if agency_id is None else TimeLimit.agency_id == agency_id
    )
    statement = select(TimeLimit).where(TimeLimit.procedure_id == procedure_id, same_agency)
    return list(session.execute(statement.order_by(TimeLimit.id)).scalars())


def open_on(
    session: Session,
    *,
    day: date,
    agency_ids: Sequence[int] | None = None,
    procedure_ids: Sequence[int] | None = None,
) -> list[TimeLimit]:
    """Limits of these agencies or procedures that hold on the day or begin later."""
    statement = select(TimeLimit).where(
        or_(TimeLimit.valid_to.is_(None), TimeLimit.valid_to >= day)
    )
    if agency_ids is not None:
        statement = statement.where(TimeLimit.agency_id.in_(agency_ids))
    if procedure_ids is not None:
        statement = statement.where(TimeLimit.procedure_id.in_(procedure_ids))
    return list(session.execute(statement.order_by(TimeLimit.id)).scalars())
