"""What is said of records of measurement: verdicts, values, names of what was measured."""

from collections.abc import Callable

from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from survey.models.measurement_record import Attainment, Limits, RecordFigure

ATTAINMENTS = {
    Attainment.MET: ("good", _l("Met")),
    Attainment.NOT_MET: ("bad", _l("Not met")),
    Attainment.CANNOT_TELL: ("waiting", _l("Cannot tell")),
}
VALUES = {
    "ratings": _l("Ratings"),
    "rows_sha256": _l("SHA-256 of the rows"),
    "n": _l("Answers"),
    "satisfied": _l("Satisfied answers"),
    "share": _l("Satisfied share"),
    "share_lower": _l("Lower limit of the share"),
    "share_upper": _l("Upper limit of the share"),
    "index_value": _l("Index"),
    "index_lower": _l("Lower limit of the index"),
    "index_upper": _l("Upper limit of the index"),
    "index_maximum": _l("Maximum of the index"),
}
"""The values that are computed again, by the names of their columns."""
PER_CENT = "#,##0.0\u00a0%"
POINTS = "+#,##0.0;\u2212#,##0.0"


def share(figure: RecordFigure) -> str:
    """With its interval; a dash where it is not shown."""
    return bounded_share(figure.share_limits)


def bounded_share(limits: Limits | None) -> str:
    return _bounded(limits, written=lambda one: format_percent(one, PER_CENT))


def counted(figure: RecordFigure) -> str:
    """Numerator and denominator of the share."""
    if figure.is_hidden:
        return _("Too few to show")
    if figure.n is None:
        return _("No data")
    if figure.satisfied is None:
        return format_decimal(figure.n)
    return f"{format_decimal(figure.satisfied)}/{format_decimal(figure.n)}"


def index(figure: RecordFigure) -> str:
    return _bounded(figure.index_limits, written=lambda one: format_decimal(one, "#,##0.0#"))


def change(figure: RecordFigure) -> str:
    """In percentage points."""
    return _bounded(figure.change_limits, written=lambda one: format_decimal(one * 100, POINTS))


def response_rate(figure: RecordFigure) -> str:
    """Ratings of closed dossiers."""
    if figure.closed is None:
        return "–"
    closed = format_decimal(figure.closed)
    if not figure.closed or figure.ratings is None:
        return _("of %(closed)s dossiers", closed=closed)
    rate = format_percent(figure.ratings / figure.closed, PER_CENT)
    ratings = format_decimal(figure.ratings)
    return _("%(ratings)s/%(closed)s = %(rate)s", ratings=ratings, closed=closed, rate=rate)


def _bounded(limits: Limits | None, *, written: Callable[[float], str]) -> str:
    if limits is None:
        return "–"
    value, lower, upper = map(written, limits)
    return _("%(value)s (%(lower)s to %(upper)s)", value=value, lower=lower, upper=upper)
