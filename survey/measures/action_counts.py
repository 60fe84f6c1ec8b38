"""How many corrective actions of agencies are open, and how many overdue.

`action_counts` is what the pack of a management review (9.3) counts overdue actions by.
"""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.queries import corrective_actions


class ActionCounts(NamedTuple):
    """`overdue`: of those that are open, not carried out by their day."""

    open: int
    overdue: int


def action_counts(session: Session, *, agency_ids: Collection[int], today: date) -> ActionCounts:
    return ActionCounts(
        corrective_actions.count_open(session, agency_ids=agency_ids),
        corrective_actions.count_overdue(session, agency_ids=agency_ids, today=today),
    )
