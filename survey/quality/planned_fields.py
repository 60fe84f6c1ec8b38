"""What the fields of a plan count, and what the register has changed in them since."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey.documents.official import Block, Paragraph
from survey.i18n import called
from survey.models.measurement_plan import PlanItem
from survey.queries import agencies, names, procedures


class PlannedField(NamedTuple):
    """Names of procedures: those that count, those that came since, those that went."""

    name: str
    counted: list[str]
    came: list[str]
    went: list[str]


def of_items(session: Session, *, items: Iterable[PlanItem]) -> list[PlannedField]:
    """In their order."""
    return [
        _of(session, item.field_id, planned=set(item.thing.procedure_ids or ()))
        for item in items
        if item.field_id is not None
    ]


def on_paper(
    session: Session, *, items: Iterable[PlanItem], agency_id: int, day: date
) -> list[Block]:
    """How many a field counts, and by name those that are handled at the agency or below it."""
    fields = [item for item in items if item.field_id is not None]
    if not fields:
        return []
    below = agencies.subtree_ids(session, roots=[agency_id], day=day)
    handled = procedures.handled_ids(session, agency_ids=below)
    return [_paragraph(session, item, handled=handled) for item in fields]


def _paragraph(session: Session, item: PlanItem, *, handled: set[int]) -> Paragraph:
    (field,) = of_items(session, items=[item])
    here = _called(session, handled.intersection(item.thing.procedure_ids or ()))
    said = _(
        "The field %(name)s counts all procedures that it held when this version of the plan was "
        "written (%(n)s). Of these the agency and those below it handle: %(procedures)s.",
        name=field.name,
        n=len(field.counted),
        procedures="; ".join(here) or "–",
    )
    return Paragraph(said)


def _of(session: Session, field_id: int, *, planned: set[int]) -> PlannedField:
    held = {row.id for row in procedures.of_field(session, field_id=field_id)}
    name = names.of_fields(session, ids=[field_id])[field_id]
    return PlannedField(
        called(*name),
        _called(session, planned),
        _called(session, held - planned),
        _called(session, planned - held),
    )


def _called(session: Session, procedure_ids: Collection[int]) -> list[str]:
    found = names.of_procedures(session, ids=procedure_ids)
    return [called(*name) for name in found.values()]
