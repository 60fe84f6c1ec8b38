"""Groups beside each other: agencies, counters, procedures, factors, questions, channels."""

from collections.abc import Sequence

from flask_babel import gettext

from survey.dashboard import titles
from survey.dashboard.cells import figure_cells, figure_heading, rate_cells, rate_heading
from survey.dashboard.exhibits import Exhibit
from survey.dashboard.measured import Measured
from survey.dashboard.wording import CHANNELS, said
from survey.documents.charts import dots as chart
from survey.documents.charts.dots import Reference
from survey.documents.charts.frame import Frame
from survey.documents.charts.marks import Spec
from survey.documents.charts.units import Unit
from survey.documents.spreadsheets import Cell
from survey.i18n import language
from survey.measures.tables import Breakdown, Dimension, Row
from survey.models.rating import Channel

COMPARED_WITH_TOTAL = (
    Dimension.AGENCY,
    Dimension.POINT,
    Dimension.PROCEDURE,
    Dimension.FIELD,
)
"""Elsewhere the groups answer other questions, or came another way, than the total."""


def exhibit(
    breakdown: Breakdown,
    *,
    drawn: Sequence[Row],
    measured: Measured,
    reference: str,
    facts: tuple[str, ...],
) -> Exhibit:
    """`drawn` are the rows of this page, in their order; the file holds all."""
    dimension = breakdown.dimension
    units = [Unit(row_name(row, dimension=dimension), [measured.mark(row.figure)]) for row in drawn]
    scale = measured.scale([row.figure for row in drawn] + [breakdown.total])
    line = _reference(breakdown, measured=measured, label=reference)

    def draw(frame: Frame) -> Spec:
        return chart.spec(units, scale=scale, frame=frame, reference=line)

    return Exhibit(
        key=dimension,
        title=measured.title(dimension),
        subtitle=_subtitle(breakdown, measured=measured),
        facts=facts,
        heading=[str(titles.GROUPS[dimension]), *figure_heading(), *rate_heading()],
        rows=[_cells(row, dimension=dimension) for row in breakdown.rows],
        draw=draw if any(measured.bounded(row.figure) for row in drawn) else None,
    )


def _subtitle(breakdown: Breakdown, *, measured: Measured) -> str:
    if breakdown.dimension is Dimension.QUESTION:
        return str(gettext("The answers to each question by themselves"))
    if breakdown.dimension is Dimension.FACTOR:
        return str(gettext("The answers to the questions of each factor"))
    return measured.subtitle(breakdown.total)


def row_name(row: Row, *, dimension: Dimension) -> str:
    if dimension is Dimension.CHANNEL:
        return str(CHANNELS[Channel(str(row.key))])
    if row.name is None and dimension is Dimension.AGENCY:
        return str(gettext("Agencies that are not listed above"))
    return said(row.name)


def _reference(breakdown: Breakdown, *, measured: Measured, label: str) -> Reference | None:
    total = measured.bounded(breakdown.total)
    if total is None or breakdown.dimension not in COMPARED_WITH_TOTAL:
        return None
    written = measured.scale([breakdown.total]).written(total.value, language=language())
    return Reference(f"{label} {written}", total.value)


def _cells(row: Row, *, dimension: Dimension) -> list[Cell]:
    return [
        row_name(row, dimension=dimension),
        *figure_cells(row.figure),
        *rate_cells(row.rate),
    ]
