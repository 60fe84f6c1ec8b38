"""Answers of the measures, made by hand."""

from datetime import date

from survey.measures.figure import Computation, Estimate, Figure, State, VersionRef
from survey.measures.tables import (
    AnswerCount,
    Break,
    Breakdown,
    BreakReason,
    Dimension,
    Distribution,
    ResponseRate,
    Row,
    Trend,
    TrendPoint,
)
from survey.models.method import Aggregate
from survey.models.rating import Channel

COMPUTATION = Computation(
    versions=(VersionRef(1, "counter", 3, {"vi": "Phiếu tại quầy", "en": "At the counter"}),),
    questions=({"vi": "Ông/Bà hài lòng đến mức nào?", "en": "How satisfied are you?"},),
    satisfied=({"vi": "Hài lòng", "en": "Satisfied"}, {"vi": "Rất hài lòng", "en": "Very"}),
    dissatisfied=({"vi": "Không hài lòng", "en": "Dissatisfied"},),
    aggregate=Aggregate.TOP_TWO_BOX_SHARE,
    lowest=1,
    highest=5,
)
HIDDEN = Figure(State.TOO_FEW, computation=COMPUTATION)
RATE = ResponseRate(Channel.SLIP, ratings=412, closed=1000, printed=800, used=412)


def a_figure(share: float = 0.864, n: int = 412) -> Figure:
    return Figure(
        State.SHOWN,
        n=n,
        satisfied=Estimate(share, share - 0.03, min(share + 0.03, 1.0)),
        mean=Estimate(4.2, 4.1, 4.3),
        mean_0_100=Estimate(80.0, 77.5, 82.5),
        dissatisfied_per_thousand=Estimate(36.4, 20.1, 60.2),
        computation=COMPUTATION,
    )


def a_row(key: int | str = 1, name: str = "Quầy 1", figure: Figure | None = None) -> Row:
    return Row(key, {"vi": name, "en": name}, figure or a_figure(), population=1000, rate=RATE)


def a_breakdown(*rows: Row, dimension: Dimension = Dimension.POINT) -> Breakdown:
    return Breakdown(dimension, total=a_figure(0.9, 5000), rows=rows)


def a_trend(*figures: Figure, breaks: tuple[int, ...] = ()) -> Trend:
    months = [date(2026, number + 1, 1) for number in range(len(figures))]
    return Trend(
        points=tuple(TrendPoint(m, f, RATE) for m, f in zip(months, figures, strict=True)),
        breaks=tuple(Break(months[number], (BreakReason.SUCCESSION,)) for number in breaks),
    )


def a_distribution(*shares: float, question: str = "overall") -> Distribution:
    """Answers on a scale from worst to best, the worst two fifths being dissatisfied."""
    middle = (len(shares) - 1) / 2
    answers = tuple(
        AnswerCount(
            option=str(number),
            label={"vi": f"Mức {number}", "en": f"Level {number}"},
            score=float(number),
            satisfied=number > middle,
            dissatisfied=number < middle,
            n=round(share * 200),
            share=Estimate(share, max(share - 0.05, 0.0), min(share + 0.05, 1.0)),
        )
        for number, share in enumerate(shares)
    )
    text = {"vi": "Ông/Bà hài lòng đến mức nào?", "en": "How satisfied are you?"}
    return Distribution(question, text, State.SHOWN, 200, answers, several=False)
