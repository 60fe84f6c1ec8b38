"""What every reader of tables gives back, and how it says that a file cannot be read."""

from typing import NamedTuple

RawCell = str | int | float | bool | None

ERRORS = frozenset(
    {
        *("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"),
        *("#BLOCKED!", "#BUSY!", "#CALC!", "#CONNECT!", "#FIELD!", "#SPILL!", "#UNKNOWN!"),
    }
)
"""What a spreadsheet shows in place of what a formula should have given."""


class Line(NamedTuple):
    """One row of a table as it stands in the file; the first row has number 1."""

    number: int
    cells: list[RawCell]


class Unreadable(Exception):
    """The file as a whole cannot be read; `code` names the reason, the rest its circumstances."""

    def __init__(self, code: str, **params: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
