"""What an agency hands on each quarter: board of 18 points, share satisfied, 766 group."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from survey.measures import formula_766, headline, recipe
from survey.measures.figure import Estimate, Figure, State
from survey.measures.formula_766 import Formula
from survey.measures.methods import Method
from survey.measures.scope import Scope, resolve
from survey.measures.selection import Period, Selection
from survey.models.board_score import MOST_HUNDREDTHS, BoardScore, Scorer
from survey.models.method import Aggregate, Definition
from survey.queries import board_scores

BOARD_MAXIMUM = MOST_HUNDREDTHS / 100
QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True)
class QuarterFigures:
    """`board` is what citizens gave on the form of nine indicators; the scores are people's."""

    quarter: int
    period: Period
    is_over: bool
    board: Figure
    satisfied: Figure
    group_766: Estimate | None
    self_score: BoardScore | None
    appraised: BoardScore | None

    @property
    def difference(self) -> int | None:
        """Appraised less self-score, in hundredths: below zero it thought too well of itself."""
        if self.self_score is None or self.appraised is None:
            return None
        return self.appraised.hundredths - self.self_score.hundredths


@dataclass(frozen=True)
class HandedOn:
    year: int
    formula: Formula
    quarters: tuple[QuarterFigures, ...]


def handed_on(
    session: Session,
    *,
    agency_id: int,
    seen_from: int,
    year: int,
    today: date,
    suppress_below: int,
    formula_file: Path | None,
) -> HandedOn:
    """By slips, of the agency and all below it; a quarter that has not begun is left out."""
    formula = formula_766.formula(formula_file)
    scores = board_scores.of_year(session, agency_id=agency_id, year=year)
    begun = [(number, of_quarter(year, number)) for number in QUARTERS]
    whole = Period(date(year, 1, 1), date(year, 12, 1))
    scope = resolve(
        session,
        selection=Selection(agency_id=agency_id, period=whole, today=today, seen_from=seen_from),
        suppress_below=suppress_below,
    )
    return HandedOn(
        year,
        formula,
        tuple(
            _of(session, scope, number, period=period, formula=formula, scores=scores)
            for number, period in begun
            if period.first <= today
        ),
    )


def of_quarter(year: int, number: int) -> Period:
    return Period(date(year, 3 * number - 2, 1), date(year, 3 * number, 1))


def _of(
    session: Session,
    scope: Scope,
    number: int,
    *,
    period: Period,
    formula: Formula,
    scores: dict[tuple[int, Scorer], BoardScore],
) -> QuarterFigures:
    inside = scope.in_period(period)
    satisfied = _satisfied(session, inside)
    return QuarterFigures(
        number,
        period,
        period.end < scope.selection.today,
        _board(session, inside),
        satisfied,
        formula_766.points(formula, figure=satisfied),
        scores.get((number, Scorer.AGENCY)),
        scores.get((number, Scorer.APPRAISER)),
    )


def _satisfied(session: Session, scope: Scope) -> Figure:
    """By the index; where that is made of facts, by the one question that is not."""
    method = scope.method
    beside = _beside_facts(method.definition) if method else None
    if method is None or beside is None:
        return headline.of_index(session, scope)
    counted = headline.counted(session, scope, method=method, questions=(beside,))
    figure = counted.figures(recipe.of_questions(method, questions=(beside,)))[()]
    return headline.or_open(figure, scope=scope)


def _beside_facts(definition: Definition) -> str | None:
    if any(definition.satisfied_options(question.key) for question in definition.overall_questions):
        return None
    asked = [one.key for one in definition.questions if definition.satisfied_options(one.key)]
    return asked[0] if len(asked) == 1 else None


def _board(session: Session, scope: Scope) -> Figure:
    """By the newest form whose index is a sum of 18 points."""
    method = next((one for one in scope.methods if _is_board(one)), None)
    if method is None:
        return headline.or_open(Figure(State.NO_DATA), scope=scope)
    return headline.of_index(session, scope.of_version(method.version_ids[0]))


def _is_board(method: Method) -> bool:
    index = method.definition.index
    return (
        index is not None
        and index.aggregate is Aggregate.SUM_OF_POINTS
        and index.maximum == BOARD_MAXIMUM
    )
