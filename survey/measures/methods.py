"""Questionnaire versions that may be counted together, and the questions that they share.

Versions of one questionnaire are one method where the index is made of the same questions,
in the same words, with the same answers worth the same. Another question of theirs is
counted over those versions that ask it alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from survey.measures.figure import VersionRef
from survey.models.method import Definition
from survey.models.scale import ScaleKind
from survey.models.wording import FALLBACK_LANGUAGE
from survey.queries.tallies import Asked
from survey.queries.versions import Version


@dataclass(frozen=True)
class Method:
    """Versions that are counted together, newest first; the newest names what is shown."""

    versions: tuple[Version, ...]

    @property
    def definition(self) -> Definition:
        return parsed(self.versions[0].definition)

    @property
    def version_ids(self) -> tuple[int, ...]:
        return tuple(version.id for version in self.versions)

    def asked(self, questions: Iterable[str]) -> Asked:
        """The versions in which each question is asked as in the newest."""
        return {question: self._alike(question) for question in questions}

    def _alike(self, question: str) -> tuple[int, ...]:
        wanted = _asked_as(self.definition, question=question)
        return tuple(
            version.id
            for version in self.versions
            if _asked_as(parsed(version.definition), question=question) == wanted
        )


@lru_cache(maxsize=256)
def parsed(definition: str) -> Definition:
    """A published definition never changes, so it is read once."""
    return Definition.model_validate_json(definition)


def ref(version: Version) -> VersionRef:
    title = parsed(version.definition).title
    return VersionRef(version.id, version.code, version.number, title)


def methods(versions: Iterable[Version]) -> list[Method]:
    """The versions, newest first, gathered into methods in the same order."""
    together: dict[Any, list[Version]] = {}
    for version in versions:
        together.setdefault((version.code, _index(version.definition)), []).append(version)
    return [Method(tuple(versions)) for versions in together.values()]


@lru_cache(maxsize=256)
def _index(definition: str) -> Any:
    """What makes figures of two versions comparable."""
    method = parsed(definition)
    index = method.index
    questions = index.overall if index else ()
    factors = tuple(method.question(key).factor for key in questions)
    weights = tuple(sorted(index.weights.items())) if index and index.weights else None
    return (
        index and (index.aggregate, index.maximum),
        weights and (weights, factors),
        tuple((key, _asked_as(method, question=key)) for key in questions),
    )


def _asked_as(method: Definition, *, question: str) -> Any:
    """The words of a question and what its answers are worth; None where it is not asked."""
    if question not in {asked.key for asked in method.questions}:
        return None
    scale = method.scale_of(question)
    options = tuple(
        (option.key, option.label[FALLBACK_LANGUAGE], option.score) for option in scale.options
    )
    words = method.question(question).text[FALLBACK_LANGUAGE]
    return words, scale.kind, options, scale.satisfied, scale.dissatisfied


def is_rated(method: Definition, *, question: str) -> bool:
    """Whether answers to the question have a mean, or some of them count as satisfied."""
    scale = method.scale_of(question)
    return bool(scale.scores or scale.satisfied)


def takes_several(method: Definition, *, question: str) -> bool:
    return method.scale_of(question).kind is ScaleKind.CHOOSE_SEVERAL
