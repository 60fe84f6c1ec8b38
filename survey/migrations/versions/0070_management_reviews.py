"""Management reviews: minutes that do not change once they are approved."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0070"
down_revision: str | None = "0062"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STEPS = ("created_on", "submitted_on", "approved_on")
FIXED = (
    "agency_id",
    "first_day",
    "last_day",
    "held_on",
    "place",
    "chair",
    "secretary",
    "participants",
)
APPROVED = (
    "EXISTS (SELECT 1 FROM management_review "
    "WHERE id = {row}.review_id AND approved_on IS NOT NULL)"
)


def upgrade() -> None:
    op.create_table(
        "management_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("chair", sa.String(), nullable=False),
        sa.Column("secretary", sa.String(), nullable=False),
        sa.Column("participants", sa.Text(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "approved_on IS NULL OR (submitted_on IS NOT NULL AND approved_on >= submitted_on)",
            name=op.f("management_review_approved_after_submitted"),
        ),
        sa.CheckConstraint(
            "submitted_on IS NULL OR (created_on IS NOT NULL AND submitted_on >= created_on)",
            name=op.f("management_review_submitted_after_created"),
        ),
        sa.CheckConstraint(
            "approved_on IS NULL OR approved_on >= held_on",
            name=op.f("management_review_held_before_approved"),
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("management_review_period_in_order")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_management_review_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_management_review")),
    )
    op.create_index(
        op.f("ix_management_review_agency_id"), "management_review", ["agency_id"], unique=False
    )
    op.create_table(
        "review_part",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column(
            "heading",
            sa.Enum(
                "earlier",
                "trends",
                "signals",
                "drivers",
                "complaints",
                "actions",
                "objectives",
                "resources",
                name="review_part_heading_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["review_id"], ["management_review.id"], name=op.f("fk_review_part_review_id")
        ),
        sa.PrimaryKeyConstraint("review_id", "heading", name=op.f("pk_review_part")),
    )
    keep()


def keep() -> None:
    """Days are set once; what is approved stays with all that was concluded and decided."""
    other = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FIXED)
    taken = " OR ".join(
        f"(OLD.{day} IS NOT NULL AND NEW.{day} IS DISTINCT FROM OLD.{day})" for day in STEPS
    )
    fixed = "what was approved does not change"
    approved = "OLD.approved_on IS NOT NULL"
    refuse(
        "management_review",
        on="UPDATE",
        what="keeps_its_days",
        rule="a step once taken stays",
        only_if=taken,
    )
    refuse(
        "management_review",
        on="UPDATE",
        what="never_changes",
        rule=fixed,
        only_if=f"{approved} AND ({other})",
    )
    refuse("management_review", on="DELETE", what="stays", rule=fixed, only_if=approved)
    for on, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        only_if = APPROVED.format(row=row)
        refuse("review_part", on=on, what=f"fixed_{on.lower()}", rule=fixed, only_if=only_if)


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
