"""Waves of plans, and records of measurement that never change."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0051"
down_revision: str | None = "0050"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STEPS = ("created_on", "submitted_on", "approved_on")
FROZEN = (
    "agency_id",
    "plan_id",
    "plan_version_id",
    "first_day",
    "last_day",
    "number",
    "reason",
    "channel",
    "formula",
    "target_per_mille",
    "previous_id",
)
APPROVED_PLAN = (
    "EXISTS (SELECT 1 FROM plan_version JOIN measurement_plan "
    "ON measurement_plan.id = plan_version.plan_id "
    "WHERE plan_version.id = {version} AND measurement_plan.approved_on IS NOT NULL)"
)
SUBMITTED = (
    "EXISTS (SELECT 1 FROM measurement_record "
    "WHERE id = NEW.record_id AND submitted_on IS NOT NULL)"
)
SHARED_MONTH = (
    "EXISTS (SELECT 1 FROM plan_wave WHERE version_id = NEW.version_id "
    "AND first_day <= NEW.last_day AND last_day >= NEW.first_day)"
)


def upgrade() -> None:
    waves()
    records()
    figures()
    keep_approved_plans()
    keep_records()


def waves() -> None:
    """What was planned before had one wave: the whole period."""
    op.create_table(
        "plan_wave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("plan_wave_in_order")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_version.id"], name=op.f("fk_plan_wave_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_wave")),
        sa.UniqueConstraint("version_id", "first_day", name="plan_wave_begins_once"),
    )
    op.execute(
        "INSERT INTO plan_wave (version_id, first_day, last_day) "
        "SELECT plan_version.id, first_day, last_day FROM plan_version "
        "JOIN measurement_plan ON measurement_plan.id = plan_version.plan_id"
    )
    refuse(
        "plan_wave",
        on="INSERT",
        name="plan_wave_shares_no_month",
        rule="two waves share a month",
        only_if=SHARED_MONTH,
    )


def records() -> None:
    op.create_table(
        "measurement_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("plan_version_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "slip",
                "poster",
                "kiosk",
                name="measurement_record_channel_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("formula", sa.String(), nullable=False),
        sa.Column("target_per_mille", sa.Integer(), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "approved_on IS NULL OR (submitted_on IS NOT NULL AND approved_on >= submitted_on)",
            name=op.f("measurement_record_approved_after_submitted"),
        ),
        sa.CheckConstraint(
            "submitted_on IS NULL OR (created_on IS NOT NULL AND submitted_on >= created_on)",
            name=op.f("measurement_record_submitted_after_created"),
        ),
        sa.CheckConstraint(
            "created_on > last_day", name=op.f("measurement_record_made_afterwards")
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("measurement_record_wave_in_order")),
        sa.CheckConstraint(
            "number = 1 OR reason IS NOT NULL", name=op.f("measurement_record_has_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_measurement_record_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["measurement_plan.id"], name=op.f("fk_measurement_record_plan_id")
        ),
        sa.ForeignKeyConstraint(
            ["plan_version_id"],
            ["plan_version.id"],
            name=op.f("fk_measurement_record_plan_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["previous_id"],
            ["measurement_record.id"],
            name=op.f("fk_measurement_record_previous_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement_record")),
        sa.UniqueConstraint(
            "plan_id", "first_day", "last_day", "number", name="measurement_record_numbered_once"
        ),
    )
    op.create_index(
        op.f("ix_measurement_record_agency_id"), "measurement_record", ["agency_id"], unique=False
    )


def figures() -> None:
    op.create_table(
        "record_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("satisfied", sa.Integer(), nullable=True),
        sa.Column("share", sa.Double(), nullable=True),
        sa.Column("share_lower", sa.Double(), nullable=True),
        sa.Column("share_upper", sa.Double(), nullable=True),
        sa.Column("index_value", sa.Double(), nullable=True),
        sa.Column("index_lower", sa.Double(), nullable=True),
        sa.Column("index_upper", sa.Double(), nullable=True),
        sa.Column("index_maximum", sa.Double(), nullable=True),
        sa.Column("ratings", sa.Integer(), nullable=True),
        sa.Column("closed", sa.Integer(), nullable=True),
        sa.Column("rows_sha256", sa.String(), nullable=False),
        sa.Column(
            "attainment",
            sa.Enum(
                "met",
                "not_met",
                "cannot_tell",
                name="record_figure_attainment_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("change", sa.Double(), nullable=True),
        sa.Column("change_lower", sa.Double(), nullable=True),
        sa.Column("change_upper", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "index_value IS NULL OR (n IS NOT NULL AND index_lower <= index_value "
            "AND index_value <= index_upper)",
            name=op.f("record_figure_index_bounded"),
        ),
        sa.CheckConstraint(
            "n IS NULL OR n BETWEEN 1 AND ratings", name=op.f("record_figure_n_of_ratings")
        ),
        sa.CheckConstraint(
            "satisfied IS NULL OR satisfied BETWEEN 0 AND n",
            name=op.f("record_figure_satisfied_of_n"),
        ),
        sa.CheckConstraint(
            "share IS NULL OR (n IS NOT NULL AND share_lower <= share AND share <= share_upper)",
            name=op.f("record_figure_share_bounded"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["plan_item.id"], name=op.f("fk_record_figure_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["measurement_record.id"], name=op.f("fk_record_figure_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_figure")),
        sa.UniqueConstraint("record_id", "item_id", name="record_figure_item_once"),
    )


def keep_approved_plans() -> None:
    """The versions of an approved plan with their parts; another version may follow."""
    for table, version in (
        ("plan_version", "OLD.id"),
        ("plan_item", "OLD.version_id"),
        ("plan_wave", "OLD.version_id"),
    ):
        for on in ("UPDATE", "DELETE"):
            refuse(
                table,
                on=on,
                name=f"{table}_{on.lower()}_after_approval",
                rule="what was approved does not change",
                only_if=APPROVED_PLAN.format(version=version),
            )


def keep_records() -> None:
    """Days are set once, and nothing else changes from the moment a record is made."""
    other = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FROZEN)
    taken = " OR ".join(
        f"(OLD.{day} IS NOT NULL AND NEW.{day} IS DISTINCT FROM OLD.{day})" for day in STEPS
    )
    for table, on, what, rule, only_if in (
        ("measurement_record", "UPDATE", "keeps_its_days", "a step once taken stays", taken),
        ("measurement_record", "UPDATE", "never_changes", "a record never changes", other),
        ("measurement_record", "DELETE", "stays", "a record never changes", "OLD.id IS NOT NULL"),
        (
            "record_figure",
            "UPDATE",
            "never_changes",
            "a record never changes",
            "OLD.id IS NOT NULL",
        ),
        ("record_figure", "DELETE", "stays", "a record never changes", "OLD.id IS NOT NULL"),
        ("record_figure", "INSERT", "in_time", "a record never changes", SUBMITTED),
    ):
        refuse(table, on=on, name=f"{table}_{what}", rule=rule, only_if=only_if)


def refuse(table: str, *, on: str, name: str, rule: str, only_if: str) -> None:
    """A trigger before each row, on either engine."""
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
