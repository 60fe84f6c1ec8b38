"""Upkeep of agencies: begin, correct, move to another parent."""

from datetime import date
from typing import NamedTuple

from flask_babel import format_date
from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.errors.registers import CodeTaken, ParentBelow, ParentEnds, ParentNotBegun
from survey.i18n import called
from survey.models.agency import Agency, AgencyKind, AgencyPlacement
from survey.queries import agencies, placements
from survey.registry.codes import suggested
from survey.registry.ways_up import require_way_up
from survey.staff import held_agencies
from survey.staff.dates import (
    Side,
    day_before,
    earlier,
    require_order,
    require_within,
    sides_beyond,
)
from survey.text import searchable

LAST_DAY_OF_ALL = date.max


class AgencyDetails(NamedTuple):
    """What is known of an agency; without a code one is made from the name."""

    name_vi: str
    kind: AgencyKind
    code: str | None = None
    name_en: str | None = None
    unit_code: str | None = None
    identifier: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


def create(session: Session, *, details: AgencyDetails, parent: Agency | None, by: Actor) -> Agency:
    """A new agency, below the parent from its first day on."""
    held_agencies.hold(session, leant_on=(parent,))
    agency = Agency()
    _fill(session, agency=agency, details=details)
    session.add(agency)
    session.flush()
    if parent is not None:
        _require_parent(parent, first=agency.valid_from, last=agency.valid_to)
        place(session, agency=agency, parent=parent)
    _note(session, action="agency.created", agency=agency, before={}, by=by)
    return agency


def edit(session: Session, *, agency: Agency, details: AgencyDetails, by: Actor) -> None:
    """Correct what is known; a new name from a day on is a succession, and an end another form."""
    before = audit.snapshot(agency)
    first_day = agency.valid_from
    _fill(session, agency=agency, details=details._replace(valid_to=agency.valid_to))
    for placement in placements.of_agency(session, agency_id=agency.id):
        if placement.valid_from == first_day:
            placement.valid_from = agency.valid_from
    _note(session, action="agency.edited", agency=agency, before=before, by=by)


def move(session: Session, *, agency: Agency, parent: Agency, day: date, by: Actor) -> None:
    """Below another parent from that day until the next move that is known, or the end."""
    held_agencies.hold(session, changed=(agency,), leant_on=(parent,))
    require_within(agency, day=day, name=called(agency.name_vi, agency.name_en))
    _require_outside(session, agency=agency, parent=parent, day=day)
    known = placements.of_agency(session, agency_id=agency.id)
    holding = next((placement for placement in known if placement.is_valid_on(day)), None)
    last_day = _last_day(agency, known=known, holding=holding, day=day)
    _require_parent(parent, first=day, last=last_day)
    require_way_up(session, heir=parent, moved_below={agency.id: parent.id}, today=day)
    if holding is not None and holding.valid_from != day:
        holding.valid_to = day_before(day)
    elif holding is not None:
        session.delete(holding)
    session.add(
        AgencyPlacement(agency_id=agency.id, parent_id=parent.id, valid_from=day, valid_to=last_day)
    )
    audit.record(
        session,
        by=by,
        action="agency.moved",
        subject={"agency": agency.id},
        agency_id=agency.id,
        before={"parent": holding.parent_id if holding else None},
        after={"parent": parent.id, "from": day},
    )


def place(session: Session, *, agency: Agency, parent: Agency) -> None:
    """Below the parent for the whole life of the agency."""
    session.add(
        AgencyPlacement(
            agency_id=agency.id,
            parent_id=parent.id,
            valid_from=agency.valid_from,
            valid_to=agency.valid_to,
        )
    )


def _fill(session: Session, *, agency: Agency, details: AgencyDetails) -> None:
    require_order(first=details.valid_from, last=details.valid_to)
    code = details.code or _suggested_code(session, name=details.name_vi)
    _require_free_code(session, code=code, agency=agency)
    agency.code = code
    agency.kind = details.kind
    agency.name_vi, agency.name_en = details.name_vi, details.name_en
    agency.unit_code, agency.identifier = details.unit_code, details.identifier
    agency.valid_from, agency.valid_to = details.valid_from, details.valid_to
    agency.search = searchable(
        details.name_vi, details.name_en, code, details.unit_code, details.identifier
    )


def _suggested_code(session: Session, *, name: str) -> str:
    return suggested(name, is_taken=lambda code: agencies.by_code(session, code=code) is not None)


def _require_free_code(session: Session, *, code: str, agency: Agency) -> None:
    with session.no_autoflush:
        holder = agencies.by_code(session, code=code)
    if holder is not None and holder is not agency:
        raise CodeTaken(name=called(holder.name_vi, holder.name_en))


def _require_parent(parent: Agency, *, first: date | None, last: date | None) -> None:
    """The parent must be there as long as what stands below it."""
    name = called(parent.name_vi, parent.name_en)
    beyond = sides_beyond((first, last), of=(parent.valid_from, parent.valid_to))
    if Side.BEFORE in beyond:
        raise ParentNotBegun(name=name, day=format_date(parent.valid_from))
    if Side.AFTER in beyond:
        raise ParentEnds(name=name, day=format_date(parent.valid_to))


def _require_outside(session: Session, *, agency: Agency, parent: Agency, day: date) -> None:
    """The parent must not stand below the agency, neither on that day nor by moves to come."""
    for then in (day, LAST_DAY_OF_ALL):
        if agency.id in agencies.lineage_ids(session, agency_id=parent.id, day=then):
            raise ParentBelow(name=called(parent.name_vi, parent.name_en))


def _last_day(
    agency: Agency,
    *,
    known: list[AgencyPlacement],
    holding: AgencyPlacement | None,
    day: date,
) -> date | None:
    """Of a placement that begins on `day`: what is known of later days stays as it is."""
    if holding is not None:
        return holding.valid_to
    following = [row.valid_from for row in known if row.valid_from and row.valid_from > day]
    return earlier(agency.valid_to, day_before(min(following)) if following else None)


def _note(
    session: Session, *, action: str, agency: Agency, before: audit.Values, by: Actor
) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"agency": agency.id},
        agency_id=agency.id,
        before=before,
        after=audit.snapshot(agency),
    )
