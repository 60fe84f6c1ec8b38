"""Months: one series, or a panel for each of a few units."""

from collections.abc import Iterator

from flask_babel import gettext

from survey.dashboard.cells import figure_cells, figure_heading, rate_cells, rate_heading
from survey.dashboard.exhibits import Exhibit
from survey.dashboard.measured import Measured
from survey.dashboard.wording import break_words
from survey.documents.charts import trend as chart
from survey.documents.charts.frame import Frame
from survey.documents.charts.marks import Spec
from survey.documents.charts.panels import Break, Moment, Series
from survey.documents.spreadsheets import Cell
from survey.i18n import month_words
from survey.measures.figure import Figure
from survey.measures.tables import Dimension, Trend

KEY = "months"

Named = tuple[tuple[str, Trend], ...]
"""Trends under the names of their units."""


def exhibit(
    key: str, named: Named, *, total: Figure, measured: Measured, facts: tuple[str, ...]
) -> Exhibit:
    """One unit needs no name; the panels of several share one scale."""
    figures = [point.figure for _name, trend in named for point in trend.points]
    drawn = [series(name, trend, measured=measured) for name, trend in named]
    scale = measured.scale(figures)

    def draw(frame: Frame) -> Spec:
        return chart.spec(drawn, scale=scale, frame=frame)

    unit = [gettext("Unit")] if len(named) > 1 else []
    return Exhibit(
        key=key,
        title=measured.title(Dimension.MONTH),
        subtitle=measured.subtitle(total),
        facts=facts,
        heading=[*unit, gettext("Month"), *figure_heading(), *rate_heading(), gettext("Break")],
        rows=[[*([name] if unit else []), *row] for name, trend in named for row in _rows(trend)],
        draw=draw if any(measured.bounded(figure) for figure in figures) else None,
    )


def series(name: str, trend: Trend, *, measured: Measured) -> Series:
    months = [point.month for point in trend.points]
    return Series(
        moments=[
            Moment(month_words(point.month), measured.bounded(point.figure))
            for point in trend.points
        ],
        label=name,
        breaks=tuple(
            Break(months.index(found.month), break_words(found)) for found in trend.breaks
        ),
    )


def _rows(trend: Trend) -> Iterator[list[Cell]]:
    breaks = {found.month: break_words(found) for found in trend.breaks}
    for point in trend.points:
        yield [
            point.month,
            *figure_cells(point.figure),
            *rate_cells(point.rate),
            breaks.get(point.month),
        ]
