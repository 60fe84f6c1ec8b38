"""A questionnaire version is fixed whole once it is published, and never becomes a draft again."""

from collections.abc import Sequence

from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FIXED = (
    "id",
    "questionnaire_id",
    "number",
    "definition",
    "definition_hash",
    "created_at",
    "published_at",
)
CHANGED = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FIXED)
AHEAD = (("draft", "published"), ("published", "retired"))
"""Only a published version can be retired: what was never asked is thrown away instead."""


def upgrade() -> None:
    drop("questionnaire_version_refuses_update")
    refuse(
        "questionnaire_version_refuses_update",
        rule="a published questionnaire never changes",
        only_if=f"OLD.status <> 'draft' AND ({CHANGED}"
        " OR (OLD.status = 'retired' AND NEW.retired_at IS DISTINCT FROM OLD.retired_at))",
    )
    steps = " OR ".join(f"(OLD.status = '{a}' AND NEW.status = '{b}')" for a, b in AHEAD)
    refuse(
        "questionnaire_version_refuses_other_status",
        rule="the status of a questionnaire only moves forward",
        only_if=f"NEW.status <> OLD.status AND NOT ({steps})",
    )


def drop(name: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {name}")
    else:
        op.execute(f"DROP FUNCTION {name}() CASCADE")


def refuse(name: str, *, rule: str, only_if: str) -> None:
    """A trigger that refuses an UPDATE, in the words of either engine."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON questionnaire_version WHEN {only_if} "
            f"BEGIN SELECT RAISE(ABORT, '{rule}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{rule}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE UPDATE ON questionnaire_version FOR EACH ROW "
        f"WHEN ({only_if}) EXECUTE FUNCTION {name}()"
    )
