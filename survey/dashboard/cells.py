"""Figures as the cells of a file, rounded as the page writes them."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

from flask_babel import gettext

from survey.dashboard.wording import STATES
from survey.documents.spreadsheets import Cell
from survey.measures.figure import Estimate, Figure
from survey.measures.tables import ResponseRate

TENTH = Decimal("0.1")
HUNDREDTH = Decimal("0.01")


def figure_heading() -> list[str]:
    return [
        gettext("State"),
        "n",
        *bounded_heading(gettext("Satisfied, %")),
        *bounded_heading(gettext("Mean, 0 to 100")),
        *bounded_heading(gettext("Dissatisfied per 1,000")),
        *bounded_heading(gettext("Net score, −100 to 100")),
    ]


def bounded_heading(name: str) -> list[str]:
    return [
        name,
        gettext("%(name)s, lower limit", name=name),
        gettext("%(name)s, upper limit", name=name),
    ]


def figure_cells(figure: Figure) -> list[Cell]:
    return [
        str(STATES[figure.state]),
        figure.n,
        *share_cells(figure.satisfied),
        *bounded_cells(figure.mean_0_100),
        *bounded_cells(figure.dissatisfied_per_thousand),
        *bounded_cells(figure.net),
    ]


def rate_heading() -> list[str]:
    return [
        gettext("Dossiers closed"),
        gettext("Ratings per closed dossier, %"),
        gettext("Slips printed"),
        gettext("Slips used"),
        gettext("Used of the printed slips, %"),
    ]


def rate_cells(rate: ResponseRate | None) -> list[Cell]:
    if rate is None:
        return [None] * 5
    closed, printed = share_cell(rate.of_closed), share_cell(rate.of_printed)
    return [rate.closed, closed, rate.printed, rate.used, printed]


def share_cells(estimate: Estimate | None) -> Sequence[Cell]:
    """A share as per cent with its limits."""
    return [share_cell(value) for value in estimate or (None, None, None)]


def bounded_cells(estimate: Estimate | None) -> Sequence[Cell]:
    return [tenths(value) for value in estimate or (None, None, None)]


def share_cell(share: float | None) -> float | None:
    return None if share is None else float(_rounded(Decimal(str(share)) * 100))


def tenths(value: float | None) -> float | None:
    return None if value is None else float(_rounded(Decimal(str(value))))


def coefficient(value: float | None) -> float | None:
    """A correlation, or another number that cannot be above 1."""
    return None if value is None else float(_rounded(Decimal(str(value)), to=HUNDREDTH))


def _rounded(value: Decimal, *, to: Decimal = TENTH) -> Decimal:
    return value.quantize(to, rounding=ROUND_HALF_EVEN)
