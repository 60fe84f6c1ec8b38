"""What an approved management review was told is kept, and nothing is approved without it.

Reviews that were approved before have nothing kept yet: the worker gathers it as of the day of
the approval, and the day on which it did stands beside it.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0130"
down_revision: str | None = "0120"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KEPT = "what a review was told does not change"
RULES = (
    ("review_facts", "UPDATE", "review_facts_stay", KEPT, "TRUE"),
    ("review_facts", "DELETE", "review_facts_kept", KEPT, "TRUE"),
    (
        "management_review",
        "UPDATE",
        "management_review_approved_with_its_facts",
        "a review is approved with what it was told that day",
        "OLD.approved_on IS NULL AND NEW.approved_on IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM review_facts "
        "WHERE review_id = NEW.id AND gathered_on = NEW.approved_on)",
    ),
)
"""Table, event, name, what is said, and when it is refused."""


def upgrade() -> None:
    op.create_table(
        "review_facts",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("gathered_on", sa.Date(), nullable=False),
        sa.Column("formula", sa.String(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("review_facts_have_a_hash")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["management_review.id"], name=op.f("fk_review_facts_review_id")
        ),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_review_facts")),
    )
    for rule in RULES:
        refuse(*rule)


def refuse(table: str, event: str, name: str, rule: str, only_if: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {only_if} "
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
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
