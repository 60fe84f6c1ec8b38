"""Exhibits as files: tables that spreadsheets open, drawings that documents take."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask_babel import format_date, gettext

from survey.clock import local_day
from survey.dashboard.exhibits import Exhibit
from survey.documents.charts import rendering
from survey.documents.spreadsheets import (
    CSV_TYPE,
    XLSX_TYPE,
    Cell,
    Row,
    Sheet,
    csv_bytes,
    xlsx_bytes,
)
from survey.errors.problem import NotFound
from survey.i18n import language

SVG_TYPE = "image/svg+xml"
PNG_TYPE = "image/png"
WIDTH, WIDEST = 16, 40  # letters of a column of figures, and of long texts


class File(NamedTuple):
    content: bytes
    media_type: str


class Origin(NamedTuple):
    """What a file has to say of itself: it will be read away from its page."""

    questionnaire: str
    made: datetime
    simulated: bool

    @property
    def mark(self) -> str:
        return str(gettext("Simulated data")) if self.simulated else ""


def made(exhibit: Exhibit, *, ending: str, origin: Origin) -> File:
    """Raises NotFound for an ending there is no file of, or a drawing of nothing."""
    if ending == "csv":
        return File(csv_bytes(_rows(exhibit, origin=origin)), CSV_TYPE)
    if ending == "xlsx":
        return File(xlsx_bytes(_sheets(exhibit, origin=origin), created=origin.made), XLSX_TYPE)
    spec = exhibit.spec(source=_source(origin))
    if spec is None or ending not in ("svg", "png"):
        raise NotFound
    if ending == "png":
        return File(rendering.png(spec), PNG_TYPE)
    drawing = rendering.svg(spec, name=exhibit.title, language=language())
    return File(drawing.encode(), SVG_TYPE)


def _source(origin: Origin) -> str:
    parts = (origin.mark, origin.questionnaire, "Hài Lòng", format_date(local_day(origin.made)))
    return " · ".join(part for part in parts if part)


def _rows(exhibit: Exhibit, *, origin: Origin) -> list[Row]:
    """Every row says where it comes from, for rows are sorted, cut out and joined."""
    told = [fact for fact in (*exhibit.facts, origin.questionnaire, origin.mark) if fact]
    heading = [*exhibit.heading, gettext("Of whom and when")]
    return [heading, *([*row, " · ".join(told)] for row in exhibit.rows)]


def _sheets(exhibit: Exhibit, *, origin: Origin) -> list[Sheet]:
    columns = list(zip(exhibit.heading, *exhibit.rows, strict=True))[1:]
    widths = [WIDEST, *(_width(cells) for _name, *cells in columns)]
    return [
        Sheet(gettext("Figures"), [exhibit.heading, *exhibit.rows], widths),
        Sheet(gettext("About"), _about(exhibit, origin=origin), (WIDEST, 2 * WIDEST)),
    ]


def _width(cells: Sequence[Cell]) -> int:
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    return min(max(WIDTH, longest), WIDEST)


def _about(exhibit: Exhibit, *, origin: Origin) -> Sequence[Row]:
    pairs: list[tuple[str, Cell]] = [
        (gettext("Title"), exhibit.title),
        (gettext("What is measured"), exhibit.subtitle),
        (gettext("Of whom and when"), " · ".join(exhibit.facts)),
        (gettext("Questionnaire"), origin.questionnaire),
        (
            gettext("Limits"),
            gettext("With 95 % confidence the true value lies between the two limits."),
        ),
        (
            gettext("Hidden figures"),
            gettext("Figures of too few people are left out, so that nobody can be recognised."),
        ),
        (gettext("Made on"), local_day(origin.made)),
    ]
    if origin.simulated:
        pairs.insert(0, (origin.mark, gettext("No figure here comes from a real agency.")))
    return pairs
