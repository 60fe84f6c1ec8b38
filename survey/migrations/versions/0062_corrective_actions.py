"""Corrective actions: a test announced beforehand stays as it was announced."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0062"
down_revision: str | None = "0061"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ANNOUNCED = (
    "action_id",
    "number",
    "why_1",
    "why_2",
    "why_3",
    "why_4",
    "why_5",
    "people",
    "regulation",
    "equipment",
    "documents",
    "environment",
    "measurement",
    "root_cause",
    "remedy",
    "owner_id",
    "due_on",
    "measured",
    "channel",
    "version_id",
    "question",
    "point_id",
    "procedure_id",
    "direction",
    "expected_tenths",
    "answers",
    "first_month",
    "changed_on",
    "read_on",
    "design",
)
"""What an announced round says for good."""
SET_ONCE = (
    "created_on",
    "announced_on",
    "carried_out_on",
    "judged_on",
    "closed_on",
    "outcome",
    "result",
)
OPENED_ON = (
    "agency_id",
    "title",
    "happened",
    "opened_on",
    "origin",
    "reference",
    "case_id",
    "signal_month",
)
PUBLISHED = ("action_id", "agency_id", "sentence_vi", "sentence_en", "published_on")


def upgrade() -> None:
    op.create_table(
        "corrective_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum(
                "signal",
                "case",
                "finding",
                "hand",
                name="corrective_action_origin_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("signal_month", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(origin = 'case') = (case_id IS NOT NULL)",
            name=op.f("corrective_action_names_its_case"),
        ),
        sa.CheckConstraint(
            "(origin = 'signal') = (signal_month IS NOT NULL)",
            name=op.f("corrective_action_names_its_signal"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_corrective_action_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_file.id"], name=op.f("fk_corrective_action_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrective_action")),
    )
    op.create_index(
        op.f("ix_corrective_action_agency_id"), "corrective_action", ["agency_id"], unique=False
    )
    op.create_index(
        op.f("ix_corrective_action_case_id"), "corrective_action", ["case_id"], unique=False
    )
    op.create_table(
        "action_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("why_1", sa.String(), nullable=True),
        sa.Column("why_2", sa.String(), nullable=True),
        sa.Column("why_3", sa.String(), nullable=True),
        sa.Column("why_4", sa.String(), nullable=True),
        sa.Column("why_5", sa.String(), nullable=True),
        sa.Column("people", sa.String(), nullable=True),
        sa.Column("regulation", sa.String(), nullable=True),
        sa.Column("equipment", sa.String(), nullable=True),
        sa.Column("documents", sa.String(), nullable=True),
        sa.Column("environment", sa.String(), nullable=True),
        sa.Column("measurement", sa.String(), nullable=True),
        sa.Column("root_cause", sa.Text(), nullable=True),
        sa.Column("remedy", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "measured",
            sa.Enum(
                "satisfied_share",
                "mean",
                name="action_round_measured_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "slip",
                "poster",
                "kiosk",
                name="action_round_channel_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(), nullable=True),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column(
            "direction",
            sa.Enum(
                "rise",
                "fall",
                name="action_round_direction_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("expected_tenths", sa.Integer(), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=True),
        sa.Column("first_month", sa.Date(), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column(
            "design",
            sa.Enum(
                "difference",
                "series",
                name="action_round_design_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("carried_out_on", sa.Date(), nullable=True),
        sa.Column("judged_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "worked",
                "did_not_work",
                "cannot_tell",
                name="action_round_outcome_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "design <> 'difference' OR point_id IS NOT NULL",
            name=op.f("action_round_compares_a_counter"),
        ),
        sa.CheckConstraint(
            "(judged_on IS NULL) = (outcome IS NULL)", name=op.f("action_round_judged_with_outcome")
        ),
        sa.CheckConstraint(
            "announced_on IS NULL OR (created_on IS NOT NULL AND announced_on >= created_on)",
            name=op.f("action_round_announced_after_created"),
        ),
        sa.CheckConstraint(
            "announced_on IS NULL OR (root_cause IS NOT NULL AND remedy IS NOT NULL "
            "AND owner_id IS NOT NULL AND due_on IS NOT NULL AND measured IS NOT NULL "
            "AND channel IS NOT NULL AND version_id IS NOT NULL AND question IS NOT NULL "
            "AND direction IS NOT NULL AND expected_tenths IS NOT NULL AND answers IS NOT NULL "
            "AND first_month IS NOT NULL AND changed_on IS NOT NULL AND read_on IS NOT NULL "
            "AND design IS NOT NULL)",
            name=op.f("action_round_announced_whole"),
        ),
        sa.CheckConstraint(
            "announced_on IS NULL OR changed_on >= announced_on",
            name=op.f("action_round_announced_beforehand"),
        ),
        sa.CheckConstraint("answers > 0", name=op.f("action_round_needs_answers")),
        sa.CheckConstraint(
            "carried_out_on IS NULL "
            "OR (announced_on IS NOT NULL AND carried_out_on >= announced_on)",
            name=op.f("action_round_carried_out_after_announced"),
        ),
        sa.CheckConstraint(
            "closed_on IS NULL OR (judged_on IS NOT NULL AND closed_on >= judged_on)",
            name=op.f("action_round_closed_after_judged"),
        ),
        sa.CheckConstraint("expected_tenths > 0", name=op.f("action_round_expects_a_change")),
        sa.CheckConstraint(
            "judged_on IS NULL OR (carried_out_on IS NOT NULL AND judged_on >= carried_out_on)",
            name=op.f("action_round_judged_after_carried_out"),
        ),
        sa.CheckConstraint(
            "judged_on IS NULL OR judged_on >= read_on", name=op.f("action_round_judged_on_its_day")
        ),
        sa.CheckConstraint("read_on > changed_on", name=op.f("action_round_read_after_the_change")),
        sa.ForeignKeyConstraint(
            ["action_id"], ["corrective_action.id"], name=op.f("fk_action_round_action_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["account.id"], name=op.f("fk_action_round_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["service_point.id"], name=op.f("fk_action_round_point_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_action_round_procedure_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_action_round_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_round")),
        sa.UniqueConstraint("action_id", "number", name="action_round_numbered_once"),
    )
    op.create_table(
        "public_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("sentence_vi", sa.String(), nullable=False),
        sa.Column("sentence_en", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= published_on",
            name=op.f("public_change_withdrawn_later"),
        ),
        sa.ForeignKeyConstraint(
            ["action_id"], ["corrective_action.id"], name=op.f("fk_public_change_action_id")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_public_change_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_change")),
    )
    op.create_index(
        op.f("ix_public_change_agency_id"), "public_change", ["agency_id"], unique=False
    )
    op.create_index(
        "public_change_stands_once",
        "public_change",
        ["action_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_on IS NULL"),
        postgresql_where=sa.text("withdrawn_on IS NULL"),
    )
    keep_rounds()
    refuse(
        "corrective_action",
        name="corrective_action_keeps_what_happened",
        rule="an announced action says for good what it was opened on",
        only_if=f"({other(OPENED_ON)}) AND EXISTS (SELECT 1 FROM action_round "
        "WHERE action_id = OLD.id AND announced_on IS NOT NULL)",
    )
    refuse(
        "public_change",
        name="public_change_stays_as_published",
        rule="a published sentence is taken back, not changed",
        only_if=f"{other(PUBLISHED)} OR {taken(['withdrawn_on'])}",
    )
    refuse(
        "public_change",
        name="public_change_stays",
        rule="a published sentence is taken back, not changed",
        only_if="TRUE",
        event="DELETE",
    )


def keep_rounds() -> None:
    refuse(
        "action_round",
        name="action_round_keeps_its_days",
        rule="a step once taken stays",
        only_if=taken(SET_ONCE),
    )
    refuse(
        "action_round",
        name="action_round_keeps_what_was_announced",
        rule="what was announced does not change",
        only_if=f"OLD.announced_on IS NOT NULL AND ({other(ANNOUNCED)})",
    )
    refuse(
        "action_round",
        name="action_round_announced_stays",
        rule="what was announced does not change",
        only_if="OLD.announced_on IS NOT NULL",
        event="DELETE",
    )
    refuse(
        "action_round",
        name="action_round_follows_one_that_did_not_work",
        rule="another round follows one that is closed and did not work",
        only_if="NEW.number > 1 AND NOT EXISTS (SELECT 1 FROM action_round "
        "WHERE action_id = NEW.action_id AND number = NEW.number - 1 "
        "AND closed_on IS NOT NULL AND outcome <> 'worked')",
        event="INSERT",
    )


def taken(columns: Sequence[str]) -> str:
    return " OR ".join(
        f"(OLD.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column})"
        for column in columns
    )


def other(columns: Sequence[str]) -> str:
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


def refuse(table: str, *, name: str, rule: str, only_if: str, event: str = "UPDATE") -> None:
    """On PostgreSQL the function asks, for the condition of a trigger may not look elsewhere."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {only_if} "
            f"BEGIN SELECT RAISE(ABORT, '{rule}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {only_if} THEN RAISE EXCEPTION '{rule}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
