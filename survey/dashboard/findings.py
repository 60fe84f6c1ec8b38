"""What tests of many units found, in words first: differs, does not, cannot be said."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import format_decimal, gettext, lazy_gettext

from survey.dashboard.cells import bounded_heading, share_cells
from survey.dashboard.wording import per_cent
from survey.documents.charts.words import SIGNED
from survey.documents.spreadsheets import Cell
from survey.measures.differences import Difference, Finding

CERTAIN = 0.001  # a smaller p-value is not written out

FROM_OTHERS = {
    Finding.HIGHER: lazy_gettext("Differs from the others: higher"),
    Finding.LOWER: lazy_gettext("Differs from the others: lower"),
    Finding.NO_DIFFERENCE: lazy_gettext("No difference that can be told from chance"),
    Finding.NOT_COMPARED: lazy_gettext("Too few answers to compare"),
}
BETWEEN_PERIODS = {
    Finding.HIGHER: lazy_gettext("Changed: higher"),
    Finding.LOWER: lazy_gettext("Changed: lower"),
    Finding.NO_DIFFERENCE: lazy_gettext("No change that can be told from chance"),
    Finding.NOT_COMPARED: lazy_gettext("No comparison"),
}


class Told(NamedTuple):
    """A finding as people read it; the numbers are empty where nothing was compared."""

    words: str
    value: str = ""
    interval: str = ""
    p_value: str = ""


def told(difference: Difference, *, between_periods: bool = False) -> Told:
    words = str((BETWEEN_PERIODS if between_periods else FROM_OTHERS)[difference.finding])
    if difference.interval is None or difference.p_value is None:
        return Told(words)
    value, low, high = (signed(per_cent(share)) for share in difference.interval)
    interval = gettext("from %(low)s to %(high)s", low=low, high=high)
    return Told(words, value, interval, _p_words(difference.p_value))


def signed(points: float) -> str:
    """A difference in points, with its sign."""
    written: str = format_decimal(points, SIGNED)
    return written


def heading(name: str) -> list[str]:
    return [gettext("What the comparison says"), *_numbers(name)]


def _numbers(name: str) -> Sequence[str]:
    return [*bounded_heading(name), gettext("p-value, corrected for many comparisons")]


def cells(difference: Difference, *, between_periods: bool = False) -> list[Cell]:
    words = told(difference, between_periods=between_periods).words
    # By its leading digits: rounded to places, a small one would read as impossible.
    p_value = None if difference.p_value is None else float(f"{difference.p_value:.2g}")
    return [words, *share_cells(difference.interval), p_value]


def _p_words(p_value: float) -> str:
    sign, shown = ("<", CERTAIN) if p_value < CERTAIN else ("=", p_value)
    return f"p {sign} {format_decimal(shown, '0.000')}"
