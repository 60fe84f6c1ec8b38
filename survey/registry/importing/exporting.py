"""A register as a file that the import reads back without a change."""

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from survey.documents.spreadsheets import Row, Sheet, csv_parts, xlsx_bytes
from survey.queries import register_files
from survey.registry.importing.columns import Format

WIDTHS = {"name": 40, "note": 40, "day": 12, "count": 12}
USUAL_WIDTH = 18


Within = Collection[int] | None
"""Identifiers of the agencies whose rows are wanted; None for all."""


def as_csv(
    session: Session, *, format: Format, language: str, within: Within = None
) -> Iterator[bytes]:
    """Piece by piece: a register may be longer than memory."""
    return csv_parts(rows(session, format=format, language=language, within=within))


def as_xlsx(
    session: Session, *, format: Format, language: str, now: datetime, within: Within = None
) -> bytes:
    widths = [WIDTHS.get(column.type.value, USUAL_WIDTH) for column in format.columns]
    table = rows(session, format=format, language=language, within=within)
    return xlsx_bytes([Sheet(format.register.value, table, widths)], created=now)


def rows(
    session: Session, *, format: Format, language: str, within: Within = None
) -> Iterator[Row]:
    """Headings and choices are written in that language; the import takes either."""
    yield [column.heading(language) for column in format.columns]
    for row in register_files.all_rows(session, register=format.register.value, within=within):
        yield [column.written(row[column.name], language=language) for column in format.columns]
