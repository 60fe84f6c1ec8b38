"""The answers of the measures: what pages, documents, files and commands show."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from survey.measures.figure import Estimate, Figure, State, VersionRef
from survey.measures.selection import Period, Selection
from survey.models.rating import Channel
from survey.models.wording import Text


class Dimension(StrEnum):
    """By what a figure can be broken down."""

    FACTOR = "factor"
    QUESTION = "question"
    PROCEDURE = "procedure"
    FIELD = "field"
    POINT = "point"
    CHANNEL = "channel"
    AGENCY = "agency"
    MONTH = "month"


@dataclass(frozen=True)
class ResponseRate:
    """How many of those who were served rated, in one channel.

    `ratings` is empty where the figure beside it is hidden; `closed` where no dossiers are
    known; `printed` and `used` where no slips were printed.
    """

    channel: Channel
    ratings: int | None
    closed: int | None
    printed: int | None = None
    used: int | None = None

    @property
    def of_closed(self) -> float | None:
        """Ratings per closed dossier; above 1 where more was rated than was closed."""
        if self.ratings is None or not self.closed:
            return None
        return self.ratings / self.closed

    @property
    def of_printed(self) -> float | None:
        """The share of printed slips that were used."""
        return self.used / self.printed if self.printed and self.used is not None else None


@dataclass(frozen=True)
class VersionCount:
    """A questionnaire version that was answered in the period, and whether it is shown."""

    version: VersionRef
    first: date
    last: date
    shown: bool


@dataclass(frozen=True)
class ChannelFigure:
    """One channel beside the others; channels are never added up."""

    channel: Channel
    figure: Figure
    rate: ResponseRate


@dataclass(frozen=True)
class Overview:
    """The figures of one selection."""

    selection: Selection
    headline: Figure
    rate: ResponseRate
    population: int | None
    """Dossiers closed; empty where none are known."""
    channels: tuple[ChannelFigure, ...]
    versions: tuple[VersionCount, ...]
    """Newest first. What was asked by another method is listed and not counted in."""


@dataclass(frozen=True)
class Row:
    """One group of a breakdown. `key` is what a filter takes; empty: not known to belong."""

    key: int | str | None
    name: Text | None
    figure: Figure
    population: int | None = None
    rate: ResponseRate | None = None


@dataclass(frozen=True)
class Breakdown:
    """A figure by groups. Hidden rows are hidden so that the others do not reveal them."""

    dimension: Dimension
    total: Figure
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class AnswerCount:
    """How often one answer was given; `share` is of all who answered the question."""

    option: str
    label: Text
    score: float | None
    satisfied: bool
    dissatisfied: bool
    n: int
    share: Estimate


@dataclass(frozen=True)
class Distribution:
    """The answers to one question, in the order of its scale."""

    question: str
    text: Text
    state: State
    n: int | None
    answers: tuple[AnswerCount, ...]
    several: bool
    """Several answers could be chosen: the shares do not add up to 1."""


class BreakReason(StrEnum):
    """Why a series cannot be read across a month."""

    METHOD = "method"
    VERSION = "version"
    SUCCESSION = "succession"
    OFFER = "offer"


@dataclass(frozen=True)
class Break:
    """Before the first day of `month` something else was measured, or others were asked."""

    month: date
    reasons: tuple[BreakReason, ...]


@dataclass(frozen=True)
class TrendPoint:
    month: date
    figure: Figure
    rate: ResponseRate


@dataclass(frozen=True)
class Trend:
    """Every month of the period, oldest first, also those without data."""

    points: tuple[TrendPoint, ...]
    breaks: tuple[Break, ...]


class Verdict(StrEnum):
    """What two periods say about each other."""

    HIGHER = "higher"
    LOWER = "lower"
    CANNOT_TELL = "cannot_tell"
    """The interval of the difference holds zero."""
    TOO_FEW = "too_few"
    NO_DATA = "no_data"
    OTHER_METHOD = "other_method"
    """The earlier period was asked by a method that cannot be compared."""
    OVERLAP = "overlap"
    """The periods share months, and so people."""


@dataclass(frozen=True)
class Comparison:
    """A later period beside an earlier one; the differences are later minus earlier."""

    earlier: Period
    later: Period
    before: Figure
    after: Figure
    verdict: Verdict
    index_difference: Estimate | None = None
    """Of the index, in its points; what the verdict is about."""
    satisfied_difference: Estimate | None = None
    """Of the shares, between -1 and 1; Newcombe's interval."""
    mean_difference: Estimate | None = None
    """Of the means from 0 to 100; Welch's interval."""
    has_others: bool = False
    """In one of the periods another questionnaire was answered too, and is not compared."""
