"""Kiosks: where they stand, how they enrol, which numbers arrived from them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "kiosk_sealing_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=65), nullable=False),
        sa.Column("private_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiosk_sealing_key")),
    )
    op.create_table(
        "kiosk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "procedures",
            sa.Enum(
                "none",
                "fixed",
                "list",
                name="kiosk_procedures_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column("pin_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("pin_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(procedures = 'fixed') = (procedure_id IS NOT NULL)",
            name=op.f("kiosk_fixed_procedure_named"),
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_kiosk_procedure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiosk")),
    )
    op.create_table(
        "kiosk_code",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kiosk_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["kiosk_id"], ["kiosk.id"], name=op.f("fk_kiosk_code_kiosk_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_kiosk_code")),
        sa.UniqueConstraint("kiosk_id", name="kiosk_has_one_code"),
    )
    op.create_table(
        "kiosk_device",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kiosk_id", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=65), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_request", sa.BigInteger(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.CheckConstraint("last_request >= 0", name=op.f("kiosk_request_counted_from_zero")),
        sa.CheckConstraint("late >= 0", name=op.f("kiosk_late_counted_from_zero")),
        sa.ForeignKeyConstraint(["kiosk_id"], ["kiosk.id"], name=op.f("fk_kiosk_device_kiosk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiosk_device")),
    )
    op.create_index("ix_kiosk_device_kiosk_id", "kiosk_device", ["kiosk_id"], unique=False)
    op.create_index(
        "kiosk_has_one_device",
        "kiosk_device",
        ["kiosk_id"],
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL AND revoked_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL AND revoked_at IS NULL"),
    )

    op.create_table(
        "kiosk_placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kiosk_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "ended_on IS NULL OR began_on <= ended_on", name=op.f("kiosk_placement_dates_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["kiosk_id"], ["kiosk.id"], name=op.f("fk_kiosk_placement_kiosk_id")
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["service_point.id"], name=op.f("fk_kiosk_placement_point_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kiosk_placement")),
    )
    op.create_index("ix_kiosk_placement_kiosk_id", "kiosk_placement", ["kiosk_id"], unique=False)
    op.create_index("ix_kiosk_placement_point_id", "kiosk_placement", ["point_id"], unique=False)
    op.create_index(
        "kiosk_stands_at_one_place",
        "kiosk_placement",
        ["kiosk_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )

    op.create_table(
        "kiosk_refusal",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["kiosk_device.id"], name=op.f("fk_kiosk_refusal_device_id")
        ),
        sa.PrimaryKeyConstraint("device_id", "number", name=op.f("pk_kiosk_refusal")),
    )
    op.create_table(
        "kiosk_stretch",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("first_number", sa.BigInteger(), nullable=False),
        sa.Column("last_number", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("1 <= first_number", name=op.f("kiosk_stretch_begins_at_one")),
        sa.CheckConstraint("first_number <= last_number", name=op.f("kiosk_stretch_in_order")),
        sa.ForeignKeyConstraint(
            ["device_id"], ["kiosk_device.id"], name=op.f("fk_kiosk_stretch_device_id")
        ),
        sa.PrimaryKeyConstraint("device_id", "first_number", name=op.f("pk_kiosk_stretch")),
    )
