"""Whom to invite is drawn by lot, and what was drawn stays."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0090"
down_revision: str | None = "0080"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

RULE = "a draw stays as it was"


def upgrade() -> None:
    op.create_table(
        "invitation_draw",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("listed", sa.Integer(), nullable=False),
        sa.Column("list_sha256", sa.String(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "number = 1 OR reason IS NOT NULL", name=op.f("invitation_draw_has_a_reason")
        ),
        sa.CheckConstraint("wanted > 0", name=op.f("invitation_draw_wants_some")),
        sa.CheckConstraint("listed > 0", name=op.f("invitation_draw_has_a_list")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_invitation_draw_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_draw")),
        sa.UniqueConstraint("item_id", "number", name="invitation_draw_numbered_once"),
    )
    for event in ("UPDATE", "DELETE"):
        refuse(event, name=f"invitation_draw_{event.lower()}")


def refuse(event: str, *, name: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON invitation_draw "
            f"BEGIN SELECT RAISE(ABORT, '{RULE}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{RULE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON invitation_draw "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
