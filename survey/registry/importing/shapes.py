"""How a row of a file finds its row in the register."""

from dataclasses import dataclass

from survey.registry.importing.columns import Register

PROCEDURE = ("procedure_code", "procedure_name", "procedure_level")


@dataclass(frozen=True)
class Shape:
    """Names are those of columns, or of what the codes in them lead to."""

    lookup: tuple[str, ...]
    """What a query finds the row by, perhaps with others."""
    key: tuple[str, ...]
    """What tells it from the others."""
    group: tuple[str, ...] = ()
    """Rows alike in this must not hold on the same day."""
    fixed: tuple[str, ...] = ()
    """Columns that cannot differ, because the row was found by them."""


SHAPES = {
    Register.AGENCIES: Shape(lookup=("code",), key=("code", "parent_from"), fixed=("code",)),
    Register.POINTS: Shape(lookup=("code",), key=("code",), fixed=("code",)),
    Register.PROCEDURES: Shape(lookup=("id",), key=("id",)),
    Register.TIME_LIMITS: Shape(
        lookup=("procedure_id",),
        key=("procedure_id", "agency_id", "valid_from"),
        group=("procedure_id", "agency_id"),
        fixed=(*PROCEDURE, "agency_code", "valid_from"),
    ),
    Register.OFFERINGS: Shape(
        lookup=("point_id", "procedure_id"),
        key=("point_id", "procedure_id", "valid_from"),
        group=("point_id", "procedure_id"),
        fixed=(*PROCEDURE, "point_code", "valid_from"),
    ),
    Register.SUCCESSIONS: Shape(
        lookup=("predecessor_id", "successor_id"),
        key=("predecessor_id", "successor_id"),
        fixed=("predecessor_code", "successor_code"),
    ),
    Register.PROCEDURE_SUCCESSIONS: Shape(
        lookup=("predecessor_id", "successor_id"),
        key=("predecessor_id", "successor_id"),
        fixed=(
            "predecessor_code",
            "predecessor_name",
            "predecessor_level",
            "successor_code",
            "successor_name",
            "successor_level",
        ),
    ),
    Register.FLOWS: Shape(
        lookup=("point_id", "procedure_id", "day"),
        key=("point_id", "procedure_id", "day"),
        fixed=(*PROCEDURE, "point_code", "day"),
    ),
    Register.QUALITY_SYSTEMS: Shape(
        lookup=("agency_id",),
        key=("agency_id", "valid_from"),
        group=("agency_id",),
        fixed=("agency_code", "valid_from"),
    ),
    Register.QUALITY_DOCUMENTS: Shape(
        lookup=("agency_id", "year"),
        key=("agency_id", "year", "kind", "number"),
        fixed=("agency_code", "year", "kind", "number"),
    ),
    Register.QUALITY_PROCESSES: Shape(
        lookup=("agency_id", "code"), key=("agency_id", "code"), fixed=("agency_code", "code")
    ),
    Register.PROCESS_COVERAGE: Shape(
        lookup=("process_id", "procedure_id"),
        key=("process_id", "procedure_id"),
        fixed=(*PROCEDURE, "agency_code", "process_code"),
    ),
}
