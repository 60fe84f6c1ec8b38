"""Roles that people hold in agencies."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.account import Membership


def of_agencies(session: Session, *, agency_ids: Sequence[int]) -> list[Membership]:
    statement = select(Membership).where(Membership.agency_id.in_(agency_ids))
    return list(session.execute(statement.order_by(Membership.id)).scalars())
