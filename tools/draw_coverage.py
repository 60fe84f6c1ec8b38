"""Draw how often intervals for a share contain it: docs/pictures/interval-coverage.svg.

Run it where the program is set up: `.venv/bin/python -m tools.draw_coverage`.
"""

from pathlib import Path
from typing import Any

import numpy as np

from analysis.binomial import wald_interval
from analysis.binomial_exact import clopper_pearson_interval, coverage
from analysis.intervals import wilson_interval
from survey.documents.charts import rendering, style

PICTURE = Path(__file__).parent.parent / "docs" / "pictures" / "interval-coverage.svg"
SEEN = "How often three intervals contain the true share, for 10, 50 and 400 answers"
METHODS = {
    "Wilson": (wilson_interval, style.VERY_SATISFIED),
    "Clopper–Pearson": (clopper_pearson_interval, style.DISSATISFIED),
    "textbook (Wald)": (wald_interval, style.MUTED),
}
SIZES = (10, 50, 400)
SHARES = np.linspace(0.0025, 0.9975, 599)
PROMISED = 0.95
LOWEST = 0.8  # the textbook interval falls to 0 at the ends


def main() -> None:
    picture = rendering.svg(drawing(), name=SEEN, language="en")
    PICTURE.write_text(picture, encoding="utf-8")


def drawing() -> dict[str, Any]:
    """Three panels beside each other, one for each number of answers."""
    return {
        "background": style.PAPER,
        "padding": style.MARGIN,
        "config": {
            "font": style.FONT,
            "view": {"stroke": None},
            "axis": {"gridColor": style.HAIRLINE, "domain": False, "ticks": False},
        },
        "hconcat": [panel(trials) for trials in SIZES],
    }


def panel(trials: int) -> dict[str, Any]:
    lines = {
        "data": {"values": points(trials)},
        "mark": {"type": "line", "clip": True, "strokeWidth": 1.2},
        "encoding": {
            "x": {"field": "share", "type": "quantitative", "title": "true share"},
            "y": {
                "field": "covered",
                "type": "quantitative",
                "title": "intervals that contain it" if trials == SIZES[0] else None,
                "scale": {"domain": [LOWEST, 1]},
                "axis": {"format": "%"},
            },
            "color": {
                "field": "method",
                "type": "nominal",
                "title": None,
                "scale": {"domain": list(METHODS), "range": [c for _, c in METHODS.values()]},
                "legend": {"orient": "bottom"},
            },
        },
    }
    promised = {
        "data": {"values": [{"covered": PROMISED}]},
        "mark": {"type": "rule", "color": style.INK, "strokeDash": [4, 3]},
        "encoding": {"y": {"field": "covered", "type": "quantitative"}},
    }
    return {
        "title": f"{trials} answers",
        "width": 250,
        "height": 220,
        "layer": [lines, promised],
    }


def points(trials: int) -> list[dict[str, Any]]:
    return [
        {"method": name, "share": share, "covered": covered}
        for name, (interval, _) in METHODS.items()
        for limits in [interval(np.arange(trials + 1), trials)]
        for share, covered in zip(
            SHARES.tolist(), coverage(limits.lower, limits.upper, SHARES).tolist(), strict=True
        )
    ]


if __name__ == "__main__":
    main()
