"""What stands around a chart: its width, title, subtitle and source."""

from enum import IntEnum
from typing import NamedTuple

from survey.documents.charts import marks, words
from survey.documents.charts.marks import Row, Spec
from survey.documents.charts.style import (
    FONT,
    GAP,
    INK,
    LINE,
    MARGIN,
    MUTED,
    PAPER,
    TEXT,
    TITLE,
    TITLE_LINE,
)

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


class Width(IntEnum):
    """How wide a whole chart is, in pixels: on a desk and in documents, or on a phone."""

    WIDE = 760
    NARROW = 328


class Frame(NamedTuple):
    """A page says title, subtitle and source itself and leaves them empty."""

    language: str
    width: Width = Width.WIDE
    title: str = ""
    subtitle: str = ""
    source: str = ""

    @property
    def is_narrow(self) -> bool:
        return self.width is Width.NARROW

    @property
    def room(self) -> int:
        return self.width - 2 * MARGIN


def chart(frame: Frame, *, height: float, layers: list[Spec]) -> Spec:
    """A whole specification of exactly the frame's width.

    Layers give their places in pixels from the top left corner below the title: nothing
    is left to the engine to arrange, so the same chart looks the same everywhere.
    """
    title = words.wrap(frame.title, pixels=frame.room, size=TITLE)
    subtitle = words.wrap(frame.subtitle, pixels=frame.room, size=TEXT)
    source = words.wrap(frame.source, pixels=frame.room, size=TEXT)
    heading = TITLE_LINE * len(title) + LINE * len(subtitle) + GAP
    around = [
        marks.text(_lines(title, top=-heading, step=TITLE_LINE), colour=INK, bold=True, size=TITLE),
        marks.text(_lines(subtitle, top=-GAP - LINE * len(subtitle), step=LINE), colour=MUTED),
        marks.text(_lines(source, top=height + GAP, step=LINE), colour=MUTED),
    ]
    return {
        "$schema": SCHEMA,
        "width": int(frame.width),
        "height": height,
        "autosize": "none",
        "background": PAPER,
        "padding": {
            "left": 0,
            "right": 0,
            "top": heading + MARGIN if title else 0,
            "bottom": LINE * len(source) + GAP + MARGIN if source else 0,
        },
        "layer": [layer for layer in (*layers, *around) if layer["data"]["values"]],
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "text": {"fontSize": TEXT, "baseline": "middle"},
        },
    }


def _lines(lines: list[str], *, top: float, step: int) -> list[Row]:
    return [
        {"text": line, "x": MARGIN, "y": top + step * (number + 0.5)}
        for number, line in enumerate(lines)
    ]
