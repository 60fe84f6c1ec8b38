"""With SQLite the number of a row that was deleted is given to no other one.

Pages that are still open lead to such numbers, and the audit trail names them. PostgreSQL never
gives one again. A table learns it only by being made anew: what it holds waits in another one
meanwhile, and what refers to it is looked at when all of it is back.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0170"
down_revision: str | None = "0160"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLES = (
    "objective",
    "measurement_plan",
    "membership",
    "offering",
    "time_limit",
    "questionnaire_use",
    "outgoing_mail",
)
DISCARDED = {"objective": "objective", "measurement_plan": "plan"}
"""What the trail calls drafts whose numbers it knows."""


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    run = op.get_bind().exec_driver_sql
    run("PRAGMA defer_foreign_keys = ON")  # until the transaction ends
    for table in TABLES:
        make_anew(table)
    for table, called in DISCARDED.items():
        go_on_after_discarded(table, called=called)


def make_anew(table: str) -> None:
    run = op.get_bind().exec_driver_sql
    described = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type {} 'table' AND sql <> ''"
    [(definition,)] = run(described.format("="), (table,)).all()
    beside = run(described.format("<>"), (table,)).all()
    columns = ", ".join(row.name for row in run(f"PRAGMA table_info({table})"))
    run(f"CREATE TABLE kept_meanwhile AS SELECT * FROM {table}")
    run(f"DROP TABLE {table}")
    run(definition.replace("PRIMARY KEY (id)", "PRIMARY KEY (id AUTOINCREMENT)"))
    run(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM kept_meanwhile ORDER BY id")
    run("DROP TABLE kept_meanwhile")
    for (index_or_trigger,) in beside:
        run(index_or_trigger)


def go_on_after_discarded(table: str, *, called: str) -> None:
    run = op.get_bind().exec_driver_sql
    noted = "SELECT max(json_extract(details, ?)) FROM audit_event WHERE action = ?"
    last = run(noted, (f"$.subject.{called}", f"{called}.discarded")).scalar() or 0
    kept = run("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    if kept is None:
        run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))
    elif kept < last:
        run("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (last, table))
