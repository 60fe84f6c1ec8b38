"""The figures as other programs read them; keys and their order stay.

Adding a key raises `format`; no key changes its meaning.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from survey.measures.figure import Estimate, Figure, State
from survey.measures.handed_on import BOARD_MAXIMUM, HandedOn, QuarterFigures
from survey.models.agency import Agency
from survey.models.board_score import BoardScore
from survey.models.wording import FALLBACK_LANGUAGE

FORMAT = 2


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Value(Part):
    """A figure with its limits; without a value the state says why."""

    state: State
    n: int | None = Field(description="Ratings that were counted.")
    value: float | None
    lower: float | None = Field(description="Lower limit at 95 % confidence.")
    upper: float | None
    maximum: float


class Score(Part):
    points: float = Field(ge=0, le=BOARD_MAXIMUM)
    given_on: date
    note: str | None


class Quarter(Part):
    quarter: int = Field(ge=1, le=4)
    first_day: date
    last_day: date
    board_points: Value = Field(description="What citizens gave on the form of nine indicators.")
    self_score: Score | None
    appraised_score: Score | None
    difference: float | None = Field(description="Appraised less self-score.")
    satisfied_share: Value = Field(description="From 0 to 1.")
    group_766_points: Value


class Formula(Part):
    title: str
    measure: str
    maximum: float
    verified: bool = Field(description="Whether somebody compared it with the text of the law.")


class Document(Part):
    format: Literal[2]
    agency: str = Field(description="Code of the agency.")
    name: str
    year: int
    channel: Literal["slip"]
    made_on: date
    simulated: bool
    formula_766: Formula
    quarters: list[Quarter]


def document(found: HandedOn, *, agency: Agency, made_on: date, simulated: bool) -> Document:
    formula = found.formula
    return Document(
        format=FORMAT,
        agency=agency.code,
        name=agency.name_vi,
        year=found.year,
        channel="slip",
        made_on=made_on,
        simulated=simulated,
        formula_766=Formula(
            title=formula.title[FALLBACK_LANGUAGE],
            measure=formula.measure.value,
            maximum=formula.maximum,
            verified=formula.verified,
        ),
        quarters=[_quarter(one, maximum=formula.maximum) for one in found.quarters],
    )


def _quarter(one: QuarterFigures, *, maximum: float) -> Quarter:
    board = one.board.index.estimate if one.board.index else None
    return Quarter(
        quarter=one.quarter,
        first_day=one.period.first,
        last_day=one.period.end,
        board_points=_value(one.board, board, maximum=BOARD_MAXIMUM),
        self_score=_score(one.self_score),
        appraised_score=_score(one.appraised),
        difference=None if one.difference is None else one.difference / 100,
        satisfied_share=_value(one.satisfied, one.satisfied.satisfied, maximum=1),
        group_766_points=_value(one.satisfied, one.group_766, maximum=maximum),
    )


def _value(figure: Figure, estimate: Estimate | None, *, maximum: float) -> Value:
    value, lower, upper = estimate or (None, None, None)
    return Value(
        state=figure.state, n=figure.n, value=value, lower=lower, upper=upper, maximum=maximum
    )


def _score(score: BoardScore | None) -> Score | None:
    if score is None:
        return None
    return Score(points=score.hundredths / 100, given_on=score.scored_on, note=score.note)
