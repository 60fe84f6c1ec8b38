"""Upkeep of the fields of administration that procedures belong to."""

from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.errors.registers import FieldNameTaken
from survey.models.procedure import Field, Procedure
from survey.queries import procedures
from survey.text import searchable


def create(session: Session, *, name_vi: str, name_en: str | None, by: Actor) -> Field:
    field = Field()
    _name(session, field=field, name_vi=name_vi, name_en=name_en)
    session.add(field)
    session.flush()
    _note(session, action="field.created", field=field, before={}, by=by)
    return field


def rename(session: Session, *, field: Field, name_vi: str, name_en: str | None, by: Actor) -> None:
    """Correct the name; its procedures are found by the new one."""
    before = audit.snapshot(field)
    _name(session, field=field, name_vi=name_vi, name_en=name_en)
    for procedure in procedures.of_field(session, field_id=field.id):
        procedure.search = search_text(procedure, field=field)
    _note(session, action="field.renamed", field=field, before=before, by=by)


def search_text(procedure: Procedure, *, field: Field) -> str:
    """What a procedure is found by."""
    return searchable(
        procedure.name_vi,
        procedure.name_en,
        procedure.national_code,
        field.name_vi,
        field.name_en,
    )


def _name(session: Session, *, field: Field, name_vi: str, name_en: str | None) -> None:
    with session.no_autoflush:
        holder = procedures.field_by_name(session, name_vi=name_vi)
    if holder is not None and holder is not field:
        raise FieldNameTaken
    field.name_vi, field.name_en = name_vi, name_en


def _note(session: Session, *, action: str, field: Field, before: audit.Values, by: Actor) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"field": field.id},
        before=before,
        after=audit.snapshot(field),
    )
