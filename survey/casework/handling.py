"""What is done with a case: taken, handed back, answered, judged, withdrawn, erased."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.casework import confidence, letters
from survey.casework.refusals import CaseClosed, CaseTaken, NotTheOwner
from survey.clock import local_day
from survey.models.account import Account
from survey.models.case import Case, Verdict
from survey.policy import CASE_WORKERS
from survey.queries import agencies, cases, memberships

KEPT_AFTER_ANSWER = timedelta(days=30)
LONGEST_KEPT = timedelta(days=365)


def take(session: Session, *, case: Case, by: Actor) -> None:
    """From now on this person answers it, and alone sees how to reach the citizen."""
    db.hold(session, case)
    _require_open(case)
    if case.owner_id not in (None, by.account_id):
        owner = session.get_one(Account, case.owner_id)
        raise CaseTaken(name=owner.name)
    case.owner_id = by.account_id
    _note(session, action="case.taken", case=case, by=by)


def hand_back(session: Session, *, case: Case, by: Actor) -> None:
    db.hold(session, case)
    require_owner(case, by=by)
    case.owner_id = None
    _note(session, action="case.handed_back", case=case, by=by)


def hand_over(session: Session, *, case: Case, to: Account, by: Actor) -> None:
    """To a named colleague, who alone sees from now on how to reach the citizen."""
    db.hold(session, case)
    require_owner(case, by=by)
    giver = session.get_one(Account, by.account_id)
    case.owner_id = to.id
    letters.tell_new_owner(session, case=case, to=to, by=giver, now=by.now)
    audit.record(
        session,
        by=by,
        action="case.handed_over",
        subject={"case": case.id},
        agency_id=case.agency_id,
        before={"owner_id": giver.id},
        after={"owner_id": to.id},
    )


def colleagues(session: Session, *, case: Case, today: date) -> list[Account]:
    """Who else may answer it: in its agency, or above it."""
    path = agencies.path(session, agency_id=case.agency_id, day=today)
    held = memberships.holders(
        session, agency_ids=[agency.id for agency in path], roles=CASE_WORKERS
    )
    return [account for account in held if account.id != case.owner_id]


def answer(session: Session, *, case: Case, text: str, by: Actor) -> None:
    db.hold(session, case)
    require_owner(case, by=by)
    case.answer = confidence.sealed_answer(text, key=case.key)
    case.answered_on = local_day(by.now)
    letters.tell_citizen(session, case=case, now=by.now)
    _note(session, action="case.answered", case=case, by=by)


def judge(session: Session, *, case: Case, verdict: Verdict) -> None:
    """The citizen says whether the answer helped; said again, the last one counts."""
    db.hold(session, case)
    if case.answered_on is None or case.erased_on is not None:
        raise CaseClosed
    case.verdict = verdict


def withdraw(session: Session, *, case: Case, today: date) -> None:
    """The citizen takes the consent back: everything written is gone at once."""
    db.hold(session, case)
    if case.is_open:
        case.withdrawn_on = today
    erase(session, case=case, today=today)


def erase(session: Session, *, case: Case, today: date) -> None:
    if case.erased_on is None:
        letters.keep_from_citizen(session, case=case)
        case.message = case.contact = case.answer = None
        case.erased_on = today


def erase_due(session: Session, *, today: date) -> int:
    """Erase what has been kept long enough; how many cases it were."""
    due = cases.to_erase(
        session, closed_before=today - KEPT_AFTER_ANSWER, opened_before=today - LONGEST_KEPT
    )
    for case in due:
        db.hold(session, case)
        erase(session, case=case, today=today)
    return len(due)


def require_owner(case: Case, *, by: Actor) -> None:
    _require_open(case)
    if case.owner_id != by.account_id:
        raise NotTheOwner


def _require_open(case: Case) -> None:
    if not case.is_open:
        raise CaseClosed


def _note(session: Session, *, action: str, case: Case, by: Actor) -> None:
    """Who did it and when; never what was written."""
    audit.record(session, by=by, action=action, subject={"case": case.id}, agency_id=case.agency_id)
