"""Procedures of a checked file, with the fields that they bring along."""

from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from survey.models.procedure import Field, Procedure
from survey.queries import procedures
from survey.registry.importing.changes import Effect, merged
from survey.registry.importing.second_pass import Outcome
from survey.registry.importing.spool import Spool
from survey.text import searchable

Values = dict[str, Any]

OWN = ("national_code", "name_vi", "name_en", "level", "note", "valid_from", "valid_to")


def write_procedures(session: Session, *, outcomes: Spool[Outcome]) -> None:
    fields: dict[str, Field] = {}
    renamed: set[str] = set()
    for chunk in outcomes.chunks():
        stated = [o for o in chunk if o.effect is not Effect.UNCHANGED]
        values = [_values(outcome, _field(session, outcome, fields, renamed)) for outcome in stated]
        new = [row for row in values if "id" not in row]
        changed = [row for row in values if "id" in row]
        if new:
            session.execute(insert(Procedure), new)
        if changed:
            session.execute(update(Procedure), changed)
    for name in renamed:
        _find_by_name(session, fields[name])


def _field(
    session: Session, outcome: Outcome, fields: dict[str, Field], renamed: set[str]
) -> Field:
    """The field of the row; one that is new or gets another English name is written."""
    name = str(outcome.entry.values["field_vi"])
    english = outcome.entry.values.get("field_en")
    if name not in fields:
        known = procedures.field_by_name(session, name_vi=name)
        fields[name] = known or Field(name_vi=name)
        session.add(fields[name])
    field = fields[name]
    if english and field.name_en != english:
        field.name_en = str(english)
        renamed.add(name)
    session.flush()
    return field


def _find_by_name(session: Session, field: Field) -> None:
    """Procedures that the file does not hold are found by the new name of their field as well."""
    for procedure in procedures.of_field(session, field_id=field.id):
        session.refresh(procedure)
        names = (procedure.name_vi, procedure.name_en, procedure.national_code)
        procedure.search = searchable(*names, field.name_vi, field.name_en)


def _values(outcome: Outcome, field: Field) -> Values:
    entry, row = outcome.entry, outcome.row
    whole = merged(entry, row)
    if row is not None and whole["national_code"] is None:
        whole["national_code"] = row["national_code"]
    values = {name: whole[name] for name in OWN if name in entry.values}
    values["field_id"] = field.id
    names = (whole["name_vi"], whole.get("name_en"), whole.get("national_code"))
    values["search"] = searchable(*names, field.name_vi, field.name_en)
    return values if row is None else values | {"id": row["id"]}
