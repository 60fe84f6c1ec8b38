"""What a person changes in the own account."""

from sqlalchemy.orm import Session

from survey import audit, sessions
from survey.accounts import invitations, passwords
from survey.accounts.password_rules import require_acceptable
from survey.audit import Actor
from survey.models.account import Account
from survey.queries import accounts


def edit(session: Session, *, account: Account, name: str, language: str, by: Actor) -> None:
    before = {"name": account.name, "language": account.language}
    account.name, account.language = name, language
    audit.record(
        session,
        by=by,
        action="account.edited",
        subject={"account": account.id},
        before=before,
        after={"name": name, "language": language},
    )


def change_password(session: Session, *, account: Account, password: str, by: Actor) -> str:
    """Ends every session and link of the person and returns the token of a new session."""
    require_acceptable(password, about=accounts.names_around(account))
    account.password_hash = passwords.hashed(password)
    sessions.end_all(session, account_id=account.id)
    invitations.end_links(session, account=account)
    audit.record(session, by=by, action="account.password_set", subject={"account": account.id})
    return sessions.begin(session, account_id=account.id, now=by.now)
