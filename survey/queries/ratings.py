"""Ratings that are not sealed yet, and traces of those that were."""

from uuid import UUID

from sqlalchemy import LargeBinary, Select, bindparam, exists, select
from sqlalchemy.orm import Session

from survey.models.rating import PendingRating, SealedSubmission, SupersededSubmission
from survey.models.slip import Slip

_IS_SEALED = select(
    exists().where(SealedSubmission.key_digest == bindparam("key_digest", type_=LargeBinary))
    | exists().where(
        Slip.digest == bindparam("slip_digest", type_=LargeBinary), Slip.used_on.is_not(None)
    )
)


def by_key(session: Session, *, key: UUID) -> PendingRating | None:
    return session.get(PendingRating, key, populate_existing=True)


def of_slip(session: Session, *, digest: bytes) -> PendingRating | None:
    return session.execute(_of_slip(digest)).scalar_one_or_none()


def of_slip_locked(session: Session, *, digest: bytes) -> PendingRating | None:
    """The waiting rating of a slip, held until the transaction ends."""
    return session.execute(_of_slip(digest).with_for_update()).scalar_one_or_none()


def superseded(session: Session, *, key: UUID) -> SupersededSubmission | None:
    return session.get(SupersededSubmission, key)


def is_sealed(session: Session, *, key_digest: bytes, slip_digest: bytes | None) -> bool:
    """Whether this submission, or any rating of this slip, has been sealed already."""
    asked = {"key_digest": key_digest, "slip_digest": slip_digest}
    return bool(session.connection().execute(_IS_SEALED, asked).scalar())


def submission_is_sealed(session: Session, *, key_digest: bytes) -> bool:
    return session.get(SealedSubmission, key_digest) is not None


def slip_exists(session: Session, *, digest: bytes) -> bool:
    return bool(
        session.connection().execute(select(exists().where(Slip.digest == digest))).scalar()
    )


def _of_slip(digest: bytes) -> Select[PendingRating]:
    return (
        select(PendingRating)
        .where(PendingRating.slip_digest == digest)
        .execution_options(populate_existing=True)
    )
