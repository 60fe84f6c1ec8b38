"""A finding is withdrawn before the minutes with a reason that stays, and never deleted."""

from collections.abc import Sequence

from alembic import op

revision: str = "0100"
down_revision: str | None = "0090"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = (
    "withdrawn_on DATE CONSTRAINT finding_withdrawn_or_answered "
    "CHECK (withdrawn_on IS NULL OR answered_on IS NULL)",
    "withdrawn_by_id INTEGER CONSTRAINT fk_finding_withdrawn_by_id REFERENCES account (id)",
    "withdrawal_reason TEXT CONSTRAINT finding_withdrawn_with_a_reason CHECK ("
    "(withdrawn_on IS NULL) = (withdrawal_reason IS NULL) AND (withdrawn_on IS NULL OR "
    "(withdrawn_on >= found_on AND length(trim(withdrawal_reason)) > 0)))",
)
"""Each rule stands in its column: SQLite then adds it without writing the table anew."""
KEPT = (
    "inspection_id",
    "number",
    "clause",
    "severity",
    "statement",
    "evidence",
    "evidence_path",
    "found_on",
    "due_on",
    "withdrawn_on",
    "withdrawn_by_id",
    "withdrawal_reason",
)
WITHDRAWN = ("withdrawn_on", "withdrawn_by_id", "withdrawal_reason")


def other(columns: Sequence[str]) -> str:
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


RULES = (
    (
        "UPDATE",
        "finding_stays_withdrawn",
        "a finding stays as it was withdrawn",
        f"OLD.withdrawn_on IS NOT NULL AND ({other(KEPT)})",
    ),
    (
        "UPDATE",
        "finding_withdrawn_before_minutes",
        "a finding is withdrawn before the minutes are made",
        f"({other(WITHDRAWN)}) AND EXISTS "
        "(SELECT 1 FROM inspection WHERE id = OLD.inspection_id AND concluded_on IS NOT NULL)",
    ),
    ("DELETE", "finding_never_deleted", "a finding is withdrawn, never deleted", "TRUE"),
)
"""Event, name, what is said, and when it is refused."""


def upgrade() -> None:
    for column in COLUMNS:
        op.execute(f"ALTER TABLE finding ADD COLUMN {column}")
    drop("finding_kept")  # "finding_never_deleted" says more
    for rule in RULES:
        refuse(*rule)


def drop(name: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
        return
    op.execute(f"DROP TRIGGER {name} ON finding")
    op.execute(f"DROP FUNCTION {name}()")


def refuse(event: str, name: str, rule: str, only_if: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON finding WHEN {only_if} "
            f"BEGIN SELECT RAISE(ABORT, '{rule}'); END"
        )
        return
    # Within the function, for a condition of a trigger may not look at other tables.
    kept = "OLD" if event == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {only_if} THEN "
        f"RAISE EXCEPTION '{rule}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {kept}; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON finding FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
