"""The figures of the product in both languages, as the help page and the documents tell them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from survey.models.wording import Key, Label, Sentence
from survey.text import searchable

FILES = Path(__file__).parent / "figures"
"""One file for each question of a reader, in the order of their names."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(_Part):
    """One figure, or a family that is used in the same way.

    `then` is what a reader does next. `functions` are named below `analysis` or `survey`; `cases`
    are reference cases of the tests.
    """

    key: Key
    name: Label
    tells: Sentence
    use: Sentence
    avoid: Sentence
    then: Sentence
    computed: Sentence
    example: Sentence | None = None
    formula: Sentence
    source: str
    functions: tuple[str, ...]
    cases: tuple[str, ...] = ()
    on_pages: bool = False


class Question(_Part):
    """What a reader wants to know, and the figures that answer."""

    key: Key
    name: Label
    figures: tuple[Entry, ...]


@cache
def questions() -> tuple[Question, ...]:
    return tuple(
        Question.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(FILES.glob("*.yaml"))
    )


def found(words: str) -> tuple[Question, ...]:
    """The figures that hold these words in either language, with or without accents."""
    wanted = searchable(words)
    kept = (
        question.model_copy(
            update={"figures": tuple(e for e in question.figures if wanted in _text(e))}
        )
        for question in questions()
    )
    return tuple(question for question in kept if question.figures)


def _text(entry: Entry) -> str:
    return searchable(*_sentences(entry), entry.source)


def _sentences(entry: Entry) -> Iterator[str]:
    parts = (entry.name, entry.tells, entry.use, entry.avoid, entry.then, entry.computed)
    for text in (*parts, entry.formula):
        yield from text.values()
    yield from (entry.example or {}).values()
