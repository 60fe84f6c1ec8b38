"""An outbox for mail, and what is wrong with kiosks from when to when."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

WAITS = sa.text("sent_at IS NULL AND given_up_at IS NULL")
LASTS = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("about", "recipient", "subject", "message_id")
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("tries >= 0", name="outgoing_mail_tries_counted"),
        sa.CheckConstraint(
            "sent_at IS NULL OR given_up_at IS NULL", name="outgoing_mail_has_one_end"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sa.UniqueConstraint("about", name="outgoing_mail_written_once"),
    )
    op.create_index(
        "outgoing_mail_due",
        "outgoing_mail",
        ["due_at"],
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    op.create_table(
        "kiosk_alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kiosk_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "silent",
                "storage",
                "clock",
                "gap",
                name="kiosk_alert_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "ended_at IS NULL OR began_at <= ended_at", name="kiosk_alert_dates_in_order"
        ),
        sa.ForeignKeyConstraint(["kiosk_id"], ["kiosk.id"], name=op.f("fk_kiosk_alert_kiosk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiosk_alert")),
    )
    op.create_index(
        "kiosk_alert_lasts_once",
        "kiosk_alert",
        ["kiosk_id", "kind"],
        unique=True,
        sqlite_where=LASTS,
        postgresql_where=LASTS,
    )
    op.create_index(op.f("ix_kiosk_alert_kiosk_id"), "kiosk_alert", ["kiosk_id"])
