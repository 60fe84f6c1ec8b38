"""Names beside dots: on the side with more room, in several lines, none upon another."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from survey.documents.charts import words
from survey.documents.charts.marks import Row
from survey.documents.charts.style import GAP, LINE, TEXT

LINES = 4


class Dot(NamedTuple):
    label: str
    x: float
    y: float


class Block(NamedTuple):
    """The lines of a name from `top`; `is_right` of its dot, at `x`."""

    lines: list[str]
    x: float
    top: float
    is_right: bool

    @property
    def bottom(self) -> float:
        return self.top + len(self.lines) * LINE

    @property
    def span(self) -> tuple[float, float]:
        wide = max(words.width(line, size=TEXT) for line in self.lines)
        return (self.x, self.x + wide) if self.is_right else (self.x - wide, self.x)

    def meets(self, other: "Block") -> bool:
        (left, right), (first, last) = self.span, other.span
        is_beside = right <= first or last <= left
        return not is_beside and self.top < other.bottom and other.top < self.bottom

    def rows(self) -> Iterator[Row]:
        for number, line in enumerate(self.lines):
            yield {"x": self.x, "y": self.top + (number + 0.5) * LINE, "text": line}


def named(dots: Sequence[Dot], *, left: float, right: float, top: float) -> list[Block]:
    """Within `left` and `right`, from `top` down, each as near to its dot as there is room.

    None is longer than half of the way: across, the other half is left to another one.
    """
    found: list[Block] = []
    for dot in sorted(dots, key=lambda dot: dot.y):
        block = _block(dot, left=left, right=right)
        block = block._replace(top=max(top, block.top))
        found.append(_free(block, taken=found))
    return found


def _block(dot: Dot, *, left: float, right: float) -> Block:
    is_right = right - dot.x >= dot.x - left
    pixels = min(right - dot.x if is_right else dot.x - left, (right - left) / 2) - GAP
    lines = words.wrap(dot.label, pixels=pixels, size=TEXT, lines=LINES)
    x = dot.x + (GAP if is_right else -GAP)
    return Block(lines, x, dot.y - len(lines) * LINE / 2, is_right)


def _free(block: Block, *, taken: Sequence[Block]) -> Block:
    while met := [other for other in taken if block.meets(other)]:
        block = block._replace(top=max(other.bottom for other in met))
    return block
