"""Editions of the standard as data: which clause asks for what, and how often it is renewed."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from survey.models.quality_system import DocumentKind

FILE = Path(__file__).with_name("standards.yaml")


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Renewal(Part):
    renewed: Literal["yearly", "until_ended"]
    up_to_date: bool
    """Whether an agency without it is not up to date in the words of the reports."""


class Edition(Part):
    key: str
    title: str
    verified: bool
    clauses: Mapping[str, str]
    """What stands under which clause; what is not named has none in this edition."""


class DayOfYear(Part):
    month: int
    day: int


class Standards(Part):
    documents: Mapping[DocumentKind, Renewal]
    editions: tuple[Edition, ...]
    objectives_set_by: DayOfYear
    record_approved_within: int
    """Days after the last one of a wave."""

    def edition(self, key: str | None) -> Edition | None:
        return next((edition for edition in self.editions if edition.key == key), None)

    def objectives_due(self, year: int) -> date:
        """The last day on which approved objectives are set at the start of the year."""
        return date(year, self.objectives_set_by.month, self.objectives_set_by.day)

    @property
    def yearly(self) -> frozenset[DocumentKind]:
        return frozenset(k for k, asked in self.documents.items() if asked.renewed == "yearly")

    @property
    def up_to_date(self) -> tuple[DocumentKind, ...]:
        """What must be there for the documents of an agency to be up to date."""
        return tuple(kind for kind, asked in self.documents.items() if asked.up_to_date)


@cache
def standards() -> Standards:
    return Standards.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))
