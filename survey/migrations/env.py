"""Alembic's entry: runs the revisions on the engine that `survey.schema` hands over."""

from typing import Any, Literal

from alembic import context

from survey.db import UTCDateTime
from survey.models.metadata import metadata


def frozen_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column type as what the database sees: revisions import nothing of ours."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=frozen_type,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
