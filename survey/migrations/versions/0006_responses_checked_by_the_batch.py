"""PostgreSQL checks what responses point at once a batch, not five times a row."""

from collections.abc import Iterator, Sequence

from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

REFERENCES = ("agency_id", "batch_id", "point_id", "procedure_id", "version_id")
# A cell has foreign keys of its own, so what its responses point at cannot go either.
CHECK = """
CREATE FUNCTION response_insert_is_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF EXISTS (
    SELECT FROM (
        SELECT DISTINCT agency_id, date_trunc('month', day)::date AS period,
            coalesce(point_id, 0) AS point, coalesce(procedure_id, 0) AS procedure, channel,
            version_id
        FROM coming
    ) AS place
    WHERE NOT EXISTS (
        SELECT FROM cell WHERE cell.agency_id = place.agency_id AND cell.period = place.period
            AND coalesce(cell.point_id, 0) = place.point
            AND coalesce(cell.procedure_id, 0) = place.procedure
            AND cell.channel = place.channel AND cell.version_id = place.version_id
    )
) OR EXISTS (
    SELECT FROM (SELECT DISTINCT batch_id FROM coming) AS sealed
    WHERE NOT EXISTS (SELECT FROM batch WHERE batch.id = sealed.batch_id)
) THEN
    RAISE EXCEPTION 'a response stands in a batch and is counted in a cell'
        USING ERRCODE = 'foreign_key_violation';
END IF;
RETURN NULL;
END $$
"""
CHECKED = """
CREATE TRIGGER response_insert_is_counted AFTER INSERT ON response
REFERENCING NEW TABLE AS coming FOR EACH STATEMENT EXECUTE FUNCTION response_insert_is_counted()
"""
KEEP_CELLS = """
CREATE FUNCTION cell_refuses_to_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
RAISE EXCEPTION 'a cell stays where its responses are'
    USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
MOVES = (
    "DELETE",
    "UPDATE OF agency_id, period, point_id, procedure_id, channel, version_id",
)
# Marking a slip changes no index as long as its page has room; a page is seldom half used.
ROOM = "ALTER TABLE slip SET (fillfactor = 75)"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":  # where a foreign key costs next to nothing
        for statement in sqlite_triggers():
            op.execute(statement)
        return
    for column in REFERENCES:
        op.drop_constraint(f"fk_response_{column}", "response", type_="foreignkey")
    kept = (
        f"CREATE TRIGGER cell_refuses_to_move BEFORE {' OR '.join(MOVES)} ON cell "
        "FOR EACH ROW EXECUTE FUNCTION cell_refuses_to_move()"
    )
    for statement in (CHECK, CHECKED, KEEP_CELLS, kept, ROOM):
        op.execute(statement)


def sqlite_triggers() -> Iterator[str]:
    for move in MOVES:
        yield (
            f"CREATE TRIGGER cell_refuses_{move.split()[0].lower()} BEFORE {move} ON cell "
            "BEGIN SELECT RAISE(ABORT, 'a cell stays where its responses are'); END"
        )
