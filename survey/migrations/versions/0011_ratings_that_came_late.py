"""Late ratings are marked, repeated ones counted, and a batch keeps the counts."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    late: sa.Column[bool] = sa.Column(
        "is_late", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("pending_rating", late)
    # Named in the column itself: SQLite then adds it without writing the table anew.
    for column in ("late", "repeated", "kiosk_missing"):
        op.execute(
            f"ALTER TABLE batch ADD COLUMN {column} INTEGER DEFAULT 0 NOT NULL "
            f"CONSTRAINT batch_{column}_counted_from_zero CHECK ({column} >= 0)"
        )
    op.create_table(
        "repeated_submission",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("times > 0", name="repeated_submission_counted_from_one"),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_repeated_submission_agency_id")
        ),
        sa.PrimaryKeyConstraint("agency_id", name=op.f("pk_repeated_submission")),
    )
