"""Upkeep of accounts: roles given and withdrawn, sessions ended, disabled and enabled again."""

from sqlalchemy.orm import Session

from survey import audit, sessions
from survey.audit import Actor
from survey.errors.accounts import LastRole, RoleHeldAlready
from survey.models.account import Account, Membership, Role
from survey.models.agency import Agency


def give_role(session: Session, *, account: Account, role: Role, agency: Agency, by: Actor) -> None:
    if any(held.role is role and held.agency_id == agency.id for held in account.memberships):
        raise RoleHeldAlready
    account.memberships.append(Membership(agency=agency, role=role))
    audit.record(
        session,
        by=by,
        action="account.role_given",
        subject={"account": account.id},
        agency_id=agency.id,
        after={"role": role, "agency": agency.code},
    )


def withdraw_role(session: Session, *, account: Account, membership: Membership, by: Actor) -> None:
    """An account keeps one role at least, or nobody would be responsible for it."""
    if len(account.memberships) == 1:
        raise LastRole
    account.memberships.remove(membership)
    audit.record(
        session,
        by=by,
        action="account.role_withdrawn",
        subject={"account": account.id},
        agency_id=membership.agency_id,
        before={"role": membership.role, "agency": membership.agency.code},
    )


def disable(session: Session, *, account: Account, by: Actor) -> None:
    """Ends every session at once; what the person did stays in the trail under the name."""
    if account.disabled_at is None:
        account.disabled_at = by.now
        sessions.end_all(session, account_id=account.id)
        _note(session, account=account, action="account.disabled", by=by)


def enable(session: Session, *, account: Account, by: Actor) -> None:
    if account.disabled_at is not None:
        account.disabled_at = None
        _note(session, account=account, action="account.enabled", by=by)


def end_sessions(session: Session, *, account: Account, by: Actor) -> None:
    sessions.end_all(session, account_id=account.id)
    _note(session, account=account, action="account.sessions_ended", by=by)


def _note(session: Session, *, account: Account, action: str, by: Actor) -> None:
    audit.record(session, by=by, action=action, subject={"account": account.id})
