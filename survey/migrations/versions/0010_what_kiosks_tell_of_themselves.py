"""Heartbeats: what a tablet holds, its clock and battery, and how long citizens could rate."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Named in the column itself: SQLite then adds it without writing the table anew.
CHECKED = {
    "queued": ("kiosk_queued_counted_from_zero", "queued >= 0"),
    "set_aside": ("kiosk_set_aside_counted_from_zero", "set_aside >= 0"),
    "battery": ("kiosk_battery_in_percent", "battery BETWEEN 0 AND 100"),
}


def upgrade() -> None:
    for column, (name, condition) in CHECKED.items():
        op.execute(
            f"ALTER TABLE kiosk_device ADD COLUMN {column} INTEGER "
            f"CONSTRAINT {name} CHECK ({condition})"
        )
    for column, kind in (
        ("told_at", sa.DateTime(timezone=True)),
        ("release", sa.String()),
        ("skew_seconds", sa.BigInteger()),
    ):
        op.add_column("kiosk_device", sa.Column(column, kind, nullable=True))
    op.create_table(
        "kiosk_day",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name="kiosk_day_has_minutes"),
        sa.ForeignKeyConstraint(
            ["device_id"], ["kiosk_device.id"], name=op.f("fk_kiosk_day_device_id")
        ),
        sa.PrimaryKeyConstraint("device_id", "day", name=op.f("pk_kiosk_day")),
    )
