"""SQLite keeps its sums with one statement a row, without sorting what is one row already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


@dataclass(frozen=True)
class Sum:
    """`column` of `into` is the sum of `amount` over the rows of `source`.

    In the expressions {r} is the row as it was or as it is, and c the cell that it belongs to.
    """

    source: str
    amount: str
    into: str
    column: str
    keys: Mapping[str, str]
    stays: Sequence[str]
    """Columns that lead to the keys: while they stay, a change is one difference."""
    of_cell: bool = False


ANSWERS = {
    "agency_id": "c.agency_id",
    "question": "{r}.question",
    "channel": "c.channel",
    "version_id": "c.version_id",
    "procedure_id": "coalesce(c.procedure_id, 0)",
    "period": "c.period",
    "answer": "{r}.answer",
}
RESPONSES = {key: value.replace("c.", "{r}.") for key, value in ANSWERS.items()} | {
    "question": "''",
    "answer": "''",
}
MONTHS = {
    "point_id": "{r}.point_id",
    "procedure_id": "{r}.procedure_id",
    "period": "date({r}.day, 'start of month')",
}
TALLIED = ("cell_id", "question", "answer")
COUNTED = ("agency_id", "channel", "version_id", "procedure_id", "period")


def without_procedure(keys: Mapping[str, str]) -> Mapping[str, str]:
    return {key: value for key, value in keys.items() if key != "procedure_id"}


SUMS = (
    Sum("tally", "n", "agency_tally", "n", without_procedure(ANSWERS), TALLIED, of_cell=True),
    Sum("tally", "n", "procedure_tally", "n", ANSWERS, TALLIED, of_cell=True),
    Sum("cell", "responses", "agency_tally", "n", without_procedure(RESPONSES), COUNTED),
    Sum("cell", "responses", "procedure_tally", "n", RESPONSES, COUNTED),
    Sum("flow", "closed", "monthly_flow", "closed", MONTHS, ("point_id", "procedure_id", "day")),
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return  # PostgreSQL adds up once a statement
    for one in SUMS:
        for event in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER {one.source}_{event}_adds_to_{one.into}")
        for statement in triggers(one):
            op.execute(statement)


def triggers(one: Sum) -> Iterator[str]:
    stays = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in one.stays)
    coming = added(one, row="NEW", amount=f"NEW.{one.amount}")
    going = added(one, row="OLD", amount=f"-OLD.{one.amount}")
    change = added(one, row="NEW", amount=f"NEW.{one.amount} - OLD.{one.amount}")
    for name, event, body in (
        ("insert", "INSERT", coming),
        ("delete", "DELETE", going),
        ("update", "UPDATE", change),
        ("move", "UPDATE", f"{going}; {coming}"),
    ):
        when = {"update": f"WHEN {stays} ", "move": f"WHEN NOT ({stays}) "}.get(name, "")
        yield (
            f"CREATE TRIGGER {one.source}_{name}_adds_to_{one.into} AFTER {event} "
            f"ON {one.source} {when}BEGIN {body}; END"
        )


def added(one: Sum, *, row: str, amount: str) -> str:
    keys = ", ".join(one.keys)
    values = ", ".join(value.format(r=row) for value in one.keys.values())
    rows = f"cell AS c WHERE c.id = {row}.cell_id" if one.of_cell else "(SELECT 1) WHERE true"
    return (
        f"INSERT INTO {one.into} ({keys}, {one.column}) SELECT {values}, {amount} FROM {rows} "
        f"ON CONFLICT ({keys}) DO UPDATE SET {one.column} = {one.column} + excluded.{one.column}"
    )
