"""What is done with a case: taken, handed back, answered, judged, withdrawn, erased."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.casework import letters
from survey.casework.refusals import CaseClosed, CaseTaken, NotTheOwner
from survey.clock import local_day
from survey.models.account import Account
from survey.models.case import Case, Verdict
from survey.queries import cases

KEPT_AFTER_ANSWER = timedelta(days=30)
LONGEST_KEPT = timedelta(days=365)


def take(session: Session, *, case: Case, by: Actor) -> None:
    """From now on this person answers it, and alone sees how to reach the citizen."""
    _require_open(case)
    if case.owner_id not in (None, by.account_id):
        owner = session.get_one(Account, case.owner_id)
        raise CaseTaken(name=owner.name)
    case.owner_id = by.account_id
    _note(session, action="case.taken", case=case, by=by)


def hand_back(session: Session, *, case: Case, by: Actor) -> None:
    _require_owner(case, by=by)
    case.owner_id = None
    _note(session, action="case.handed_back", case=case, by=by)


def answer(session: Session, *, case: Case, text: str, by: Actor) -> None:
    _require_owner(case, by=by)
    case.answer, case.answered_on = text, local_day(by.now)
    letters.tell_citizen(session, case=case, now=by.now)
    _note(session, action="case.answered", case=case, by=by)


def judge(session: Session, *, case: Case, verdict: Verdict) -> None:
    """The citizen says whether the answer helped; said again, the last one counts."""
    if case.answered_on is None or case.erased_on is not None:
        raise CaseClosed
    case.verdict = verdict


def withdraw(session: Session, *, case: Case, today: date) -> None:
    """The citizen takes the consent back: everything written is gone at once."""
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
        erase(session, case=case, today=today)
    return len(due)


def _require_open(case: Case) -> None:
    if not case.is_open:
        raise CaseClosed


def _require_owner(case: Case, *, by: Actor) -> None:
    _require_open(case)
    if case.owner_id != by.account_id:
        raise NotTheOwner


def _note(session: Session, *, action: str, case: Case, by: Actor) -> None:
    """Who did it and when; never what was written."""
    audit.record(session, by=by, action=action, subject={"case": case.id}, agency_id=case.agency_id)
