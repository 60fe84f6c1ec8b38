"""Sums by agency, procedure and month that the database keeps while it counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


@dataclass(frozen=True)
class Sum:
    """`column` of `into` is the sum of `amount` over the rows of `source`.

    In the expressions r is a row of the source and c the cell that it belongs to.
    """

    source: str
    amount: str
    into: str
    column: str
    keys: Mapping[str, str]
    of_cell: bool = False


ANSWERS = {
    "agency_id": "c.agency_id",
    "question": "r.question",
    "channel": "c.channel",
    "version_id": "c.version_id",
    "procedure_id": "coalesce(c.procedure_id, 0)",
    "period": "c.period",
    "answer": "r.answer",
}
RESPONSES = {key: value.replace("c.", "r.") for key, value in ANSWERS.items()} | {
    "question": "''",
    "answer": "''",
}


def without_procedure(keys: Mapping[str, str]) -> Mapping[str, str]:
    return {key: value for key, value in keys.items() if key != "procedure_id"}


def sums(month: str) -> list[Sum]:
    days = {"point_id": "r.point_id", "procedure_id": "r.procedure_id", "period": month}
    return [
        Sum("tally", "n", "agency_tally", "n", without_procedure(ANSWERS), of_cell=True),
        Sum("tally", "n", "procedure_tally", "n", ANSWERS, of_cell=True),
        Sum("cell", "responses", "agency_tally", "n", without_procedure(RESPONSES)),
        Sum("cell", "responses", "procedure_tally", "n", RESPONSES),
        Sum("flow", "closed", "monthly_flow", "closed", days),
    ]


def upgrade() -> None:
    create_tables()
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    month = "date(r.day, 'start of month')" if is_sqlite else "date_trunc('month', r.day)::date"
    for one in sums(month):
        op.execute(added(one, rows=f"(SELECT *, 1 AS sign FROM {one.source})"))
        for statement in sqlite_triggers(one) if is_sqlite else postgresql_triggers(one):
            op.execute(statement)


def added(one: Sum, *, rows: str) -> str:
    """Add what some rows are worth; each has a sign."""
    keys, places = ", ".join(one.keys), ", ".join(str(n + 1) for n in range(len(one.keys)))
    cell = " JOIN cell AS c ON c.id = r.cell_id" if one.of_cell else ""
    return (
        f"INSERT INTO {one.into} ({keys}, {one.column}) "
        f"SELECT {', '.join(one.keys.values())}, sum(r.sign * r.{one.amount}) "
        # Everybody takes the rows in the same order, so that nobody waits in a circle.
        f"FROM {rows} AS r{cell} WHERE true GROUP BY {places} ORDER BY {places} "
        f"ON CONFLICT ({keys}) DO UPDATE SET {one.column} = "
        f"{one.into}.{one.column} + excluded.{one.column}"
    )


def sqlite_triggers(one: Sum) -> Iterator[str]:
    row = "(SELECT {sign} AS sign, {columns})"
    columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns(one.source)]
    coming, going = (
        row.format(sign=sign, columns=", ".join(f"{image}.{c} AS {c}" for c in columns))
        for sign, image in ((1, "NEW"), (-1, "OLD"))
    )
    for event, images in (("INSERT", [coming]), ("UPDATE", [going, coming]), ("DELETE", [going])):
        body = "; ".join(added(one, rows=image) for image in images)
        name = f"{one.source}_{event.lower()}_adds_to_{one.into}"
        yield f"CREATE TRIGGER {name} AFTER {event} ON {one.source} BEGIN {body}; END"


def postgresql_triggers(one: Sum) -> Iterator[str]:
    """Once a statement, whatever number of rows it writes."""
    coming, going = "SELECT *, 1 AS sign FROM coming", "SELECT *, -1 AS sign FROM going"
    new, old = "NEW TABLE AS coming", "OLD TABLE AS going"
    for event, rows, images in (
        ("INSERT", coming, new),
        ("UPDATE", f"{coming} UNION ALL {going}", f"{new} {old}"),
        ("DELETE", going, old),
    ):
        name = f"{one.source}_{event.lower()}_adds_to_{one.into}"
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {added(one, rows=f'({rows})')}; RETURN NULL; END $$"
        )
        yield (
            f"CREATE TRIGGER {name} AFTER {event} ON {one.source} REFERENCING {images} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )


def create_tables() -> None:
    for table, more in (("agency_tally", []), ("procedure_tally", ["procedure_id"])):
        names = ["agency_id", "question", "channel", "version_id", *more, "period", "answer"]
        op.create_table(
            table,
            sa.Column("agency_id", sa.Integer(), nullable=False),
            sa.Column("question", sa.String(), nullable=False),
            sa.Column("channel", channel(f"{table}_channel_known"), nullable=False),
            sa.Column("version_id", sa.Integer(), nullable=False),
            *(sa.Column(name, sa.Integer(), nullable=False) for name in more),
            sa.Column("period", sa.Date(), nullable=False),
            sa.Column("answer", sa.String(), nullable=False),
            sa.Column("n", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint(*names, name=f"pk_{table}"),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "monthly_flow",
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("point_id", "procedure_id", "period", name="pk_monthly_flow"),
        sqlite_with_rowid=False,
    )


def channel(name: str) -> sa.Enum:
    return sa.Enum(
        "slip", "poster", "kiosk", name=name, native_enum=False, create_constraint=True, length=32
    )
