"""One cell of a file becomes a value of its column's type, or a fault with its reason."""

import re
from datetime import date

from survey.documents.table_lines import ERRORS, RawCell
from survey.models.procedure import NATIONAL_CODE
from survey.registry.codes import IDENTIFIER, UNIT_CODE
from survey.registry.importing.columns import NAME_LENGTH, NOTE_LENGTH, Column, Type, Value
from survey.staff.form_base import FIRST_YEAR, LAST_YEAR
from survey.text import LINK, fold, tidy

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
PATTERNS = {
    Type.CODE: (CODE, "not_a_code"),
    Type.NATIONAL_CODE: (NATIONAL_CODE, "not_a_national_code"),
    Type.UNIT_CODE: (UNIT_CODE, "not_a_unit_code"),
    Type.IDENTIFIER: (IDENTIFIER, "not_an_identifier"),
    Type.LINK: (LINK, "not_a_link"),
}
DECIMALS_OF_NATIONAL_CODE = 6

ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
LOCAL_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
COUNT = re.compile(r"-?\d{1,18}", re.ASCII)
YES = frozenset({"co", "yes", "true", "1", "x"})
NO = frozenset({"khong", "no", "false", "0", ""})

# Signs that are not seen, turn the direction of writing, or exist in no text.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069"
    r"\ufeff\ufffe\uffff\ud800-\udfff]"
)
PILED_MARKS = re.compile(
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    r"\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{9}"
)
"""More marks on one letter than any script needs: they would cover the lines around."""


class BadCell(Exception):
    """The cell does not hold what its column asks for."""

    def __init__(self, code: str, **params: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def value_of(column: Column, cell: RawCell) -> Value:
    """The value; None for an empty cell. Raises BadCell."""
    text = as_text(column, cell).strip()
    if text in ERRORS:
        raise BadCell("formula_error")
    if column.type is Type.YES_NO:
        return _yes_no(text)
    if not text:
        return None
    if column.type is Type.DAY:
        return _day(text)
    if column.type is Type.COUNT:
        return _count(column, text)
    if column.type is Type.CHOICE:
        return _choice(column, text)
    return _text(column, text)


def as_text(column: Column, cell: RawCell) -> str:
    """What a person sees in the cell; a workbook may have taken a code for a number."""
    if isinstance(cell, float):
        if column.type is Type.NATIONAL_CODE:
            return f"{cell:.{DECIMALS_OF_NATIONAL_CODE}f}"
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, bool):
        return "1" if cell else "0"
    return "" if cell is None else str(cell)


def _text(column: Column, text: str) -> str:
    lines = column.type is Type.NOTE
    tidied = tidy(text, lines=lines)
    longest = NOTE_LENGTH if lines else NAME_LENGTH
    if len(tidied) > longest:
        raise BadCell("too_long", longest=longest)
    if INVISIBLE.search(tidied) or PILED_MARKS.search(tidied):
        raise BadCell("invisible_signs")
    if column.type in PATTERNS:
        pattern, reason = PATTERNS[column.type]
        if not pattern.fullmatch(tidied):
            raise BadCell(reason)
    return tidied


def _day(text: str) -> date:
    if match := ISO_DAY.fullmatch(text):
        year, month, day = match.groups()
    elif match := LOCAL_DAY.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise BadCell("not_a_day")
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise BadCell("no_such_day") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadCell("year_out_of_range", first=FIRST_YEAR, last=LAST_YEAR)
    return found


def _count(column: Column, text: str) -> int:
    if not COUNT.fullmatch(text):
        raise BadCell("not_a_count")
    number = int(text)
    if number < 0:
        raise BadCell("negative")
    if not column.least <= number <= column.most:
        raise BadCell("out_of_range", least=column.least, most=column.most)
    return number


def _yes_no(text: str) -> bool:
    word = fold(text)
    if word not in YES | NO:
        raise BadCell("not_yes_or_no")
    return word in YES


def _choice(column: Column, text: str) -> str:
    value = column.accepted.get(fold(text))
    if value is None:
        raise BadCell("unknown_choice")
    return value
