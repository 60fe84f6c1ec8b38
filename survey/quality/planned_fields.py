"""What the fields of a plan count, and what the register has changed in them since."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey.documents.official import Block, Paragraph
from survey.i18n import called
from survey.models.measurement_plan import PlanItem
from survey.queries import names, procedures


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


def on_paper(session: Session, *, items: Iterable[PlanItem]) -> list[Block]:
    return [
        Paragraph(
            _(
                "The field %(name)s counts the procedures that it held when this version of the "
                "plan was written: %(procedures)s.",
                name=field.name,
                procedures="; ".join(field.counted),
            )
        )
        for field in of_items(session, items=items)
    ]


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
