"""What is done alike with objectives, plans, records and reviews, in the audit trail."""

from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.models.management_review import ManagementReview
from survey.models.measurement_plan import MeasurementPlan, Objective
from survey.models.measurement_record import MeasurementRecord
from survey.queries.awaiting import Submitted

KINDS: dict[type[Submitted], str] = {
    Objective: "objective",
    MeasurementPlan: "plan",
    MeasurementRecord: "record",
    ManagementReview: "review",
}
"""As the trail calls them."""


def note(
    session: Session,
    *,
    row: Submitted,
    did: str,
    by: Actor,
    before: audit.Values | None = None,
    after: audit.Values | None = None,
) -> None:
    """`did` is the second half of what the trail calls it, such as discarded."""
    kind = KINDS[type(row)]
    audit.record(
        session,
        by=by,
        action=f"{kind}.{did}",
        subject={kind: row.id},
        agency_id=row.agency_id,
        before=before,
        after=after,
    )
