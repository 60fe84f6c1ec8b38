"""The same figures as rows for a spreadsheet; every row says where it comes from."""

from flask_babel import gettext as _

from survey.documents.spreadsheets import Row
from survey.exchange.schema import Document, Quarter, Score, Value
from survey.exchange.words import STATES


def rows(document: Document) -> list[Row]:
    return [_heading(document), *(_row(document, one) for one in document.quarters)]


def _heading(document: Document) -> Row:
    is_verified = document.formula_766.verified
    unverified = _("unverified formula")
    group = _("Satisfaction group 766")
    return [
        _("Code"),
        _("Agency"),
        _("Year"),
        _("Quarter"),
        *_of_figure(_("Points of citizens, of 18")),
        _("Self-score, of 18"),
        _("Appraised score, of 18"),
        _("Appraised less self-score"),
        *_of_figure(_("Satisfied share")),
        *_of_figure(group if is_verified else f"{group} ({unverified})"),
        _("Made on"),
    ]


def _row(document: Document, one: Quarter) -> Row:
    return [
        document.agency,
        document.name,
        document.year,
        one.quarter,
        *_figure(one.board_points),
        _points(one.self_score),
        _points(one.appraised_score),
        one.difference,
        *_figure(one.satisfied_share),
        *_figure(one.group_766_points),
        document.made_on,
    ]


def _of_figure(name: str) -> list[str]:
    return [name, "n", _("lower limit"), _("upper limit")]


def _figure(value: Value) -> Row:
    """In place of a value that is not shown the reason."""
    if value.value is None:
        return [str(STATES[value.state]), None, None, None]
    return [value.value, value.n, value.lower, value.upper]


def _points(score: Score | None) -> float | None:
    return score.points if score else None
