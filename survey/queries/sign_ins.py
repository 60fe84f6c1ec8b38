"""Sign-ins: the account behind a login, and how often guessing was refused lately."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.account import Account, SignInFailure


def account_by_login(session: Session, *, login: str) -> Account | None:
    return session.execute(select(Account).where(Account.login == login)).scalar()


def failures(session: Session, *, subjects: Collection[bytes]) -> dict[bytes, int]:
    statement = (
        select(SignInFailure.subject, func.count().label("failures"))
        .where(SignInFailure.subject.in_(subjects))
        .group_by(SignInFailure.subject)
    )
    return {row.subject: row.failures for row in session.execute(statement)}
