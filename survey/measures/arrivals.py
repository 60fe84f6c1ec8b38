"""How ratings arrived: late, more than once, or not at all from a kiosk.

Counted for whole agencies and whole batches, so that nothing of a single counter or answer is
told; a batch counts in the month of its last day.
"""

from sqlalchemy.orm import Session

from survey.measures.scope import Scope
from survey.queries import batches
from survey.queries.batches import Arrivals


def of_scope(session: Session, *, scope: Scope) -> Arrivals | None:
    """None where a filter is set: a batch knows no counter and no procedure."""
    period = scope.selection.period
    whole = scope.of(period=period, filtered=False)
    if scope.of(period=period) != whole:
        return None
    return batches.arrivals(session, members=whole.members)
