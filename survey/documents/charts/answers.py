"""How answers are spread: dissatisfied to the left, satisfied to the right, the neutral part apart.

Every bar is one question and all its answers; the sides of all bars meet on one line.
"""

from collections.abc import Iterator
from typing import NamedTuple

from survey.documents.charts import marks, words
from survey.documents.charts.answer_parts import Question, Side
from survey.documents.charts.frame import Frame, chart
from survey.documents.charts.marks import Row, Spec
from survey.documents.charts.style import GAP, INK, LINE, MARGIN, MUTED, PAPER, TEXT

BAR = 26
ROOM = 16
LABEL_WIDTH = 210
N_WIDTH = 84
APART = 20  # between the satisfied side and the neutral part
SWATCH = 12
INSIDE = 6  # room around a number within its part


class Plan(NamedTuple):
    """The places that all bars share, in pixels."""

    zero: float
    neutral: float
    per_cent: float  # pixels of one per cent

    def starts(self, question: Question) -> dict[Side, float]:
        """Where the first part of each side begins, from left to right."""
        return {
            Side.DISSATISFIED: self.zero - question.total(Side.DISSATISFIED) * self.per_cent,
            Side.SATISFIED: self.zero,
            Side.NEUTRAL: self.neutral,
        }


class Place(NamedTuple):
    """Where a question stands: its label, its bar and its n, from the top."""

    question: Question
    label: list[str]
    label_y: float
    bar_y: float
    n_y: float
    end: float


def spec(questions: list[Question], *, frame: Frame) -> Spec:
    key, top = _key(questions, frame=frame)
    places = list(_places(questions, top=top, frame=frame))
    has_labels = any(question.label for question in questions)
    beside = 0 if frame.is_narrow else N_WIDTH
    first = MARGIN + (LABEL_WIDTH + MARGIN if has_labels and not frame.is_narrow else 0)
    plan = _plan(questions, first=first, last=frame.width - MARGIN - beside)
    end = places[-1].end if places else top
    layers = [
        *key,
        *_bars(places, plan=plan, language=frame.language),
        _middle(places, zero=plan.zero),
        *_labels(places, first=first, frame=frame),
    ]
    return chart(frame, height=end, layers=layers)


def _plan(questions: list[Question], *, first: float, last: float) -> Plan:
    widest = {side: max((q.total(side) for q in questions), default=0) for side in Side}
    apart = APART if widest[Side.NEUTRAL] else 0
    per_cent = (last - first - apart) / (sum(widest.values()) or 100)
    zero = first + widest[Side.DISSATISFIED] * per_cent
    return Plan(zero, zero + widest[Side.SATISFIED] * per_cent + apart, per_cent)


def _places(questions: list[Question], *, top: float, frame: Frame) -> Iterator[Place]:
    """Label beside the bar; on a phone label and n stand above it."""
    for question in questions:
        room = frame.room if frame.is_narrow else LABEL_WIDTH
        label = words.wrap(question.label, pixels=room, size=TEXT, lines=3)
        if frame.is_narrow:
            n_y = top + LINE * (len(label) + 0.5)
            bar_y = n_y + LINE / 2 + BAR / 2
            end = bar_y + BAR / 2 + ROOM
            place = Place(question, label, top + LINE / 2, bar_y, n_y, end)
        else:
            end = top + ROOM + max(BAR, LINE * len(label))
            middle = (top + end) / 2
            label_y = middle - (len(label) - 1) * LINE / 2
            place = Place(question, label, label_y, middle, middle, end)
        top = place.end
        yield place


def _bars(places: list[Place], *, plan: Plan, language: str) -> list[Spec]:
    bars: list[Row] = []
    numbers: dict[str, list[Row]] = {}
    for place in places:
        starts = plan.starts(place.question)
        for part, colour in place.question.coloured():
            x = starts[part.side]
            x2 = starts[part.side] = x + part.share * plan.per_cent
            y = place.bar_y
            bar = {"x": x, "x2": x2, "y": y - BAR / 2, "y2": y + BAR / 2}
            bars.append(bar | {"colour": colour.part, "label": part.label, "share": part.share})
            number = words.per_cent(part.share, language=language)
            if words.width(number, size=TEXT) + INSIDE <= x2 - x:
                row = {"x": (x + x2) / 2, "y": y, "text": number}
                numbers.setdefault(colour.letters, []).append(row)
    return [
        marks.bars(bars, border=PAPER),
        *(marks.text(rows, colour=colour, align="center") for colour, rows in numbers.items()),
    ]


def _middle(places: list[Place], *, zero: float) -> Spec:
    """Where both sides meet, drawn through every bar and never through words."""
    half = BAR / 2 + 3
    rows = [
        {"x": zero, "x2": zero, "y": place.bar_y - half, "y2": place.bar_y + half}
        for place in places
        if place.question.parts
    ]
    return marks.rules(rows, colour=INK)


def _labels(places: list[Place], *, first: float, frame: Frame) -> list[Spec]:
    x = MARGIN if frame.is_narrow else MARGIN + LABEL_WIDTH
    labels = [
        {"text": line, "x": x, "y": place.label_y + number * LINE}
        for place in places
        for number, line in enumerate(place.label)
    ]
    n_x = MARGIN if frame.is_narrow else frame.width - MARGIN
    counts = [
        {"text": f"n = {words.count(n, language=frame.language)}", "x": n_x, "y": place.n_y}
        for place in places
        if (n := place.question.n)
    ]
    notes = [
        {"text": place.question.note, "x": first, "y": place.bar_y}
        for place in places
        if place.question.note
    ]
    return [
        marks.text(labels, colour=INK, align="left" if frame.is_narrow else "right"),
        marks.text(counts, colour=MUTED, align="left" if frame.is_narrow else "right"),
        marks.text(notes, colour=MUTED),
    ]


def _key(questions: list[Question], *, frame: Frame) -> tuple[list[Spec], float]:
    """The words of the answers in their order; with one question each has its share."""
    found = {
        part.label: (part.share, colour.part)
        for question in questions
        for part, colour in question.coloured()
    }
    swatches: list[Row] = []
    names: list[Row] = []
    x, y = float(MARGIN), LINE / 2
    for label, (share, colour) in found.items():
        written = words.per_cent(share, language=frame.language)
        name = f"{label} {written}" if len(questions) == 1 else label
        width = SWATCH + GAP + words.width(name, size=TEXT)
        if x > MARGIN and x + width > frame.width - MARGIN:
            x, y = float(MARGIN), y + LINE + GAP / 2
        square = {"x": x, "x2": x + SWATCH, "y": y - SWATCH / 2, "y2": y + SWATCH / 2}
        swatches.append(square | {"colour": colour})
        names.append({"text": name, "x": x + SWATCH + GAP, "y": y})
        x += width + MARGIN
    if not names:
        return [], 0
    return [marks.bars(swatches, border=PAPER), marks.text(names, colour=INK)], y + LINE
