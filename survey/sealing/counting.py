"""What a batch adds to the cells and tallies; the sums over them are kept by triggers."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from survey.models.tally import Cell
from survey.sealing.stripping import Place, SealedRows

_COUNTED_ONCE = (
    Cell.agency_id,
    Cell.period,
    text("coalesce(point_id, 0)"),
    text("coalesce(procedure_id, 0)"),
    Cell.channel,
    Cell.version_id,
)
_EACH = """
INSERT INTO tally (cell_id, question, answer, n) VALUES (?, ?, ?, ?)
ON CONFLICT (cell_id, question, answer) DO UPDATE SET n = tally.n + excluded.n
"""
# One statement for all, since triggers add up what a statement writes.
_TOGETHER = """
INSERT INTO tally (cell_id, question, answer, n)
SELECT * FROM unnest(%s::int[], %s::text[], %s::text[], %s::int[])
ON CONFLICT (cell_id, question, answer) DO UPDATE SET n = tally.n + excluded.n
"""


def count(session: Session, *, agency_id: int, sealed: SealedRows) -> None:
    cells = _cells(session, agency_id=agency_id, responded=sealed.responded)
    rows = sorted(
        (cells[place], question, answer, n)
        for place, answered in sealed.answered.items()
        for (question, answer), n in answered.items()
    )
    if not rows:
        return
    if session.get_bind().dialect.name == "postgresql":
        columns = tuple(map(list, zip(*rows, strict=True)))
        session.connection().exec_driver_sql(_TOGETHER, columns)
    else:
        session.connection().exec_driver_sql(_EACH, rows)


def _cells(session: Session, *, agency_id: int, responded: Mapping[Place, int]) -> dict[Place, int]:
    """Add to the responses of each place; the numbers of their cells."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    add: Any = dialect.insert(Cell)
    counted = add.on_conflict_do_update(
        index_elements=_COUNTED_ONCE, set_={"responses": Cell.responses + add.excluded.responses}
    ).returning(Cell.id, *(getattr(Cell, name) for name in Place._fields))
    rows = [
        {"agency_id": agency_id, "responses": n, **place._asdict()}
        for place, n in responded.items()
    ]
    return {Place(*place): number for number, *place in session.execute(counted, rows)}
