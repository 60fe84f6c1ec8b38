"""Agencies end, merge, split or change their name: all that hangs on them follows on one day."""

from typing import NamedTuple

from flask_babel import format_date
from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.errors.registers import ParentBelow, ParentEnds, ParentNotBegun, Refusal
from survey.i18n import called
from survey.models.agency import Agency, AgencySuccession, SuccessionKind
from survey.queries import agencies
from survey.registry.agencies import LAST_DAY_OF_ALL, create
from survey.registry.agency_estate import (
    hand_over_below,
    hand_over_points,
    hand_over_roles,
    hand_over_terms,
)
from survey.registry.agency_plan import Change, Estate, estate
from survey.registry.ways_up import require_way_up
from survey.staff import held_agencies
from survey.staff.dates import end_all, require_within


class Outcome(NamedTuple):
    """What a change does, counted: for the preview and for the receipt."""

    moved: int
    """Agencies that stood below."""
    points_continued: int
    points_closed: int
    offerings_ended: int
    limits_ended: int
    roles_given: int
    counted_days: int
    """Days of the new order for which the old points have counts already."""


def rehearse(session: Session, *, change: Change, by: Actor) -> Outcome:
    """What `carry_out` would do; nothing of it stays. Raises the same Refusals."""
    try:
        return carry_out(session, change=change, by=by)[1]
    finally:
        session.rollback()


def carry_out(session: Session, *, change: Change, by: Actor) -> tuple[list[Agency], Outcome]:
    """End the predecessors, begin the new agencies, hand over; returns the heirs as well."""
    held_agencies.hold(
        session, changed=change.predecessors, leant_on=(change.continuing, change.parent)
    )
    held = estate(session, agencies=change.predecessors, day=change.day)
    _require_sense(session, change=change, held=held)
    heirs = _heirs(session, change=change, by=by)
    moved = hand_over_below(session, change=change, held=held, heirs=heirs)
    continued = hand_over_points(session, change=change, held=held, heirs=heirs)
    if change.kind is SuccessionKind.RENAME:
        hand_over_terms(session, change=change, held=held, heir=heirs[0])
    roles = hand_over_roles(session, change=change, heirs=heirs) if change.keeps_roles else 0
    outcome = Outcome(
        moved=moved,
        points_continued=continued,
        points_closed=len(held.points) - continued,
        offerings_ended=end_all(session, rows=held.offerings, last_day=change.last_day),
        limits_ended=end_all(session, rows=held.limits, last_day=change.last_day),
        roles_given=roles,
        counted_days=held.counted_days,
    )
    _end(session, change=change, held=held)
    _note(session, change=change, heirs=heirs, outcome=outcome, by=by)
    session.flush()
    return heirs, outcome


def _heirs(session: Session, *, change: Change, by: Actor) -> list[Agency]:
    heirs = [change.continuing] if change.continuing is not None else []
    for number, details in enumerate(change.new):
        begun = details._replace(valid_from=change.day, valid_to=None)
        try:
            heirs.append(create(session, details=begun, parent=change.parent, by=by))
        except Refusal as refusal:
            if refusal.field != "parent":
                refusal.field = f"new-{number}-{refusal.field}"
            raise
    for heir in heirs:
        for predecessor_id in change.predecessor_ids:
            session.add(_succession(change, predecessor_id=predecessor_id, successor_id=heir.id))
    return heirs


def _succession(change: Change, *, predecessor_id: int, successor_id: int) -> AgencySuccession:
    if change.kind is None:
        raise ValueError("agencies with heirs need the kind of their succession")
    return AgencySuccession(
        predecessor_id=predecessor_id,
        successor_id=successor_id,
        kind=change.kind,
        effective_on=change.day,
        legal_basis=change.legal_basis,
    )


def _end(session: Session, *, change: Change, held: Estate) -> None:
    for rows in (held.points, held.uses, held.placements, change.predecessors):
        end_all(session, rows=rows, last_day=change.last_day)


def _require_sense(session: Session, *, change: Change, held: Estate) -> None:
    for agency in change.predecessors:
        name = called(agency.name_vi, agency.name_en)
        require_within(agency, day=change.last_day, name=name)
    above = change.continuing or change.parent
    if above is None or not (change.has_heirs or held.below):
        return  # nobody goes on to stand there
    _require_lasting(above, change=change)
    for then in (change.day, LAST_DAY_OF_ALL):
        lineage = agencies.lineage_ids(session, agency_id=above.id, day=then)
        if set(lineage) & set(change.predecessor_ids):
            raise ParentBelow(name=called(above.name_vi, above.name_en))
    if change.has_heirs:
        ids = change.predecessor_ids
        require_way_up(session, heir=above, predecessor_ids=ids, today=change.day)


def _require_lasting(above: Agency, *, change: Change) -> None:
    name = called(above.name_vi, above.name_en)
    if above.valid_from is not None and above.valid_from > change.day:
        raise ParentNotBegun(name=name, day=format_date(above.valid_from))
    if above.valid_to is not None:
        raise ParentEnds(name=name, day=format_date(above.valid_to))


def _note(
    session: Session, *, change: Change, heirs: list[Agency], outcome: Outcome, by: Actor
) -> None:
    for agency in change.predecessors:
        audit.record(
            session,
            by=by,
            action=f"agency.{change.kind.value}" if change.kind else "agency.ended",
            subject={"agency": agency.id},
            agency_id=agency.id,
            after={
                "last_day": change.last_day,
                "heirs": [heir.id for heir in heirs],
                "legal_basis": change.legal_basis,
                **outcome._asdict(),
            },
        )
