"""Whose turn it is with something that is submitted, approved or sent back."""

from datetime import date

from sqlalchemy.orm import Session

from survey.models.account import Account, Role
from survey.models.agency import Agency
from survey.models.staged import Stage
from survey.policy import APPROVERS
from survey.queries import agencies, memberships
from survey.queries.awaiting import Submitted


def whose_turn(session: Session, row: Submitted, *, day: date) -> tuple[Agency, list[Account]]:
    """Who takes the next step, in the nearest agency upwards in which there is anybody."""
    agency = session.get_one(Agency, row.agency_id)
    upwards = agencies.lineage_ids(session, agency_id=agency.id, day=day)
    roles = APPROVERS if row.stage is Stage.SUBMITTED else {Role.QUALITY_OFFICER}
    return agency, memberships.nearest(session, agency_ids=upwards, roles=roles)
