"""What is set for a kiosk from its page, and what its tablets told, day by day."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Named in the column itself: SQLite then adds it without writing the table anew.
COUNTED = (
    ("kiosk", "reloads", "INTEGER DEFAULT 0 NOT NULL", "kiosk_reloads", "reloads >= 0"),
    ("kiosk_day", "heartbeats", "INTEGER DEFAULT 0 NOT NULL", "kiosk_day_heard", "heartbeats >= 0"),
    (
        "kiosk_day",
        "screen_minutes",
        "INTEGER",
        "kiosk_day_has_screen_minutes",
        "screen_minutes BETWEEN 0 AND 1440",
    ),
    ("kiosk_day", "most_queued", "INTEGER", "kiosk_day_queued", "most_queued >= 0"),
    (
        "kiosk_day",
        "lowest_battery",
        "INTEGER",
        "kiosk_day_battery",
        "lowest_battery BETWEEN 0 AND 100",
    ),
)
PLAIN: tuple[tuple[str, str, Any], ...] = (
    ("kiosk", "languages", sa.String()),
    ("kiosk", "opening_hours", sa.Text()),
    ("kiosk", "rest_vi", sa.String()),
    ("kiosk", "rest_en", sa.String()),
    ("kiosk_device", "storage_fails", sa.Boolean()),
    ("kiosk_day", "widest_skew", sa.BigInteger()),
)


def upgrade() -> None:
    op.execute(
        "ALTER TABLE kiosk ADD COLUMN version_id INTEGER "
        "CONSTRAINT fk_kiosk_version_id REFERENCES questionnaire_version (id)"
    )
    for table, column, kind, name, condition in COUNTED:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} {kind} CONSTRAINT {name} CHECK ({condition})"
        )
    for table, column, plain in PLAIN:
        op.add_column(table, sa.Column(column, plain, nullable=True))
