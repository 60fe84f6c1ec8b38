"""Who ends an agency and who puts something under it do not pass each other.

Both take hold of the agency before they look at what holds: the second waits and sees what the
first did. Agencies are held in the order of their numbers, and after files that are being taken
over, so that no two wait for each other. With SQLite one writes at a time anyway.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from survey import db
from survey.models.agency import Agency
from survey.models.point import ServicePoint

TO_CHANGE = db.BUT_FOR_NAMING
"""Nobody else changes it, or leans on it."""
TO_LEAN_ON: dict[str, Any] = {"read": True}
"""Nobody changes it; others may lean on it as well."""


def hold(
    session: Session, *, changed: Iterable[Agency] = (), leant_on: Iterable[Agency | None] = ()
) -> None:
    """Until the transaction ends; the agencies are read as others left them."""
    wanted = {agency: TO_LEAN_ON for agency in leant_on if agency is not None}
    wanted |= dict.fromkeys(changed, TO_CHANGE)
    session.flush()  # or what this session has just changed would be forgotten
    _wait_for_files(session)
    for agency in sorted(wanted, key=lambda agency: agency.id):
        session.refresh(agency, with_for_update=wanted[agency])


def hold_point(session: Session, point: ServicePoint) -> Agency:
    """Nobody else changes the point, or what hangs on it, and its agency stays as it is."""
    agency = session.get_one(Agency, point.agency_id)
    hold(session, leant_on=(agency,))
    db.hold_lightly(session, point)
    return agency


def _wait_for_files(session: Session) -> None:
    """Whoever takes a file over locks the table against those who may write to it."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE agency IN ROW EXCLUSIVE MODE"))
