"""Who may give which role: nobody above the own, nowhere outside the own part of the tree."""

from datetime import date

from sqlalchemy.orm import Session

from survey import permissions
from survey.errors.accounts import OwnAccount, RoleAboveOwn
from survey.models.account import Account, Role
from survey.policy import ACCOUNT_KEEPERS
from survey.queries.accounts import Person

ORDER = tuple(Role)  # as the roles stand there: each comes after those it may not give away


def givers_of(role: Role) -> frozenset[Role]:
    """The roles that may give this one: account keepers not below it."""
    return ACCOUNT_KEEPERS & set(ORDER[ORDER.index(role) :])


def givable(person: Person) -> list[Role]:
    """What the person may give somewhere."""
    return [role for role in ORDER if permissions.held(person, roles=givers_of(role))]


def require_role(
    session: Session, *, person: Person, role: Role, agency_id: int, day: date
) -> None:
    """Raises RoleAboveOwn where the person may not give, or take away, this role."""
    covers = permissions.covers(
        session, person=person, roles=givers_of(role), agency_ids=[agency_id], day=day
    )
    if not covers:
        raise RoleAboveOwn


def require_account(session: Session, *, person: Person, account: Account, day: date) -> None:
    """Raises where the account is the person's own, or holds a role the person may not give."""
    if account.id == person.id:
        raise OwnAccount
    for held in account.memberships:
        require_role(session, person=person, role=held.role, agency_id=held.agency_id, day=day)


def governs(session: Session, *, person: Person, account: Account, day: date) -> bool:
    try:
        require_account(session, person=person, account=account, day=day)
    except (OwnAccount, RoleAboveOwn):
        return False
    return True
