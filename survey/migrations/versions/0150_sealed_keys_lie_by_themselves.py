"""Keys of sealed submissions lie in their own order and in one place; nobody looks them up by day.

Every sealed rating wrote one into a table, its key into a second tree and its day into a third.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0150"
down_revision: str | None = "0140"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.drop_index("ix_sealed_submission_sealed_on", table_name="sealed_submission")
    if op.get_bind().dialect.name == "postgresql":  # knows no table that is its own index
        return
    op.rename_table("sealed_submission", "sealed_before")
    op.create_table(
        "sealed_submission",
        sa.Column("key_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key_digest", name="pk_sealed_submission"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO sealed_submission (key_digest, sealed_on) "
        "SELECT key_digest, sealed_on FROM sealed_before ORDER BY key_digest"
    )
    op.drop_table("sealed_before")
