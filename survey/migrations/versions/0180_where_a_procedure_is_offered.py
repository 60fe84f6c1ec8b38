"""Where a procedure is offered is read off the index alone.

What communes handle is offered at every point of a country; looked at row by row, ten thousand
offers took half the time of the procedure's page.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0180"
down_revision: str | None = "0170"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = ["procedure_id", "point_id", "valid_from", "valid_to"]


def upgrade() -> None:
    op.drop_index(op.f("ix_offering_procedure_id"), table_name="offering")
    op.create_index("offering_by_procedure", "offering", COLUMNS, unique=False)
