"""What is wrong with a file, or odd, row by row: all of it counted, the first thousand listed."""

from typing import NamedTuple

MOST_LISTED = 1_000
LONGEST_SHOWN = 100  # letters of an offending value
BETWEEN = " · "  # values that together name a row

Param = int | str


class Fault(NamedTuple):
    """A reason with its place; the sentence is made when somebody reads it, in his language."""

    row: int
    column: str
    value: str
    code: str
    params: dict[str, Param]


class Faults:
    """Collects faults in the order in which they are found."""

    def __init__(self) -> None:
        self.listed: list[Fault] = []
        self.count = 0

    def copy(self) -> "Faults":
        """To go on from here more than once."""
        same = Faults()
        same.listed, same.count = list(self.listed), self.count
        return same

    def add(self, row: int, column: str, value: object, code: str, **params: Param) -> None:
        """The value is a cell, or a list of those that together name a row."""
        self.count += 1
        if len(self.listed) < MOST_LISTED:
            parts = value if isinstance(value, list) else [value]
            shown = BETWEEN.join(_shortened(part) for part in parts)
            self.listed.append(Fault(row, column, shown, code, params))


def _shortened(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
