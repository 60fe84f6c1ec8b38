"""Imports that are picked up again after an interruption, and keep what they changed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("import_run", sa.Column("changes", sa.LargeBinary(), nullable=True))
    op.add_column(
        "import_run", sa.Column("attempts", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("import_run", sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True))
