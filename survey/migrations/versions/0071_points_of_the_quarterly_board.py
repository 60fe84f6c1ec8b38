"""Points of the quarterly board: the agency's own stay once they are appraised."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0071"
down_revision: str | None = "0070"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def has(scorer: str, *, of: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM board_score AS other WHERE other.agency_id = "
        f"{of}.agency_id AND other.year = {of}.year AND other.quarter = {of}.quarter "
        f"AND other.scorer = '{scorer}')"
    )


RULES = (
    *(
        (
            "board_score",
            event,
            f"board_score_{event.lower()}",
            "points that are appraised stay",
            f"OLD.scorer = 'agency' AND {has('appraiser', of='OLD')}",
        )
        for event in ("UPDATE", "DELETE")
    ),
    (
        "board_score",
        "INSERT",
        "board_score_insert",
        "an appraisal needs the points of the agency",
        f"NEW.scorer = 'appraiser' AND NOT {has('agency', of='NEW')}",
    ),
)
"""Table, event, name, what is said, and when it is refused."""


def upgrade() -> None:
    op.create_table(
        "board_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column(
            "scorer",
            sa.Enum(
                "agency",
                "appraiser",
                name="board_score_scorer_known",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.Column("scored_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("board_score_quarter_known")),
        sa.CheckConstraint("hundredths BETWEEN 0 AND 1800", name=op.f("board_score_of_18")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_board_score_agency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_score")),
        sa.UniqueConstraint(
            "agency_id", "year", "quarter", "scorer", name="board_score_given_once"
        ),
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
