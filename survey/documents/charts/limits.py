"""The lines between which a series is expected, and the points that ask for a look."""

from collections.abc import Sequence

from survey.documents.charts import marks
from survey.documents.charts.marks import Row, Spec
from survey.documents.charts.panels import Panel
from survey.documents.charts.style import DISSATISFIED, GAP, INK, LINE, MUTED
from survey.documents.charts.values import Scale

MARKED = 110  # square pixels
HALF = 0.5  # of the way to the next moment


def lines(panel: Panel, *, scale: Scale) -> list[Spec]:
    """The centre, and the limits as steps: fewer answers make them wider."""
    found = panel.series.limits.items()
    centre = [_step(panel, number, panel.y(own.centre, scale=scale)) for number, own in found]
    outer = [
        _step(panel, number, panel.y(value, scale=scale))
        for number, own in found
        for value in (own.lower, own.upper)
    ]
    return [marks.rules(centre, colour=MUTED), marks.rules(outer, colour=MUTED, dashed=True)]


def marked(panel: Panel, *, scale: Scale) -> list[Spec]:
    """On top of the other points; a word stands on the side that is away from the centre."""
    dots: list[Row] = []
    names: list[Row] = []
    for number, figure, _segment in panel.series.segments():
        if number not in panel.series.marked:
            continue
        x, y = panel.x(number), panel.y(figure.value, scale=scale)
        dots.append({**figure._asdict(), "x": x, "y": y})
        is_above = figure.value > panel.series.limits[number].centre
        away = -LINE if is_above else LINE
        names.append({"x": x, "y": y + away, "text": panel.series.marked[number]})
    return [
        marks.points(dots, colour=INK, fill=DISSATISFIED, size=MARKED),
        marks.text([name for name in names if name["text"]], colour=INK, align="center", bold=True),
    ]


def written(panel: Panel, *, scale: Scale, language: str) -> list[Spec]:
    """The centre and the limits of the last moment that has some, beside their lines."""
    last = panel.series.limits[max(panel.series.limits)]
    places = apart([panel.y(value, scale=scale) for value in (last.upper, last.centre, last.lower)])
    rows = [
        {"x": panel.right + GAP, "y": y, "text": scale.written(value, language=language)}
        for value, y in zip((last.upper, last.centre, last.lower), places, strict=True)
    ]
    return [
        marks.text([rows[1]], colour=INK, bold=True),
        marks.text([rows[0], rows[2]], colour=MUTED),
    ]


def apart(heights: Sequence[float], *, room: float = LINE) -> list[float]:
    """The heights, from the top, moved down where words would stand on each other."""
    found: list[float] = []
    for height in heights:
        found.append(max(height, found[-1] + room) if found else height)
    return found


def _step(panel: Panel, number: int, y: float) -> Row:
    return {"x": panel.x(number - HALF), "x2": panel.x(number + HALF), "y": y, "y2": y}
