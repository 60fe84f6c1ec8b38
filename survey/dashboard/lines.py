"""Figures under each other in a table of a page."""

from collections.abc import Sequence
from typing import NamedTuple

from survey.dashboard.breakdowns import row_name
from survey.dashboard.periods import of_month
from survey.dashboard.wording import CHANNELS, break_words, said
from survey.i18n import month_words
from survey.measures.figure import Estimate, Figure, State
from survey.measures.tables import (
    Breakdown,
    ChannelFigure,
    Dimension,
    Distribution,
    ResponseRate,
    Row,
    Trend,
)


class Line(NamedTuple):
    """One row: what it is of, where it leads, and what has to be known about it."""

    id: str
    name: str
    figure: Figure
    rate: ResponseRate | None = None
    narrow: dict[str, str] | None = None
    """The filters that lead to this row alone; empty: it leads nowhere."""
    agency_code: str = ""
    note: str = ""


def of_trend(trend: Trend) -> list[Line]:
    """Newest first, as people look."""
    breaks = {found.month: break_words(found) for found in trend.breaks}
    return [
        Line(
            f"month-{point.month:%Y-%m}",
            month_words(point.month),
            point.figure,
            point.rate,
            narrow={"period": of_month(point.month).key},
            note=breaks.get(point.month, ""),
        )
        for point in reversed(trend.points)
    ]


def of_channels(channels: Sequence[ChannelFigure]) -> list[Line]:
    return [
        Line(
            f"channel-{one.channel.value}",
            str(CHANNELS[one.channel]),
            one.figure,
            one.rate,
            narrow={"channel": one.channel.value},
        )
        for one in channels
    ]


NARROWING = frozenset({Dimension.PROCEDURE, Dimension.FIELD, Dimension.POINT, Dimension.CHANNEL})
"""Dimensions that are filters as well."""


def of_breakdown(breakdown: Breakdown, *, rows: Sequence[Row], codes: dict[int, str]) -> list[Line]:
    """Agencies lead to their own pages, other groups to this one with a filter."""
    dimension = breakdown.dimension
    narrows = dimension in NARROWING
    return [
        Line(
            f"row-{number}",
            row_name(row, dimension=dimension),
            row.figure,
            row.rate,
            narrow={dimension.value: str(row.key)} if narrows and row.key is not None else None,
            agency_code=codes.get(row.key, "") if isinstance(row.key, int) else "",
        )
        for number, row in enumerate(rows)
    ]


class AnswerLine(NamedTuple):
    id: str
    name: str
    n: int
    share: Estimate


class QuestionLines(NamedTuple):
    """The answers to a question; none where they cannot be shown."""

    name: str
    figure: Distribution
    answers: list[AnswerLine]


def of_answers(spread: Sequence[Distribution]) -> list[QuestionLines]:
    return [
        QuestionLines(
            said(one.text),
            one,
            [
                AnswerLine(
                    f"{one.question}-{answer.option}", said(answer.label), answer.n, answer.share
                )
                for answer in one.answers
                if one.state is State.SHOWN
            ],
        )
        for one in spread
    ]
