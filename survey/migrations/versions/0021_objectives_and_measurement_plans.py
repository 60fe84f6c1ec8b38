"""Objectives and measurement plans: their steps stay, and what was approved does not change."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None
STEPS = ("created_on", "submitted_on", "approved_on", "carried_out_on", "closed_on")
APPROVED = {
    "objective": (
        "agency_id",
        "year",
        "statement",
        "target_per_mille",
        "evaluated",
        "responsible",
        "due_on",
    ),
    "measurement_plan": (
        "agency_id",
        "title",
        "first_day",
        "last_day",
        "responsible",
        "channel",
        "questionnaire_version_id",
        "objective_id",
    ),
}
"""What an approved row says for good."""


def upgrade() -> None:
    op.create_table(
        "objective",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("target_per_mille", sa.Integer(), nullable=True),
        sa.Column("evaluated", sa.String(), nullable=False),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("carried_out_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "approved_on IS NULL OR (submitted_on IS NOT NULL AND approved_on >= submitted_on)",
            name=op.f("objective_approved_after_submitted"),
        ),
        sa.CheckConstraint(
            "carried_out_on IS NULL OR (approved_on IS NOT NULL AND carried_out_on >= approved_on)",
            name=op.f("objective_carried_out_after_approved"),
        ),
        sa.CheckConstraint(
            "closed_on IS NULL OR (carried_out_on IS NOT NULL AND closed_on >= carried_out_on)",
            name=op.f("objective_closed_after_carried_out"),
        ),
        sa.CheckConstraint(
            "submitted_on IS NULL OR (created_on IS NOT NULL AND submitted_on >= created_on)",
            name=op.f("objective_submitted_after_created"),
        ),
        sa.CheckConstraint(
            "target_per_mille IS NULL OR target_per_mille BETWEEN 0 AND 1000",
            name=op.f("objective_target_a_share"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_objective_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective")),
    )
    op.create_index(op.f("ix_objective_agency_id"), "objective", ["agency_id"], unique=False)
    op.create_table(
        "measurement_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "slip",
                "poster",
                "kiosk",
                name="measurement_plan_channel_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("questionnaire_version_id", sa.Integer(), nullable=True),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("carried_out_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "approved_on IS NULL OR (submitted_on IS NOT NULL AND approved_on >= submitted_on)",
            name=op.f("measurement_plan_approved_after_submitted"),
        ),
        sa.CheckConstraint(
            "carried_out_on IS NULL OR (approved_on IS NOT NULL AND carried_out_on >= approved_on)",
            name=op.f("measurement_plan_carried_out_after_approved"),
        ),
        sa.CheckConstraint(
            "closed_on IS NULL OR (carried_out_on IS NOT NULL AND closed_on >= carried_out_on)",
            name=op.f("measurement_plan_closed_after_carried_out"),
        ),
        sa.CheckConstraint("first_day <= last_day", name=op.f("measurement_plan_period_in_order")),
        sa.CheckConstraint(
            "submitted_on IS NULL OR (created_on IS NOT NULL AND submitted_on >= created_on)",
            name=op.f("measurement_plan_submitted_after_created"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_measurement_plan_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_measurement_plan_objective_id")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_measurement_plan_questionnaire_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement_plan")),
    )
    op.create_index(
        op.f("ix_measurement_plan_agency_id"), "measurement_plan", ["agency_id"], unique=False
    )
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "number = 1 OR reason IS NOT NULL", name=op.f("plan_version_has_a_reason")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["measurement_plan.id"], name=op.f("fk_plan_version_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("plan_id", "number", name="plan_version_numbered_once"),
    )
    op.create_table(
        "plan_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column(
            "rule",
            sa.Enum(
                "share",
                "yamane",
                "quota",
                name="plan_item_rule_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("margin_per_mille", sa.Integer(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "rule = 'quota' OR (population IS NOT NULL AND margin_per_mille BETWEEN 1 AND 500)",
            name=op.f("plan_item_rule_has_its_numbers"),
        ),
        sa.CheckConstraint(
            "population IS NULL OR population > 0", name=op.f("plan_item_population")
        ),
        sa.CheckConstraint(
            "procedure_id IS NULL OR point_id IS NULL", name=op.f("plan_item_names_one_thing")
        ),
        sa.CheckConstraint("target > 0", name=op.f("plan_item_has_a_target")),
        sa.ForeignKeyConstraint(
            ["point_id"], ["service_point.id"], name=op.f("fk_plan_item_point_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_plan_item_procedure_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_version.id"], name=op.f("fk_plan_item_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_item")),
    )
    op.create_index(op.f("ix_plan_item_version_id"), "plan_item", ["version_id"], unique=False)
    for table, columns in APPROVED.items():
        fix(table, columns=columns)


def fix(table: str, *, columns: Sequence[str]) -> None:
    """A day that is set stays, and what is approved does not change, on either engine."""
    taken = " OR ".join(
        f"(OLD.{day} IS NOT NULL AND NEW.{day} IS DISTINCT FROM OLD.{day})" for day in STEPS
    )
    other = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
    refuse(table, name=f"{table}_keeps_its_days", rule="a step once taken stays", only_if=taken)
    refuse(
        table,
        name=f"{table}_keeps_what_was_approved",
        rule="what was approved does not change",
        only_if=f"OLD.approved_on IS NOT NULL AND ({other})",
    )


def refuse(table: str, *, name: str, rule: str, only_if: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {only_if} "
            f"BEGIN SELECT RAISE(ABORT, '{rule}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{rule}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW "
        f"WHEN ({only_if}) EXECUTE FUNCTION {name}()"
    )
