"""Cases: citizens who want an answer, apart from every rating."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0030"
down_revision: str | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    private: sa.Column[bool] = sa.Column(
        "is_private", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("outgoing_mail", private)
    op.create_table(
        "case_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("link_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("message", sa.LargeBinary(), nullable=True),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column(
            "verdict",
            sa.Enum(
                "helped",
                "partly",
                "did_not_help",
                name="case_verdict_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_on IS NULL) OR erased_on IS NOT NULL",
            name=op.f("case_answer_dated"),
        ),
        sa.CheckConstraint(
            "verdict IS NULL OR answered_on IS NOT NULL", name=op.f("case_judged_answered")
        ),
        sa.CheckConstraint(
            "erased_on IS NULL OR (message IS NULL AND contact IS NULL AND answer IS NULL)",
            name=op.f("case_erased_wholly"),
        ),
        sa.CheckConstraint("due_on >= opened_on", name=op.f("case_due_later")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_case_file_agency_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name=op.f("fk_case_file_owner_id")),
        sa.ForeignKeyConstraint(
            ["point_id"], ["service_point.id"], name=op.f("fk_case_file_point_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("key", name="case_sent_once"),
        sa.UniqueConstraint("link_digest", name="case_link_taken"),
    )
    op.create_index("case_by_agency", "case_file", ["agency_id", "opened_on"], unique=False)
