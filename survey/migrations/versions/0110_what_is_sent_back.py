"""What a leader sends back instead of approving it, with the reason, stays."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0110"
down_revision: str | None = "0100"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = {
    "objective_id": "objective",
    "plan_id": "measurement_plan",
    "record_id": "measurement_record",
    "review_id": "management_review",
}
STAYS = "what was sent back stays as it was"
FIXED = (*KINDS, "reason", "sent_back_on")


def upgrade() -> None:
    things = [sa.Column(kind, sa.Integer(), nullable=True) for kind in KINDS]
    op.create_table(
        "sent_back",
        sa.Column("id", sa.Integer(), nullable=False),
        *things,
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sent_back_on", sa.Date(), nullable=False),
        sa.Column("submitted_again_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            " + ".join(f"CASE WHEN {kind} IS NULL THEN 0 ELSE 1 END" for kind in KINDS) + " = 1",
            name=op.f("sent_back_one_thing"),
        ),
        sa.CheckConstraint(
            "submitted_again_on IS NULL OR submitted_again_on >= sent_back_on",
            name=op.f("sent_back_before_submitted_again"),
        ),
        *(
            sa.ForeignKeyConstraint([kind], [f"{table}.id"], name=op.f(f"fk_sent_back_{kind}"))
            for kind, table in KINDS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_back")),
    )
    for kind, table in KINDS.items():
        op.create_index(op.f(f"ix_sent_back_{kind}"), "sent_back", [kind], unique=False)
        hold(table, kind=kind)
    other = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FIXED)
    refuse(
        "sent_back",
        on="UPDATE",
        what="stays",
        rule=STAYS,
        only_if=f"OLD.submitted_again_on IS NOT NULL OR {other}",
    )
    refuse("sent_back", on="DELETE", what="is_kept", rule=STAYS, only_if="1 = 1")


def hold(table: str, *, kind: str) -> None:
    """Only what waits for its approval is sent back, and it is not approved meanwhile."""
    refuse(
        "sent_back",
        on="INSERT",
        what=f"of_{table}",
        rule="only what was submitted is sent back",
        only_if=f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.{kind} AND (submitted_on IS NULL "
        "OR submitted_on > NEW.sent_back_on OR approved_on IS NOT NULL))",
    )
    refuse(
        table,
        on="UPDATE",
        what="submitted_again",
        rule="what was sent back is submitted again before it is approved",
        only_if="NEW.approved_on IS NOT NULL AND OLD.approved_on IS NULL AND EXISTS "
        f"(SELECT 1 FROM sent_back WHERE {kind} = NEW.id AND "
        "(submitted_again_on IS NULL OR submitted_again_on > NEW.approved_on))",
    )


def refuse(table: str, *, on: str, what: str, rule: str, only_if: str) -> None:
    """A trigger before each row, on either engine."""
    name = f"{table}_{what}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {on} ON {table} WHEN {only_if} "
            f"BEGIN SELECT RAISE(ABORT, '{rule}'); END"
        )
        return
    row = "OLD" if on == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {only_if} THEN RAISE EXCEPTION '{rule}' "
        f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {on} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
