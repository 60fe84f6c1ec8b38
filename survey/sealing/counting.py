"""What a batch adds to the cells and tallies; the sums over them are kept by triggers."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from survey.sealing.stripping import Place, SealedRows

# Everything goes to the driver as it is: a night of small communes has nearly as many cells as
# ratings, and what the library would do for each costs more than the database.
_EACH_CELL = """
INSERT INTO cell (period, point_id, procedure_id, channel, version_id, agency_id, responses)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT
(agency_id, period, coalesce(point_id, 0), coalesce(procedure_id, 0), channel, version_id)
DO UPDATE SET responses = cell.responses + excluded.responses
"""
_NUMBERS = """
SELECT period, point_id, procedure_id, channel, version_id, id FROM cell
WHERE agency_id = ? AND period IN (SELECT value FROM json_each(?))
"""
# One statement for all, since triggers add up what a statement writes.
_ALL_CELLS = """
INSERT INTO cell (period, point_id, procedure_id, channel, version_id, agency_id, responses)
SELECT * FROM unnest(
    %s::date[], %s::int[], %s::int[], %s::text[], %s::int[], %s::int[], %s::int[]
)
ON CONFLICT
(agency_id, period, coalesce(point_id, 0), coalesce(procedure_id, 0), channel, version_id)
DO UPDATE SET responses = cell.responses + excluded.responses
RETURNING period, point_id, procedure_id, channel, version_id, id
"""
_EACH_TALLY = """
INSERT INTO tally (cell_id, question, answer, n) VALUES (?, ?, ?, ?)
ON CONFLICT (cell_id, question, answer) DO UPDATE SET n = tally.n + excluded.n
"""
_ALL_TALLIES = """
INSERT INTO tally (cell_id, question, answer, n)
SELECT * FROM unnest(%s::int[], %s::text[], %s::text[], %s::int[])
ON CONFLICT (cell_id, question, answer) DO UPDATE SET n = tally.n + excluded.n
"""


def count(session: Session, *, agency_id: int, sealed: SealedRows) -> None:
    # Sorted: the number of a new cell must not tell which of them was rated first.
    places = [(*place, agency_id, n) for place, n in sorted(sealed.responded.items(), key=_order)]
    if session.get_bind().dialect.name == "postgresql":
        cells = _cells(session.connection().exec_driver_sql(_ALL_CELLS, _columns(places)))
        if rows := _rows(sealed, cells=cells):
            session.connection().exec_driver_sql(_ALL_TALLIES, _columns(rows))
    else:
        cells = _cells(_counted_one_by_one(session, places=places, agency_id=agency_id))
        if rows := _rows(sealed, cells=cells):
            session.connection().exec_driver_sql(_EACH_TALLY, rows)


def _order(counted: tuple[Place, int]) -> tuple[Any, ...]:
    place, _ = counted
    return tuple(value or 0 for value in place)


def _counted_one_by_one(
    session: Session, *, places: Iterable[tuple[Any, ...]], agency_id: int
) -> Iterator[tuple[Any, ...]]:
    """Cells of the agency in these months, with periods as dates."""
    rows = [(period.isoformat(), *rest) for period, *rest in places]
    session.connection().exec_driver_sql(_EACH_CELL, rows)
    periods = json.dumps(sorted({period for period, *_ in rows}))
    for period, *rest in session.connection().exec_driver_sql(_NUMBERS, (agency_id, periods)):
        yield date.fromisoformat(period), *rest


def _cells(counted: Iterable[tuple[Any, ...]]) -> dict[Place, int]:
    return {Place(*place): number for *place, number in counted}


def _rows(sealed: SealedRows, *, cells: Mapping[Place, int]) -> list[tuple[int, str, str, int]]:
    return sorted(
        (cells[place], question, answer, n)
        for place, answered in sealed.answered.items()
        for (question, answer), n in answered.items()
    )


def _columns(rows: Iterable[tuple[Any, ...]]) -> tuple[list[Any], ...]:
    return tuple(map(list, zip(*rows, strict=True)))
