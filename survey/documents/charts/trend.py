"""One or a few series over time: points with whiskers, a line that stops where something broke.

A few units are panels of their own beside each other, on one scale.
"""

from survey.documents.charts import breaks, limits, marks, words
from survey.documents.charts.frame import Frame, chart
from survey.documents.charts.marks import Row, Spec
from survey.documents.charts.panels import (
    AXIS_WIDTH,
    Moment,
    Panel,
    Series,
    arranged,
)
from survey.documents.charts.style import ACCENT, GAP, HAIRLINE, INK, LINE, MUTED, PAPER, TEXT
from survey.documents.charts.values import Scale

LABEL_ROOM = 58  # one name of a period below the axis, at least
POINT = 46  # square pixels


def spec(series: list[Series], *, scale: Scale, frame: Frame) -> Spec:
    panels = list(arranged(series, frame=frame))
    layers = [layer for panel in panels for layer in _panel(panel, scale=scale, frame=frame)]
    end = max((panel.bottom for panel in panels), default=0)
    return chart(frame, height=end + 2 * LINE + GAP, layers=layers)


def _panel(panel: Panel, *, scale: Scale, frame: Frame) -> list[Spec]:
    name = {"text": panel.series.label, "x": panel.left - AXIS_WIDTH, "y": panel.head}
    return [
        *_grid(panel, scale=scale, language=frame.language),
        *_moments(panel, language=frame.language),
        *_breaks(panel),
        *limits.lines(panel, scale=scale),
        *_points(panel, scale=scale),
        *limits.marked(panel, scale=scale),
        *_last(panel, scale=scale, language=frame.language),
        marks.text([name] if panel.series.label else [], colour=INK, bold=True),
    ]


def _grid(panel: Panel, *, scale: Scale, language: str) -> list[Spec]:
    found = scale.ticks(language, pixels=panel.bottom - panel.top)
    ticks = [(panel.y(value, scale=scale), word) for value, word in found]
    rows = [{"x": panel.left, "x2": panel.right, "y": y, "y2": y} for y, _word in ticks]
    named = [{"x": panel.left - GAP, "y": y, "text": word} for y, word in ticks]
    return [
        marks.rules(rows, colour=HAIRLINE),
        marks.text(named, colour=MUTED, align="right"),
    ]


def _moments(panel: Panel, *, language: str) -> list[Spec]:
    """As many periods are named as fit, the last always, each with its n below."""
    moments = panel.series.moments
    room = max(LABEL_ROOM, *(words.width(one.label, size=TEXT) + GAP / 2 for one in moments))
    every = max(1, -int(-room // panel.step))
    shown = range((len(moments) - 1) % every, len(moments), every)
    named = [
        {"x": panel.x(number), "y": panel.bottom + LINE, "text": moments[number].label}
        for number in shown
    ]
    counted = [
        {"x": panel.x(number), "y": panel.bottom + 2 * LINE, "text": _n(moments[number], language)}
        for number in shown
    ]
    return [
        marks.text(named, colour=MUTED, align="center"),
        marks.text(counted, colour=MUTED, align="center", size=TEXT - 2),
    ]


def _n(moment: Moment, language: str) -> str:
    return f"n = {words.count(moment.figure.n, language=language)}" if moment.figure else "–"


def _breaks(panel: Panel) -> list[Spec]:
    names, top = panel.names, panel.top - GAP
    ground = breaks.ground_rows(names, top=top, colour=PAPER)
    return [
        marks.rules(
            breaks.line_rows(names, top=top, bottom=panel.bottom), colour=MUTED, dashed=True
        ),
        marks.bars(ground, border=PAPER),
        marks.text(breaks.word_rows(names, top=top), colour=MUTED, align="center"),
    ]


def _points(panel: Panel, *, scale: Scale) -> list[Spec]:
    points: list[Row] = []
    whiskers: list[Row] = []
    for number, figure, segment in panel.series.segments():
        x = panel.x(number)
        value, lower, upper = (panel.y(bound, scale=scale) for bound in figure[:3])
        points.append({**figure._asdict(), "x": x, "y": value, "segment": segment})
        if not panel.series.limits:
            whiskers.append({"x": x, "x2": x, "y": lower, "y2": upper})
    return [
        marks.rules(whiskers, colour=ACCENT, thick=1.5),
        marks.lines(points, colour=ACCENT),
        marks.points(points, colour=ACCENT, fill=ACCENT, size=POINT),
    ]


def _last(panel: Panel, *, scale: Scale, language: str) -> list[Spec]:
    """The latest figure, written beside its point; beside limits, these are written there."""
    if panel.series.limits:
        return limits.written(panel, scale=scale, language=language)
    rows = [
        {
            "x": panel.x(number) + GAP,
            "y": panel.y(figure.value, scale=scale),
            "text": scale.written(figure.value, language=language),
        }
        for number, figure, _segment in list(panel.series.segments())[-1:]
    ]
    return [marks.text(rows, colour=INK, bold=True)]
