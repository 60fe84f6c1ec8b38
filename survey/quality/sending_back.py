"""A leader sends back what was submitted: the reason stays, and nothing is approved meanwhile."""

from functools import partial

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.models.management_review import ManagementReview
from survey.models.measurement_plan import MeasurementPlan, Objective
from survey.models.measurement_record import MeasurementRecord
from survey.quality import stages, turn_letters, turns
from survey.quality.plan_refusals import WhySentBack
from survey.queries.awaiting import Submitted

KINDS: dict[type[Submitted], str] = {
    Objective: "objective",
    MeasurementPlan: "plan",
    MeasurementRecord: "record",
    ManagementReview: "review",
}
"""As the audit trail calls them."""


def send_back(session: Session, *, row: Submitted, reason: str | None, by: Actor) -> None:
    db.hold(session, row)
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
    letter = partial(turn_letters.of_sending_back, reason=reason)
    turns.tell(session, row, letter=letter, event=f"sent back {row.sent_back[-1].id}", by=by)
