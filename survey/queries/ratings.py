"""Ratings that are not sealed yet, and traces of those that were."""

from uuid import UUID

from sqlalchemy import exists, literal, select
from sqlalchemy.orm import Session

from survey.models.rating import PendingRating, SealedSubmission, SupersededSubmission
from survey.models.slip import Slip


def by_key(session: Session, *, key: UUID) -> PendingRating | None:
    return session.get(PendingRating, key, populate_existing=True)


def of_slip_locked(session: Session, *, digest: bytes) -> PendingRating | None:
    """The waiting rating of a slip, held until the transaction ends."""
    return session.execute(
        select(PendingRating)
        .where(PendingRating.slip_digest == digest)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()


def superseded(session: Session, *, key: UUID) -> SupersededSubmission | None:
    return session.get(SupersededSubmission, key)


def is_sealed(session: Session, *, key_digest: bytes, slip_digest: bytes | None) -> bool:
    """Whether this submission, or any rating of this slip, has been sealed already."""
    by_submission = exists().where(SealedSubmission.key_digest == key_digest)
    by_slip = (
        exists().where(Slip.digest == slip_digest, Slip.used_on.is_not(None))
        if slip_digest is not None
        else literal(False)
    )
    return bool(session.execute(select(by_submission | by_slip)).scalar())


def submission_is_sealed(session: Session, *, key_digest: bytes) -> bool:
    return session.get(SealedSubmission, key_digest) is not None
