"""A plan may measure a whole field of procedures, with those it held when it was written."""

from collections.abc import Sequence

from alembic import op

revision: str = "0120"
down_revision: str | None = "0110"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = {
    "field_id": (
        "INTEGER CONSTRAINT fk_plan_item_field_id REFERENCES field (id) "
        "CONSTRAINT plan_item_names_a_field_alone "
        "CHECK (field_id IS NULL OR (procedure_id IS NULL AND point_id IS NULL))"
    ),
    "field_procedures": (
        "TEXT CONSTRAINT plan_item_field_with_procedures "
        "CHECK ((field_id IS NULL) = (field_procedures IS NULL)) "
        "CONSTRAINT plan_item_field_holds_some CHECK (field_procedures <> '[]')"
    ),
}


def upgrade() -> None:
    """SQLite takes a constraint on a table that is there with a new column alone.

    Both engines read the same, and what refuses to change approved items stays in place.
    """
    for name, column in COLUMNS.items():
        op.execute(f"ALTER TABLE plan_item ADD COLUMN {name} {column}")
    op.create_index("plan_item_field_once", "plan_item", ["version_id", "field_id"], unique=True)
