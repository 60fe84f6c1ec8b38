"""The strokes a chart is made of, each placed in pixels from the top left corner."""

from typing import Any

Spec = dict[str, Any]
Row = dict[str, Any]

X = {"field": "x", "type": "quantitative", "scale": None, "axis": None}
Y = {"field": "y", "type": "quantitative", "scale": None, "axis": None}
X_TO = {"field": "x2"}
Y_TO = {"field": "y2"}
DASH = [4, 3]  # pixels drawn and left out


def rules(rows: list[Row], *, colour: str, thick: float = 1, dashed: bool = False) -> Spec:
    """Straight lines from x, y to x2, y2."""
    mark = {"type": "rule", "color": colour, "strokeWidth": thick}
    if dashed:
        mark["strokeDash"] = DASH
    return _layer(rows, mark, x=X, y=Y, x2=X_TO, y2=Y_TO)


def points(rows: list[Row], *, colour: str, fill: str, size: int = 90) -> Spec:
    mark = {"type": "point", "shape": "circle", "opacity": 1, "strokeWidth": 2}
    return _layer(rows, mark | {"size": size, "color": colour, "fill": fill}, x=X, y=Y)


def lines(rows: list[Row], *, colour: str, thick: float = 1.5, dashed: bool = False) -> Spec:
    """Lines through the rows that have the same `segment`, in their order."""
    mark = {"type": "line", "color": colour, "strokeWidth": thick}
    if dashed:
        mark["strokeDash"] = DASH
    detail = {"field": "segment", "type": "nominal"}
    order = {"field": "x", "type": "quantitative"}
    return _layer(rows, mark, x=X, y=Y, detail=detail, order=order)


def bars(rows: list[Row], *, border: str) -> Spec:
    """Rectangles from x, y to x2, y2 in the `colour` of each row."""
    colour = {"field": "colour", "type": "nominal", "scale": None}
    mark = {"type": "rect", "stroke": border, "strokeWidth": 1}
    return _layer(rows, mark, x=X, y=Y, x2=X_TO, y2=Y_TO, fill=colour)


def text(
    rows: list[Row],
    *,
    colour: str,
    align: str = "left",
    bold: bool = False,
    size: int | None = None,
) -> Spec:
    """The `text` of each row, its middle at y."""
    mark = {"type": "text", "align": align, "color": colour, "fontWeight": 600 if bold else 400}
    if size:
        mark["fontSize"] = size
    return _layer(rows, mark, x=X, y=Y, text={"field": "text", "type": "nominal"})


def _layer(rows: list[Row], mark: Spec, **encoding: Spec) -> Spec:
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}
