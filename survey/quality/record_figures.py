"""The figures of a record: of the agency as a whole, and of each item of its plan."""

from datetime import date

from sqlalchemy.orm import Session

from survey.measures import frozen
from survey.measures.attainment import attainment, change
from survey.measures.frozen import DoesNotAddUp, Frozen
from survey.measures.selection import Lineage, Period, Selection
from survey.models.measurement_plan import WHOLE, MeasurementPlan, PlanItem
from survey.models.measurement_record import MeasurementRecord, RecordFigure
from survey.quality.record_refusals import RowsDoNotAddUp
from survey.queries import agencies, measurement_records


def of_wave(
    session: Session,
    *,
    plan: MeasurementPlan,
    record: MeasurementRecord,
    suppress_below: int,
    today: date,
) -> list[RecordFigure]:
    """The agency as a whole first, whether or not the plan names it, then the other items."""
    whole = next((item for item in plan.current.items if item.is_whole), None)
    items = [whole, *(item for item in plan.current.items if not item.is_whole)]
    top = agencies.path(session, agency_id=plan.agency_id, day=today)[0]
    found = []
    for item in items:
        selection = _selection(plan, record=record, item=item, top=top.id, today=today)
        try:
            one = frozen.freeze(session, selection=selection, suppress_below=suppress_below)
        except DoesNotAddUp:
            raise RowsDoNotAddUp from None
        found.append(_figure(session, one, item=item, record=record))
    return found


def _selection(
    plan: MeasurementPlan,
    *,
    record: MeasurementRecord,
    item: PlanItem | None,
    top: int,
    today: date,
) -> Selection:
    """Seen from the top of the tree, so that nothing can be found by subtracting records."""
    thing = item.thing if item else WHOLE
    return Selection(
        agency_id=plan.agency_id,
        period=Period(record.first_day, record.last_day.replace(day=1)),
        today=today,
        lineage=Lineage.THEN,
        procedure_id=thing.procedure_id,
        field_id=thing.field_id,
        field_as=thing.procedure_ids if thing.field_id else None,
        point_id=thing.point_id,
        channel=plan.channel,
        version_id=plan.questionnaire_version_id,
        seen_from=top,
    )


def _figure(
    session: Session, one: Frozen, *, item: PlanItem | None, record: MeasurementRecord
) -> RecordFigure:
    changed = change(session, now=one, before=_the_same(session, item=item, record=record))
    return RecordFigure(
        item=item,
        basis=one.basis,
        closed=one.closed,
        **one.values._asdict(),
        attainment=attainment(one.values, target_per_mille=record.target_per_mille),
        change=changed.value if changed else None,
        change_lower=changed.lower if changed else None,
        change_upper=changed.upper if changed else None,
    )


def _the_same(
    session: Session, *, item: PlanItem | None, record: MeasurementRecord
) -> RecordFigure | None:
    """What the record before says of the same thing."""
    if record.previous_id is None:
        return None
    previous = measurement_records.by_id(session, record_id=record.previous_id)
    thing = item.thing if item else WHOLE
    figures = previous.figures if previous else []
    return next((figure for figure in figures if figure.thing == thing), None)
