"""What waits for the person: to be approved, or to be mended because it was sent back."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey.i18n import called
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.management_review import ManagementReview
from survey.models.measurement_plan import MeasurementPlan, Objective
from survey.models.staged import Stage
from survey.permissions import held
from survey.policy import APPROVERS
from survey.queries import agencies, awaiting
from survey.queries.accounts import Person
from survey.queries.awaiting import Submitted

WRITERS = frozenset({Role.QUALITY_OFFICER})
TURNS = {Stage.SUBMITTED: APPROVERS, Stage.SENT_BACK: WRITERS}
"""Whose turn it is."""


class Waiting(NamedTuple):
    kind: str
    title: str
    agency: str
    href: str
    since: date
    stage: Stage


def concerns(person: Person) -> bool:
    return bool(held(person, roles=APPROVERS | WRITERS))


def of(session: Session, *, person: Person) -> list[Waiting]:
    """In the agencies of their roles themselves; those below have people of their own."""
    theirs = {stage: held(person, roles=roles) for stage, roles in TURNS.items()}
    everywhere = set[int]().union(*theirs.values())
    if not everywhere:
        return []
    rows = awaiting.approval(session, agency_ids=everywhere)
    named = {row.id: row for row in agencies.by_ids(session, agency_ids=everywhere)}
    return list(_lines(rows, theirs=theirs, agencies=named))


def _lines(
    rows: Iterable[Submitted], *, theirs: dict[Stage, set[int]], agencies: dict[int, Agency]
) -> Iterable[Waiting]:
    for row in rows:
        if row.agency_id in theirs[row.stage]:
            agency = agencies[row.agency_id]
            kind, title, href = _told(row, agency=agency)
            name = called(agency.name_vi, agency.name_en)
            yield Waiting(kind, title, name, href, row.last_step_on, row.stage)


def _told(row: Submitted, *, agency: Agency) -> tuple[str, str, str]:
    """What it is, what it is called, where it is read."""
    if isinstance(row, Objective):
        page: dict[str, Any] = {"agency_code": agency.code, "year": row.year}
        return _("Objective"), row.statement, url_for("quality.plans", **page)
    if isinstance(row, MeasurementPlan):
        return _("Measurement plan"), row.title, url_for("quality.plan", plan_id=row.id)
    first, last = format_date(row.first_day), format_date(row.last_day)
    period = _("%(first)s to %(last)s", first=first, last=last)
    if isinstance(row, ManagementReview):
        return _("Management review"), period, url_for("quality.review", review_id=row.id)
    return _("Record of measurement"), period, url_for("quality.record", record_id=row.id)
