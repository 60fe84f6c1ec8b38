"""The register of the quality system: documents, processes, what they cover."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "quality_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "policy",
                "context",
                "objectives",
                "audit_programme",
                "audit_results",
                "management_review",
                "improvement",
                "announcement",
                "external",
                name="quality_document_kind_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("edition", sa.String(), nullable=True),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind <> 'announcement' OR edition IS NOT NULL",
            name=op.f("announcement_names_its_edition"),
        ),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= signed_on",
            name=op.f("quality_document_dates_in_order"),
        ),
        sa.CheckConstraint(
            "year BETWEEN 2000 AND 2100", name=op.f("quality_document_year_plausible")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_quality_document_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_document")),
        sa.UniqueConstraint("agency_id", "year", "kind", "number", name="quality_document_known"),
    )
    op.create_index("quality_document_by_year", "quality_document", ["year", "kind"], unique=False)
    op.create_table(
        "quality_process",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "system",
                "internal",
                "procedure",
                name="quality_process_kind_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name_vi", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("quality_process_dates_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_quality_process_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_process")),
        sa.UniqueConstraint("agency_id", "code", name="quality_process_code_taken"),
    )
    op.create_table(
        "quality_system",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "province",
                "department",
                "sub_department",
                "district",
                "commune",
                "office",
                "other",
                name="quality_system_level_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=True),
        sa.Column("software", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name=op.f("quality_system_dates_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_quality_system_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_system")),
    )
    op.create_index(
        op.f("ix_quality_system_agency_id"), "quality_system", ["agency_id"], unique=False
    )
    op.create_table(
        "document_file",
        sa.Column("document_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("document_file_not_empty")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["quality_document.id"], name=op.f("fk_document_file_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_file")),
    )
    op.create_table(
        "process_coverage",
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_process_coverage_procedure_id")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["quality_process.id"], name=op.f("fk_process_coverage_process_id")
        ),
        sa.PrimaryKeyConstraint("process_id", "procedure_id", name=op.f("pk_process_coverage")),
    )
    op.create_index(
        op.f("ix_process_coverage_procedure_id"), "process_coverage", ["procedure_id"], unique=False
    )
