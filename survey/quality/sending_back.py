"""A leader sends back what was submitted: the reason stays, and nothing is approved meanwhile."""

from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.clock import local_day
from survey.mail import outbox
from survey.models.management_review import ManagementReview
from survey.models.measurement_plan import MeasurementPlan, Objective
from survey.models.measurement_record import MeasurementRecord
from survey.quality import letters, stages
from survey.quality.plan_refusals import WhySentBack
from survey.quality.turns import whose_turn
from survey.queries.awaiting import Submitted

KINDS: dict[type[Submitted], str] = {
    Objective: "objective",
    MeasurementPlan: "plan",
    MeasurementRecord: "record",
    ManagementReview: "review",
}
"""As the audit trail calls them."""


def send_back(session: Session, *, row: Submitted, reason: str | None, by: Actor) -> None:
    if not reason:
        raise WhySentBack
    stages.send_back(row, reason=reason, day=local_day(by.now))
    session.flush()
    kind = KINDS[type(row)]
    audit.record(
        session,
        by=by,
        action=f"{kind}.sent_back",
        subject={kind: row.id},
        agency_id=row.agency_id,
        after={"note": reason},
    )
    _tell(session, row, reason=reason, by=by)


def _tell(session: Session, row: Submitted, *, reason: str, by: Actor) -> None:
    agency, accounts = whose_turn(session, row, day=local_day(by.now))
    event = f"sent back {row.sent_back[-1].id}"
    for account in accounts:
        letter = letters.of_sending_back(row, agency=agency, reason=reason, to=account)
        outbox.put(session, letter, about=f"{event} for {account.id}", now=by.now)
