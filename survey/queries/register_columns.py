"""What the files of several registers have in common: how they name a procedure."""

from typing import Any

from sqlalchemy import ColumnElement, Select

from survey.models.procedure import Procedure

Statement = Select[*tuple[Any, ...]]
Columns = tuple[Any, ...]

BY_PROCEDURE = (Procedure.national_code.nulls_last(), Procedure.name_vi, Procedure.level)


def of_procedure(procedure: type[Procedure], prefix: str) -> tuple[ColumnElement[Any], ...]:
    return (
        procedure.national_code.label(f"{prefix}_code"),
        procedure.name_vi.label(f"{prefix}_name"),
        procedure.level.label(f"{prefix}_level"),
    )
