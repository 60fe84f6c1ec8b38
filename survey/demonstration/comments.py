"""What citizens of Tỉnh Mẫu write beside their answers: whole sentences, one or two."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from numpy.random import Generator

from survey.text import fold

FILE = Path(__file__).parent / "comments.yaml"
WRITES = {"good": 0.035, "bad": 0.14}
"""The part of those who say something in their own words."""
MORE_WITH_A_SUBJECT = 2.0
ON_THE_SUBJECT = 0.6
ADDS_A_WISH = 0.3
WITHOUT_MARKS = 0.06
"""Typed on a phone without Vietnamese marks."""

Sentences = Mapping[str, Mapping[str, Mapping[str, list[str]]]]


def write(*, feeling: float, language: str, subject: str | None, rng: Generator) -> str | None:
    """A comment, or nothing, as most people leave it."""
    tone = "good" if feeling > 0 else "bad"
    if rng.random() >= WRITES[tone] * (MORE_WITH_A_SUBJECT if subject else 1):
        return None
    spoken = [_one_of(_fitting(tone, language, subject, rng=rng), rng=rng)]
    if rng.random() < ADDS_A_WISH:
        spoken.append(_one_of(sentences()["usual"]["wish"][language], rng=rng))
    text = " ".join(spoken)
    return fold(text) if language == "vi" and rng.random() < WITHOUT_MARKS else text


@cache
def sentences() -> Sentences:
    """By subject, tone and language."""
    loaded: Sentences = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def _fitting(tone: str, language: str, subject: str | None, *, rng: Generator) -> list[str]:
    turned_to = sentences().get(subject or "", {}).get(tone, {}).get(language)
    if turned_to and rng.random() < ON_THE_SUBJECT:
        return turned_to
    return sentences()["usual"][tone][language]


def _one_of(choices: list[str], *, rng: Generator) -> str:
    return choices[int(rng.integers(len(choices)))]
