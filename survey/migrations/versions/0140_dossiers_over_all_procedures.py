"""Closed dossiers of a point and month over all procedures, kept by the database.

A page that narrows to no procedure summed a row for each of them, some hundreds at a point.
"""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0140"
down_revision: str | None = "0130"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "point_flow",
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("point_id", "period", name="pk_point_flow"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO point_flow (point_id, period, closed) "
        "SELECT point_id, period, sum(closed) FROM monthly_flow GROUP BY point_id, period"
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in sqlite_triggers() if is_sqlite else postgresql_triggers():
        op.execute(statement)


def added(values: str) -> str:
    return (
        f"INSERT INTO point_flow (point_id, period, closed) SELECT {values} "
        "ON CONFLICT (point_id, period) DO UPDATE SET closed = point_flow.closed + excluded.closed"
    )


def sqlite_triggers() -> Iterator[str]:
    """One statement a row; while point and day stay, a change is one difference."""
    stays = "NEW.point_id IS OLD.point_id AND NEW.day IS OLD.day"
    coming, going = of_row("NEW", "NEW.closed"), of_row("OLD", "-OLD.closed")
    change = of_row("NEW", "NEW.closed - OLD.closed")
    for name, event, body in (
        ("insert", "INSERT", coming),
        ("delete", "DELETE", going),
        ("update", "UPDATE", change),
        ("move", "UPDATE", f"{going}; {coming}"),
    ):
        when = {"update": f"WHEN {stays} ", "move": f"WHEN NOT ({stays}) "}.get(name, "")
        yield (
            f"CREATE TRIGGER flow_{name}_adds_to_point_flow AFTER {event} "
            f"ON flow {when}BEGIN {body}; END"
        )


def of_row(row: str, closed: str) -> str:
    return added(
        f"{row}.point_id, date({row}.day, 'start of month'), {closed} FROM (SELECT 1) WHERE true"
    )


def postgresql_triggers() -> Iterator[str]:
    """Once a statement, whatever number of rows it writes."""
    coming, going = (
        f"SELECT point_id, day, {sign}closed AS closed FROM {table}"
        for sign, table in (("", "coming"), ("-", "going"))
    )
    new, old = "NEW TABLE AS coming", "OLD TABLE AS going"
    for event, rows, images in (
        ("INSERT", coming, new),
        ("UPDATE", f"{coming} UNION ALL {going}", f"{new} {old}"),
        ("DELETE", going, old),
    ):
        name = f"flow_{event.lower()}_adds_to_point_flow"
        # Everybody takes the rows in the same order, so that nobody waits in a circle.
        body = added(
            "r.point_id, date_trunc('month', r.day)::date, sum(r.closed) "
            f"FROM ({rows}) AS r GROUP BY 1, 2 ORDER BY 1, 2"
        )
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body}; RETURN NULL; END $$"
        )
        yield (
            f"CREATE TRIGGER {name} AFTER {event} ON flow REFERENCING {images} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
