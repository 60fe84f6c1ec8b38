"""PostgreSQL refuses a waiting rating that was sealed, so that recording takes one statement."""

from collections.abc import Sequence

from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Each statement of the function sees what was committed before it began: also a seal for which
# the insert had to wait.
LOOK = """
CREATE FUNCTION pending_rating_is_not_sealed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF EXISTS (
    SELECT FROM sealed_submission WHERE key_digest = sha256(uuid_send(NEW.submission_key))
) OR EXISTS (
    SELECT FROM slip WHERE digest = NEW.slip_digest AND used_on IS NOT NULL
) THEN
    RAISE EXCEPTION 'this submission or slip is sealed'
        USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'pending_rating_is_not_sealed';
END IF;
RETURN NULL;
END $$
"""
LOOKED = """
CREATE TRIGGER pending_rating_is_not_sealed AFTER INSERT ON pending_rating
FOR EACH ROW EXECUTE FUNCTION pending_rating_is_not_sealed()
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":  # SQLite has one writer, which looks itself
        op.execute(LOOK)
        op.execute(LOOKED)
