"""What a review is told: gathered while it is open, kept with its approval, checked later."""

import hashlib
import json
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.measures import basis
from survey.measures.frozen import FORMULA
from survey.measures.recount import recount
from survey.measures.review_facts import FROZEN, ReviewFacts, facts_of, rows_of
from survey.measures.review_pack import gather
from survey.models.agency import Agency
from survey.models.management_review import KeptFacts, ManagementReview
from survey.queries import management_reviews, trail
from survey.settings import current_settings

KEPT = "review.kept"


class Flaw(StrEnum):
    """What is not as it was when the facts were kept."""

    NOT_KEPT = "not_kept"
    HASH = "hash"
    TRAIL = "trail"
    ROWS = "rows"
    ALTERED = "altered"


def facts(
    session: Session, *, review: ManagementReview, agency: Agency, today: date
) -> ReviewFacts:
    """As they were kept; as they stand, where nothing is kept."""
    if review.kept is not None:
        return FROZEN.validate_json(review.kept.facts)
    return _gathered(session, review=review, agency=agency, today=today)


def keep(session: Session, *, review: ManagementReview, by: Actor) -> None:
    """As of the day of the approval: that of `by`, or the one on which it was approved before."""
    agency, today = session.get_one(Agency, review.agency_id), local_day(by.now)
    found = _gathered(session, review=review, agency=agency, today=today, with_rows=True)
    text = FROZEN.dump_json(found).decode()
    review.kept = KeptFacts(gathered_on=today, formula=FORMULA, facts=text, sha256=_sha256(text))
    session.flush()
    audit.record(
        session,
        by=by,
        action=KEPT,
        subject={"review": review.id},
        agency_id=review.agency_id,
        after={"hash": review.kept.sha256, "formula": FORMULA},
    )


def keep_all(now: datetime) -> None:
    """The worker's chore, for reviews that were approved before facts were kept."""
    with db.transaction() as session:
        for review in management_reviews.not_kept(session):
            keep(session, review=review, by=Actor(None, now))


def flaws(session: Session, *, review: ManagementReview) -> list[Flaw]:
    """Nothing: the facts are those that were kept, and rest on the same sealed ratings."""
    kept = review.kept
    if kept is None:
        return [Flaw.NOT_KEPT]
    found = []
    if _sha256(kept.facts) != kept.sha256:
        found.append(Flaw.HASH)
    if kept.sha256 not in _noted(session, review=review):
        found.append(Flaw.TRAIL)
    return found + _of_rows(session, kept=kept)


def _of_rows(session: Session, *, kept: KeptFacts) -> list[Flaw]:
    rows = FROZEN.validate_json(kept.facts).rows
    if rows is None:
        return []
    again, found = recount(session, basis=basis.read(rows.basis)), []
    if again.rows_sha256 != rows.sha256:
        found.append(Flaw.ROWS)
    if again.altered:
        found.append(Flaw.ALTERED)
    return found


def _noted(session: Session, *, review: ManagementReview) -> set[str]:
    """The hashes that the audit trail holds of the review's facts."""
    details = trail.details(session, action=KEPT, agency_id=review.agency_id)
    noted = [json.loads(one) for one in details]
    return {one["after"]["hash"] for one in noted if one["subject"] == {"review": review.id}}


def _gathered(
    session: Session,
    *,
    review: ManagementReview,
    agency: Agency,
    today: date,
    with_rows: bool = False,
) -> ReviewFacts:
    pack = gather(
        session,
        review=review,
        agency=agency,
        today=today,
        suppress_below=current_settings().suppress_below,
    )
    earlier = management_reviews.before(session, review=review)
    rows = rows_of(session, pack=pack, today=today) if with_rows else None
    return facts_of(pack, earlier=earlier, rows=rows)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
