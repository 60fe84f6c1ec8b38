"""Registers and reports as answers that a browser saves."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from flask import Response, stream_with_context

from survey import db
from survey.clock import local_day
from survey.documents.spreadsheets import CSV_TYPE, XLSX_TYPE, Row, csv_bytes
from survey.i18n import language
from survey.registry.importing.columns import Format
from survey.registry.importing.exporting import as_csv, as_xlsx
from survey.staff.downloads import attachment


def csv_file(rows: Iterable[Row], *, name: str) -> Response:
    return _saved(csv_bytes(rows), kind="csv", name=name)


def export_response(
    format: Format, *, kind: str, within: Collection[int], now: datetime
) -> Response:
    """A register; CSV leaves piece by piece, so that its length does not matter."""
    name = f"{format.register.value}-{local_day(now).isoformat()}"
    spoken = language()
    if kind == "csv":
        return _saved(stream_with_context(_parts(format, within, spoken)), kind=kind, name=name)
    with db.snapshot() as session:
        file = as_xlsx(session, format=format, language=spoken, now=now, within=within)
    return _saved(file, kind=kind, name=name)


def _parts(format: Format, within: Collection[int], spoken: str) -> Iterator[bytes]:
    with db.snapshot() as session:
        yield from as_csv(session, format=format, language=spoken, within=within)


def _saved(content: bytes | Iterator[bytes], *, kind: str, name: str) -> Response:
    media_type = CSV_TYPE if kind == "csv" else XLSX_TYPE
    return attachment(content, media_type=media_type, name=f"{name}.{kind}")
