"""Which counter goes on from which, so that slips on paper lead to where they are served now."""

from collections.abc import Sequence

from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE service_point ADD COLUMN continues_id INTEGER "
        "CONSTRAINT fk_service_point_continues_id REFERENCES service_point (id)"
    )
    op.create_index("ix_service_point_continues_id", "service_point", ["continues_id"])
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(earlier_successions("date({}, '-1 day')" if is_sqlite else "{} - 1"))


def earlier_successions(day_before: str) -> str:
    """Successions carried out so far: the heir's counter bears the same name and got its code
    from the earlier one. Where two fit, none is taken."""
    return f"""
        UPDATE service_point SET continues_id = (
            SELECT max(earlier.id)
            FROM service_point AS earlier
            JOIN agency_succession AS step ON step.predecessor_id = earlier.agency_id
            WHERE step.successor_id = service_point.agency_id
              AND step.effective_on = service_point.valid_from
              AND earlier.valid_to = {day_before.format("step.effective_on")}
              AND earlier.kind = service_point.kind
              AND earlier.name_vi = service_point.name_vi
              AND service_point.code LIKE lower(substr(earlier.code, 1, 36)) || '%'
            HAVING count(*) = 1
        )
    """  # nothing in it comes from outside
