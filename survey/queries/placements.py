"""Under which parent an agency stood, and which agencies stood under it."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency, AgencyPlacement
from survey.queries.names import Name, Names


class Placement(NamedTuple):
    """A stay of an agency under a parent, both ends inclusive."""

    id: int
    parent_id: int
    parent_vi: str
    parent_en: str | None
    valid_from: date | None
    valid_to: date | None


def history(session: Session, *, agency_id: int) -> list[Placement]:
    """Newest first."""
    rows = session.execute(
        select(
            AgencyPlacement.id,
            Agency.id,
            Agency.name_vi,
            Agency.name_en,
            AgencyPlacement.valid_from,
            AgencyPlacement.valid_to,
        )
        .join(Agency, Agency.id == AgencyPlacement.parent_id)
        .where(AgencyPlacement.agency_id == agency_id)
        .order_by(AgencyPlacement.valid_from.desc().nulls_last(), AgencyPlacement.id.desc())
    )
    return [Placement(*row) for row in rows]


def parents(session: Session, *, agency_ids: Collection[int], day: date) -> Names:
    """What each of these agencies stood below on the day; one at the top is not named."""
    rows = session.execute(
        select(AgencyPlacement.agency_id, Agency.name_vi, Agency.name_en)
        .join(Agency, Agency.id == AgencyPlacement.parent_id)
        .where(AgencyPlacement.agency_id.in_(agency_ids), AgencyPlacement.valid_on(day))
    )
    return {agency_id: Name(name_vi, name_en) for agency_id, name_vi, name_en in rows}


def of_agency(session: Session, *, agency_id: int) -> list[AgencyPlacement]:
    """The placements themselves, to be changed."""
    statement = select(AgencyPlacement).where(AgencyPlacement.agency_id == agency_id)
    return list(session.execute(statement.order_by(AgencyPlacement.id)).scalars())


def on_or_after(session: Session, *, parent_ids: list[int], day: date) -> list[AgencyPlacement]:
    """Placements under these parents that hold on the day or begin later."""
    return list(
        session.execute(
            select(AgencyPlacement)
            .join(Agency, Agency.id == AgencyPlacement.agency_id)
            .where(AgencyPlacement.parent_id.in_(parent_ids))
            .where(or_(AgencyPlacement.valid_to.is_(None), AgencyPlacement.valid_to >= day))
            .where(or_(Agency.valid_to.is_(None), Agency.valid_to >= day))
            .order_by(AgencyPlacement.id)
        ).scalars()
    )
