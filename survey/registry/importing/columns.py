"""What a file of a register is made of: columns, their types, and the words they accept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from flask_babel import LazyString

from survey.text import fold

Value = str | int | date | None

LARGEST_COUNT = 2**31 - 1
NAME_LENGTH = 500
NOTE_LENGTH = 4_000


class Type(StrEnum):
    NAME = "name"  # one line
    NOTE = "note"  # several lines
    CODE = "code"  # ours: fit for addresses
    NATIONAL_CODE = "national_code"
    UNIT_CODE = "unit_code"
    IDENTIFIER = "identifier"
    LINK = "link"
    DAY = "day"
    COUNT = "count"
    YES_NO = "yes_no"
    CHOICE = "choice"


class Target(StrEnum):
    """What a code in a column leads to."""

    AGENCY = "agency"
    POINT = "point"
    PROCESS = "process"  # of the agency that the row names


class Register(StrEnum):
    AGENCIES = "agencies"
    POINTS = "points"
    PROCEDURES = "procedures"
    TIME_LIMITS = "time_limits"
    OFFERINGS = "offerings"
    SUCCESSIONS = "successions"
    PROCEDURE_SUCCESSIONS = "procedure_successions"
    FLOWS = "flows"
    QUALITY_SYSTEMS = "quality_systems"
    QUALITY_DOCUMENTS = "quality_documents"
    QUALITY_PROCESSES = "quality_processes"
    PROCESS_COVERAGE = "process_coverage"


@dataclass(frozen=True)
class Column:
    """A column: its name in English, which is also its key, its Vietnamese name, what it holds."""

    name: str
    vi: str
    type: Type
    meaning: LazyString
    required: bool = False
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of a choice: each value with the Vietnamese words for it, the first of them preferred."""
    least: int = 0
    most: int = LARGEST_COUNT
    target: Target | None = None
    keeps: bool = False
    """An empty cell leaves what the register holds, instead of emptying it."""

    def heading(self, language: str) -> str:
        return self.vi if language == "vi" else self.name

    @cached_property
    def accepted(self) -> dict[str, str]:
        """Every word for a choice, folded, with the value it stands for."""
        words = {fold(word): value for value, known in self.words.items() for word in known}
        return words | {str(value): str(value) for value in self.words}

    def written(self, value: Value, *, language: str) -> Value:
        """The value as a file in that language writes it."""
        if language != "vi" or value is None:
            return value
        if self.type is Type.YES_NO:
            return "có" if value else "không"
        return self.words[str(value)][0] if self.words else value

    @property
    def id_name(self) -> str:
        """Under which name the identifier is kept that the code leads to."""
        return self.name.removesuffix("_code") + "_id"


@dataclass(frozen=True)
class Format:
    """The one declaration of a register's file."""

    register: Register
    title: LazyString
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """Columns that together name a row."""
    procedures: tuple[str, ...] = ()
    """Prefixes of the three columns that together name a procedure."""
    periods: tuple[tuple[str, str], ...] = (("valid_from", "valid_to"),)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)
