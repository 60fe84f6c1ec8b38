"""What an inspector goes through at an agency, as data."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from survey.models.wording import Key, Sentence

FILE = Path(__file__).with_name("checklist.yaml")


class Item(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Key
    clause: str
    check: str | None = None
    question: Sentence


class Checklist(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    verified: bool
    items: tuple[Item, ...]


@cache
def checklist() -> Checklist:
    return Checklist.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))
