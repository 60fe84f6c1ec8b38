"""PostgreSQL keeps no samples of what waits in the inbox.

It notes values of each column to plan by, answers and times among them, and keeps them when the
rows are gone. None of these columns needs it: they are looked up by unique keys or not at all.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0160"
down_revision: str | None = "0150"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = {
    "pending_rating": {
        "submission_key": "uuid",
        "content_hash": "bytea",
        "slip_digest": "bytea",
        "answers": "text",
        "arrived_at": "timestamp with time zone",
    },
    "superseded_submission": {
        "submission_key": "uuid",
        "content_hash": "bytea",
        "slip_digest": "bytea",
    },
}


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in COLUMNS.items():
        for name in columns:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {name} SET STATISTICS 0")
        for name in noted(table):
            # To the type it has: no row is rewritten, and what was noted is forgotten.
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {name} TYPE {columns[name]}")


def noted(table: str) -> list[str]:
    described = sa.text(
        "SELECT attname FROM pg_stats WHERE schemaname = current_schema() AND tablename = :table"
    )
    found = op.get_bind().scalars(described, {"table": table})
    return [name for name in found if name in COLUMNS[table]]
