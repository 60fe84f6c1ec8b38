"""How far the person behind an import reaches, at the moment of the work."""

from datetime import date

from sqlalchemy.orm import Session

from survey.models.account import Role
from survey.models.import_run import ImportRun
from survey.policy import ADMINISTRATORS, KEEPERS
from survey.queries import agencies, import_runs
from survey.registry.importing.reach import EVERYWHERE, Bounds


def bounds_of(session: Session, *, run: ImportRun, day: date) -> Bounds:
    """A role that was taken away since the file was handed in counts no more."""
    if run.agency_id is None:
        return EVERYWHERE
    here_and_above = agencies.lineage_ids(session, agency_id=run.agency_id, day=day)
    roles = import_runs.roles_of(session, account_id=run.account_id, agency_ids=here_and_above)
    roots = [] if roles.isdisjoint(KEEPERS) else [run.agency_id]
    return Bounds(
        within=agencies.subtree_ids(session, roots=roots, day=day),
        shared=not roles.isdisjoint(ADMINISTRATORS),
        top=Role.SYSTEM_ADMIN in roles,
    )
