"""What both sides fill in about an inspected agency, and a sample of sealed ratings."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0061"
down_revision: str | None = "0051"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def is_submitted(inspection: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM self_check WHERE inspection_id = {inspection} "
        "AND submitted_on IS NOT NULL)"
    )


def is_concluded(inspection: str) -> str:
    return f"EXISTS (SELECT 1 FROM inspection WHERE id = {inspection} AND concluded_on IS NOT NULL)"


ROW = {"INSERT": "NEW", "UPDATE": "OLD", "DELETE": "OLD"}
RULES = (
    *(
        (
            "self_check_answer",
            event,
            f"self_check_answer_{event.lower()}",
            "a submitted report stays",
            is_submitted(f"{row}.inspection_id"),
        )
        for event, row in ROW.items()
    ),
    *(
        (
            "judgement",
            event,
            f"judgement_{event.lower()}",
            "the minutes are made",
            is_concluded(f"{row}.inspection_id"),
        )
        for event, row in ROW.items()
    ),
    (
        "self_check",
        "UPDATE",
        "self_check_keeps_its_days",
        "a step once taken stays",
        "NEW.begun_on <> OLD.begun_on OR (OLD.submitted_on IS NOT NULL AND "
        "NEW.submitted_on IS DISTINCT FROM OLD.submitted_on)",
    ),
    ("self_check", "DELETE", "self_check_kept", "a report stays", "TRUE"),
    *(
        (table, event, f"{table}_{event.lower()}", "a draw stays as it was made", "TRUE")
        for table in ("rating_sample", "sampled_rating")
        for event in ("UPDATE", "DELETE")
    ),
)
"""Table, event, name, what is said, and when it is refused."""


def upgrade() -> None:
    op.create_table(
        "judgement",
        sa.Column("inspection_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column(
            "conformity",
            sa.Enum(
                "yes",
                "partly",
                "no",
                name="judgement_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("system_verdict", sa.String(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("judged_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "system_verdict IS NULL OR (system_verdict = 'passed') = (conformity = 'yes') "
            "OR remark IS NOT NULL",
            name=op.f("judgement_differs_with_a_remark"),
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_judgement_inspection_id")
        ),
        sa.PrimaryKeyConstraint("inspection_id", "item", name=op.f("pk_judgement")),
    )
    op.create_table(
        "rating_sample",
        sa.Column("inspection_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("rating_sample_days_in_order")),
        sa.CheckConstraint("wanted > 0", name=op.f("rating_sample_wants_some")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_rating_sample_inspection_id")
        ),
        sa.PrimaryKeyConstraint("inspection_id", name=op.f("pk_rating_sample")),
    )
    op.create_table(
        "self_check",
        sa.Column("inspection_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "submitted_on IS NULL OR (begun_on IS NOT NULL AND submitted_on >= begun_on)",
            name=op.f("self_check_submitted_after_begun"),
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_self_check_inspection_id")
        ),
        sa.PrimaryKeyConstraint("inspection_id", name=op.f("pk_self_check")),
    )
    op.create_table(
        "sampled_rating",
        sa.Column("inspection_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["rating_sample.inspection_id"],
            name=op.f("fk_sampled_rating_inspection_id"),
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_sampled_rating_response_id")
        ),
        sa.PrimaryKeyConstraint("inspection_id", "place", name=op.f("pk_sampled_rating")),
    )
    op.create_table(
        "self_check_answer",
        sa.Column("inspection_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column(
            "conformity",
            sa.Enum(
                "yes",
                "partly",
                "no",
                name="self_check_answer_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["self_check.inspection_id"],
            name=op.f("fk_self_check_answer_inspection_id"),
        ),
        sa.PrimaryKeyConstraint("inspection_id", "item", name=op.f("pk_self_check_answer")),
    )
    for rule in RULES:
        refuse(*rule)


def refuse(table: str, event: str, name: str, rule: str, only_if: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {only_if} "
            f"BEGIN SELECT RAISE(ABORT, '{rule}'); END"
        )
        return
    # Within the function, for a condition of a trigger may not look at other tables.
    kept = "OLD" if event == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {only_if} THEN "
        f"RAISE EXCEPTION '{rule}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"RETURN {kept}; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
