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


class Scale(NamedTuple):
    """From where to where an axis runs, and how its numbers are written."""

    start: float
    end: float
    suffix: str = ""
    is_signed: bool = False

    def place(self, value: float, *, first: float, last: float) -> float:
        """Where a value stands between two places in pixels; none stands outside."""
        inside = min(max(value, self.start), self.end)
        return round(first + (inside - self.start) / (self.end - self.start) * (last - first), 2)

    def written(self, value: float, *, language: str) -> str:
        return self._number(value, language=language) + self.suffix

    def interval(self, figure: Bounded, *, language: str) -> str:
        lower, upper = (
            self._number(limit, language=language) for limit in (figure.lower, figure.upper)
        )
        return f"{lower}…{upper}" if self.is_signed else f"{lower}–{upper}"

    def _number(self, value: float, *, language: str) -> str:
        return (words.signed if self.is_signed else words.number)(value, language=language)

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
    return _part(figures, bottom=0, suffix=suffix)


def zoomed_net(figures: list[Bounded]) -> Scale:
    """The same of -100 to 100."""
    return _part(figures, bottom=-100)._replace(is_signed=True)


def _part(figures: list[Bounded], *, bottom: float, suffix: str = "") -> Scale:
    lowest = min((figure.lower for figure in figures), default=bottom)
    highest = max((figure.upper for figure in figures), default=100)
    end = max(bottom + NARROWEST, min(100, -(-highest // 10) * 10))
    start = max(bottom, min(lowest // 10 * 10, end - NARROWEST))
    return Scale(start, end, suffix)
