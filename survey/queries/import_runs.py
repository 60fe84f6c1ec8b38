"""Imports: the queue of those that wait for work, and what became of the others."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.account import Account, Membership, Role
from survey.models.import_run import ImportRun, ImportStatus
from survey.queries import numbers

TO_WORK_ON = (ImportStatus.WAITING, ImportStatus.CHECKING, ImportStatus.APPLYING)


DROPPED = "import.dropped"
"""What the trail calls it."""


class RunRow(NamedTuple):
    """An import as a list shows it."""

    id: int
    register: str
    file_name: str
    created_at: datetime
    status: ImportStatus
    person: str | None


def by_id(session: Session, *, import_id: int) -> ImportRun | None:
    return session.get(ImportRun, import_id)


def next_number(session: Session) -> int:
    """A dropped file keeps its own: pages that are still open lead to it, and so does the trail."""
    return numbers.unused(session, of=ImportRun.id, thing="import", deleted=DROPPED)


def next_to_work_on(session: Session) -> int | None:
    """The oldest that waits, or that somebody began and did not finish."""
    statement = select(ImportRun.id).where(ImportRun.status.in_(TO_WORK_ON))
    return session.execute(statement.order_by(ImportRun.id).limit(1)).scalar()


def recent(
    session: Session, *, agency_ids: Collection[int], registers: Collection[str], limit: int
) -> list[RunRow]:
    """Newest first."""
    rows = session.execute(
        select(
            ImportRun.id,
            ImportRun.register,
            ImportRun.file_name,
            ImportRun.created_at,
            ImportRun.status,
            Account.name,
        )
        .outerjoin(Account, Account.id == ImportRun.account_id)
        .where(ImportRun.agency_id.in_(agency_ids), ImportRun.register.in_(registers))
        .order_by(ImportRun.id.desc())
        .limit(limit)
    )
    return [RunRow(*row) for row in rows]


def roles_of(
    session: Session, *, account_id: int | None, agency_ids: Collection[int]
) -> frozenset[Role]:
    """The roles that a person holds in these very agencies, at this moment."""
    statement = select(Membership.role).where(
        Membership.account_id == account_id, Membership.agency_id.in_(agency_ids)
    )
    return frozenset(session.execute(statement).scalars())
