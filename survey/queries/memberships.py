"""Roles that people hold in agencies."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.account import Account, Membership, Role


def of_agencies(session: Session, *, agency_ids: Sequence[int]) -> list[Membership]:
    statement = select(Membership).where(Membership.agency_id.in_(agency_ids))
    return list(session.execute(statement.order_by(Membership.id)).scalars())


def nearest(
    session: Session, *, agency_ids: Sequence[int], roles: Collection[Role]
) -> list[Account]:
    """Who holds one of the roles in the first of these agencies in which anybody does."""
    statement = (
        select(Membership.agency_id, Account)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.agency_id.in_(agency_ids), Membership.role.in_(roles))
        .where(Account.disabled_at.is_(None), Account.password_hash.is_not(None))
        .order_by(Account.id)
    )
    found: dict[int, dict[int, Account]] = {}
    for agency_id, account in session.execute(statement):
        found.setdefault(agency_id, {})[account.id] = account
    at = next((one for one in agency_ids if one in found), None)
    return [] if at is None else list(found[at].values())


def holders(
    session: Session, *, agency_ids: Collection[int], roles: Collection[Role]
) -> list[Account]:
    """Who can act in one of the roles in any of these agencies, by name."""
    statement = (
        select(Account)
        .where(
            Account.memberships.any(
                Membership.agency_id.in_(agency_ids) & Membership.role.in_(roles)
            ),
            Account.disabled_at.is_(None),
        )
        .order_by(Account.name, Account.id)
    )
    return list(session.execute(statement).scalars())
