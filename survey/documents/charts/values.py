"""What a chart is made of: plain values, already counted, bounded and worded."""

from typing import NamedTuple

from survey.documents.charts import words

PER_CENT = words.NO_BREAK + "%"
NARROWEST = 20  # per cent; a smaller part of the scale would make noise look like news
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
MOST_STEPS = 5
STEP_PIXELS = 45  # a number with its unit and some room


class Bounded(NamedTuple):
    """A figure with its interval and from how many answers; shares in per cent."""

    value: float
    lower: float
    upper: float
    n: int

    def interval(self, language: str) -> str:
        lower = words.number(self.lower, language=language)
        return f"{lower}–{words.number(self.upper, language=language)}"


class Scale(NamedTuple):
    """From where to where an axis runs, and what stands after its numbers."""

    start: float
    end: float
    suffix: str = ""

    def place(self, value: float, *, first: float, last: float) -> float:
        """Where a value stands between two places in pixels; none stands outside."""
        inside = min(max(value, self.start), self.end)
        return round(first + (inside - self.start) / (self.end - self.start) * (last - first), 2)

    def written(self, value: float, *, language: str) -> str:
        return words.number(value, language=language) + self.suffix

    def ticks(self, language: str, *, pixels: float) -> list[tuple[float, str]]:
        """Round values along an axis of this length, with their words."""
        span = self.end - self.start
        steps = max(1, min(MOST_STEPS, pixels // STEP_PIXELS))
        step = next((step for step in STEPS if span / step <= steps), span)
        first = -(-self.start // step) * step
        values = [first + number * step for number in range(int((self.end - first) // step) + 1)]
        return [(v, words.count(round(v), language=language) + self.suffix) for v in values]


def zoomed(figures: list[Bounded], *, suffix: str = PER_CENT) -> Scale:
    """The part of 0 to 100 in which the figures lie, whole tens, never less than twenty wide."""
    lowest = min((figure.lower for figure in figures), default=0)
    highest = max((figure.upper for figure in figures), default=100)
    end = max(NARROWEST, min(100, -(-highest // 10) * 10))
    start = max(0, min(lowest // 10 * 10, end - NARROWEST))
    return Scale(start, end, suffix)
