"""How the answers to questions are spread."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext

from survey.dashboard.cells import share_cells
from survey.dashboard.exhibits import Exhibit
from survey.dashboard.wording import STATES, per_cent, said
from survey.documents.charts import answers as chart
from survey.documents.charts.answer_parts import Part, Question, Side
from survey.documents.charts.frame import Frame
from survey.documents.charts.marks import Spec
from survey.documents.spreadsheets import Cell
from survey.measures.figure import State
from survey.measures.tables import AnswerCount, Distribution

KEY = "answers"


def exhibit(spread: Sequence[Distribution], *, facts: tuple[str, ...], key: str = KEY) -> Exhibit:
    """Where several answers may be chosen there is no whole that a bar could show."""
    bars = [_bar(one, alone=len(spread) == 1) for one in spread if not one.several]

    def draw(frame: Frame) -> Spec:
        return chart.spec(bars, frame=frame)

    alone = said(spread[0].text) if len(spread) == 1 else ""
    return Exhibit(
        key=key,
        title=gettext("How the answers are spread"),
        subtitle=alone or gettext("Shares of all who answered each question"),
        facts=facts,
        heading=[
            gettext("Question"),
            gettext("Answer"),
            gettext("State"),
            gettext("Answers"),
            gettext("Share, %"),
            gettext("Share, lower limit"),
            gettext("Share, upper limit"),
            gettext("n of the question"),
        ],
        rows=[row for one in spread for row in _rows(one)],
        draw=draw if any(bar.parts for bar in bars) else None,
    )


def _bar(spread: Distribution, *, alone: bool) -> Question:
    label = "" if alone else said(spread.text)
    if spread.state is not State.SHOWN:
        return Question(label, [], note=str(STATES[spread.state]))
    worst_first = sorted(spread.answers, key=_rank)
    parts = [
        Part(said(answer.label), per_cent(answer.share.value), _side(answer))
        for answer in worst_first
    ]
    return Question(label, parts, n=spread.n or 0)


def _rank(answer: AnswerCount) -> float:
    """By score; an answer without one is neither good nor bad and stands between."""
    return answer.score if answer.score is not None else 0


def _side(answer: AnswerCount) -> Side:
    if answer.satisfied:
        return Side.SATISFIED
    return Side.DISSATISFIED if answer.dissatisfied else Side.NEUTRAL


def _rows(spread: Distribution) -> Iterator[list[Cell]]:
    state = str(STATES[spread.state])
    if spread.state is not State.SHOWN:
        yield [said(spread.text), None, state, None, None, None, None, None]
    for answer in spread.answers if spread.state is State.SHOWN else ():
        yield [
            said(spread.text),
            said(answer.label),
            state,
            answer.n,
            *share_cells(answer.share),
            spread.n,
        ]
