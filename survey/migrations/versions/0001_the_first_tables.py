"""The first tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name="account_login_taken"),
    )
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ministry",
                "province",
                "department",
                "district",
                "commune",
                "branch",
                name="agency_kind_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("unit_code", sa.String(), nullable=True),
        sa.Column("identifier", sa.String(), nullable=True),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("agency_dates_in_order"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("code", name="agency_code_taken"),
    )
    with op.batch_alter_table("agency", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agency_search"), ["search"], unique=False)

    op.create_table(
        "field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field")),
        sa.UniqueConstraint("name_vi", name="field_name_taken"),
    )
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
        sa.UniqueConstraint("code", name="questionnaire_code_taken"),
    )
    op.create_table(
        "sealed_submission",
        sa.Column("key_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key_digest", name=op.f("pk_sealed_submission")),
    )
    with op.batch_alter_table("sealed_submission", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sealed_submission_sealed_on"), ["sealed_on"], unique=False
        )

    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_failure_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_failure_subject"), ["subject"], unique=False)

    op.create_table(
        "agency_placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("agency_id <> parent_id", name=op.f("agency_not_its_own_parent")),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("agency_placement_dates_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_agency_placement_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["agency.id"], name=op.f("fk_agency_placement_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_placement")),
    )
    with op.batch_alter_table("agency_placement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agency_placement_agency_id"), ["agency_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_agency_placement_parent_id"), ["parent_id"], unique=False
        )

    op.create_table(
        "agency_succession",
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "merge",
                "split",
                "rename",
                name="succession_kind_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("legal_basis", sa.String(), nullable=True),
        sa.CheckConstraint(
            "predecessor_id <> successor_id", name=op.f("agency_not_its_own_successor")
        ),
        sa.ForeignKeyConstraint(
            ["predecessor_id"], ["agency.id"], name=op.f("fk_agency_succession_predecessor_id")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["agency.id"], name=op.f("fk_agency_succession_successor_id")
        ),
        sa.PrimaryKeyConstraint(
            "predecessor_id", "successor_id", name=op.f("pk_agency_succession")
        ),
    )
    with op.batch_alter_table("agency_succession", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agency_succession_successor_id"), ["successor_id"], unique=False
        )

    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_audit_event_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_audit_event_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_event_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_event_at"), ["at"], unique=False)

    op.create_table(
        "batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("sealed_on", sa.Date(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("ratings", sa.Integer(), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.CheckConstraint("ratings > 0", name=op.f("batch_not_empty")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_batch_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_agency_id"), ["agency_id"], unique=False)

    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "checking",
                "refused",
                "ready",
                "applying",
                "applied",
                "failed",
                name="import_status_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_import_run_account_id")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_import_run_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_table(
        "invitation",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_invitation_account_id")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_invitation")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_account_id"), ["account_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "clerk",
                "quality_officer",
                "leader",
                "publisher",
                "inspector",
                "province_admin",
                "system_admin",
                name="role_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_membership_account_id")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_membership_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("account_id", "agency_id", "role", name="membership_held_once"),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_agency_id"), ["agency_id"], unique=False)

    op.create_table(
        "procedure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("national_code", sa.String(), nullable=True),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "ministry",
                "province",
                "district",
                "commune",
                name="procedure_level_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("procedure_dates_in_order"),
        ),
        sa.ForeignKeyConstraint(["field_id"], ["field.id"], name=op.f("fk_procedure_field_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure")),
        sa.UniqueConstraint("national_code", name="procedure_national_code_taken"),
    )
    with op.batch_alter_table("procedure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_procedure_field_id"), ["field_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_procedure_search"), ["search"], unique=False)

    op.create_table(
        "questionnaire_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "retired",
                name="version_status_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("definition_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_questionnaire_version_questionnaire_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_version")),
        sa.UniqueConstraint(
            "questionnaire_id", "number", name="questionnaire_version_numbered_once"
        ),
    )
    op.create_table(
        "service_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "counter",
                "hall",
                "website",
                name="point_kind_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("poster_code", sa.String(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("service_point_dates_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_service_point_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_point")),
        sa.UniqueConstraint("code", name="service_point_code_taken"),
        sa.UniqueConstraint("poster_code", name="poster_code_taken"),
    )
    with op.batch_alter_table("service_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_point_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_service_point_search"), ["search"], unique=False)

    op.create_table(
        "signed_in",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_signed_in_account_id")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_signed_in")),
    )
    with op.batch_alter_table("signed_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signed_in_account_id"), ["account_id"], unique=False)

    op.create_table(
        "cell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "slip",
                "poster",
                "kiosk",
                name="cell_channel_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_cell_agency_id")),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_cell_point_id")),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_cell_procedure_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_cell_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cell")),
    )
    op.create_table(
        "flow",
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.CheckConstraint("closed >= 0", name=op.f("flow_not_negative")),
        sa.ForeignKeyConstraint(["point_id"], ["service_point.id"], name=op.f("fk_flow_point_id")),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_flow_procedure_id")
        ),
        sa.PrimaryKeyConstraint("point_id", "procedure_id", "day", name=op.f("pk_flow")),
    )
    with op.batch_alter_table("flow", schema=None) as batch_op:
        batch_op.create_index("flow_by_day", ["day"], unique=False)

    op.create_table(
        "offering",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("offering_dates_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["service_point.id"], name=op.f("fk_offering_point_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_offering_procedure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offering")),
    )
    with op.batch_alter_table("offering", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_offering_procedure_id"), ["procedure_id"], unique=False
        )
        batch_op.create_index("offering_by_point", ["point_id", "procedure_id"], unique=False)

    op.create_table(
        "procedure_succession",
        sa.Column("predecessor_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "merge",
                "split",
                "rename",
                name="procedure_succession_kind_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("legal_basis", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["predecessor_id"],
            ["procedure.id"],
            name=op.f("fk_procedure_succession_predecessor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["procedure.id"], name=op.f("fk_procedure_succession_successor_id")
        ),
        sa.PrimaryKeyConstraint(
            "predecessor_id", "successor_id", name=op.f("pk_procedure_succession")
        ),
    )
    with op.batch_alter_table("procedure_succession", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_procedure_succession_successor_id"), ["successor_id"], unique=False
        )

    op.create_table(
        "questionnaire_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("questionnaire_use_dates_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_questionnaire_use_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_version.id"],
            name=op.f("fk_questionnaire_use_version_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_use")),
    )
    with op.batch_alter_table("questionnaire_use", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_questionnaire_use_agency_id"), ["agency_id"], unique=False
        )

    op.create_table(
        "response",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "slip",
                "poster",
                "kiosk",
                name="response_channel_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "precision",
            sa.Enum(
                "day",
                "week",
                name="response_precision_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("leaf", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint(
            "precision = 'day' OR point_id IS NULL", name=op.f("response_of_a_week_has_no_point")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_response_agency_id")),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_response_batch_id")),
        sa.ForeignKeyConstraint(
            ["point_id"], ["service_point.id"], name=op.f("fk_response_point_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_response_procedure_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_response_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_batch_id"), ["batch_id"], unique=False)
        batch_op.create_index("response_by_agency_day", ["agency_id", "day"], unique=False)

    op.create_table(
        "slip_pool",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column("field_id", sa.Integer(), nullable=True),
        sa.Column("printed_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("printed", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.CheckConstraint("printed > 0", name=op.f("slip_pool_not_empty")),
        sa.CheckConstraint(
            "procedure_id IS NULL OR field_id IS NULL", name=op.f("slip_pool_procedure_or_field")
        ),
        sa.CheckConstraint(
            "used BETWEEN 0 AND printed", name=op.f("slip_pool_used_within_printed")
        ),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("slip_pool_dates_in_order")),
        sa.ForeignKeyConstraint(["field_id"], ["field.id"], name=op.f("fk_slip_pool_field_id")),
        sa.ForeignKeyConstraint(
            ["point_id"], ["service_point.id"], name=op.f("fk_slip_pool_point_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_slip_pool_procedure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip_pool")),
    )
    with op.batch_alter_table("slip_pool", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_pool_point_id"), ["point_id"], unique=False)

    op.create_table(
        "time_limit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column(
            "unit",
            sa.Enum(
                "hour",
                "day",
                "month",
                name="time_unit_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "day_type",
            sa.Enum(
                "working",
                "calendar",
                name="day_type_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("same_day", sa.Boolean(), nullable=False),
        sa.Column("cutoff_hour", sa.Integer(), nullable=True),
        sa.Column("verified_amount", sa.Integer(), nullable=True),
        sa.Column("difficult_amount", sa.Integer(), nullable=True),
        sa.Column("as_stated", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("amount IS NULL OR amount > 0", name=op.f("time_limit_amount_positive")),
        sa.CheckConstraint(
            "cutoff_hour IS NULL OR cutoff_hour BETWEEN 0 AND 23",
            name=op.f("time_limit_cutoff_an_hour"),
        ),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("time_limit_dates_in_order"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_time_limit_agency_id")),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_time_limit_procedure_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_limit")),
    )
    with op.batch_alter_table("time_limit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_time_limit_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_time_limit_procedure_id"), ["procedure_id"], unique=False
        )

    op.create_table(
        "comment",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_comment_response_id")
        ),
        sa.PrimaryKeyConstraint("response_id", "question", name=op.f("pk_comment")),
    )
    op.create_table(
        "slip",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["pool_id"], ["slip_pool.id"], name=op.f("fk_slip_pool_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_slip")),
    )
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_pool_id"), ["pool_id"], unique=False)

    op.create_table(
        "tally",
        sa.Column("cell_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cell_id"], ["cell.id"], name=op.f("fk_tally_cell_id")),
        sa.PrimaryKeyConstraint("cell_id", "question", "answer", name=op.f("pk_tally")),
    )
    op.create_table(
        "pending_rating",
        sa.Column("submission_key", sa.Uuid(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("slip_digest", sa.LargeBinary(length=32), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "slip",
                "poster",
                "kiosk",
                name="pending_channel_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("revotes", sa.Integer(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_pending_rating_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["service_point.id"], name=op.f("fk_pending_rating_point_id")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_pending_rating_procedure_id")
        ),
        sa.ForeignKeyConstraint(
            ["slip_digest"], ["slip.digest"], name=op.f("fk_pending_rating_slip_digest")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_pending_rating_version_id")
        ),
        sa.PrimaryKeyConstraint("submission_key", name=op.f("pk_pending_rating")),
        sa.UniqueConstraint("slip_digest", name="slip_rated_once"),
    )
    with op.batch_alter_table("pending_rating", schema=None) as batch_op:
        batch_op.create_index("pending_rating_by_agency_day", ["agency_id", "day"], unique=False)

    op.create_table(
        "superseded_submission",
        sa.Column("submission_key", sa.Uuid(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("slip_digest", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["slip_digest"], ["slip.digest"], name=op.f("fk_superseded_submission_slip_digest")
        ),
        sa.PrimaryKeyConstraint("submission_key", name=op.f("pk_superseded_submission")),
    )
    with op.batch_alter_table("superseded_submission", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_superseded_submission_slip_digest"), ["slip_digest"], unique=False
        )
    op.create_index(
        "cell_counted_once",
        "cell",
        [
            "agency_id",
            "period",
            sa.text("coalesce(point_id, 0)"),
            sa.text("coalesce(procedure_id, 0)"),
            "channel",
            "version_id",
        ],
        unique=True,
    )
    refuse_changes(table="batch", rule="a sealed batch never changes")
    refuse_changes(table="response", rule="a sealed response never changes")
    refuse_changes(
        table="questionnaire_version",
        rule="a published questionnaire never changes",
        only_if="OLD.status <> 'draft' AND (NEW.definition <> OLD.definition"
        " OR NEW.number <> OLD.number OR NEW.questionnaire_id <> OLD.questionnaire_id)",
        deletion_only_if="OLD.status <> 'draft'",
    )


def refuse_changes(
    *, table: str, rule: str, only_if: str = "true", deletion_only_if: str = "true"
) -> None:
    """Triggers that refuse UPDATE and DELETE, in the words of either engine."""
    for event, condition in (("UPDATE", only_if), ("DELETE", deletion_only_if)):
        name = f"{table}_refuses_{event.lower()}"
        if op.get_bind().dialect.name == "sqlite":
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{rule}'); END"
            )
            continue
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{rule}' USING ERRCODE = 'integrity_constraint_violation'; "
            "END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW "
            f"WHEN ({condition}) EXECUTE FUNCTION {name}()"
        )
