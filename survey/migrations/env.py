"""Alembic's entry: runs the revisions on the engine that `survey.schema` hands over."""

from functools import partial
from typing import Any, Literal

from alembic import context

from survey.db import UTCDateTime
from survey.models.metadata import metadata
from survey.schema import is_compared


def frozen_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column type as what the database sees: revisions import nothing of ours."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    include_object=partial(is_compared, engine=connection.dialect.name),
    render_item=frozen_type,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
