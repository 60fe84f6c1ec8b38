"""The definition of a questionnaire version: what is asked, what it is worth, by which law.

A definition is data and cannot be changed: whoever wants another one makes a new version.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, PlainSerializer, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from survey.models import answer_sheet, method_faults
from survey.models.answer_sheet import Answers, CheckedAnswers
from survey.models.question import Factor, Question
from survey.models.rating import Channel
from survey.models.scale import Number, Part, Scale, ScaleKind
from survey.models.wording import Key, Label, Language, Paragraph, Sentence, clean

Share = Annotated[float, Field(allow_inf_nan=False, ge=0, le=1)]
Weights = Annotated[
    Mapping[Key, Share],
    Field(min_length=1, max_length=30),
    AfterValidator(lambda weights: MappingProxyType(dict(weights))),
    PlainSerializer(dict),
]


class Aggregate(StrEnum):
    """How answers become the index: from 0 to 100, for points to their greatest sum.

    A net share goes from -100 to 100: it is no share of anybody.
    """

    TOP_TWO_BOX_SHARE = "top_two_box_share"
    MEAN_0_100 = "mean_0_100"
    SUM_OF_POINTS = "sum_of_points"
    NET_SHARE = "net_share"


class Index(Part):
    """The index is made of the answers to the questions in `overall`.

    With weights, those questions are first brought together by factor; the weights of the
    factors add up to 1. The greatest sum of points is the `maximum`.
    """

    aggregate: Aggregate
    overall: Annotated[tuple[Key, ...], Field(min_length=1, max_length=100)]
    weights: Weights | None = None
    maximum: Number | None = None


class Band(Part):
    """A grade for index values in [start, end); the last band holds its end too."""

    start: Number = Field(alias="from")
    end: Number = Field(alias="to")
    label: Label
    verified: bool = False


class LegalBasis(Part):
    """A legal text the method follows or takes words from."""

    number: Annotated[str, AfterValidator(clean), Field(min_length=1, max_length=80)]
    issued: date = Field(alias="date")
    title: Sentence
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=600)] | None = (
        None
    )


class Definition(Part):
    """One version of a method.

    `verified` says that the whole was compared with the legal basis; `verified_note` says
    what was and what was not. `channels` are the ways in that it fits. What is not
    `publishable` is a frame to be filled or belongs to another kind of survey.
    """

    format: Literal[1]
    key: Key
    title: Sentence
    description: Paragraph
    languages: Annotated[tuple[Language, ...], Field(max_length=20)]
    channels: Annotated[tuple[Channel, ...], Field(max_length=10)]
    publishable: bool
    verified: bool
    verified_note: Paragraph
    legal_basis: Annotated[tuple[LegalBasis, ...], Field(max_length=20)] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    factors: Annotated[tuple[Factor, ...], Field(max_length=30)] = ()
    scales: Annotated[tuple[Scale, ...], Field(max_length=60)] = ()
    questions: Annotated[tuple[Question, ...], Field(max_length=100)] = ()
    index: Index | None = None
    bands: Annotated[tuple[Band, ...], Field(max_length=20)] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        faults = method_faults.find(self.plain())
        if faults:
            raise PydanticCustomError(
                method_faults.ERROR_TYPE,
                "{faults}",
                {"faults": "; ".join(f"{fault.where}: {fault.code}" for fault in faults)},
            )
        return self

    def plain(self) -> dict[str, Any]:
        """Only lists, texts, numbers; whatever equals its default is left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    def canonical_json(self) -> str:
        """The same text for the same definition, on every machine and in later versions."""
        return json.dumps(self.plain(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal."""
        return hashlib.sha256(self.canonical_json().encode()).hexdigest()

    def question(self, key: str) -> Question:
        """The question with this key; KeyError if there is none."""
        return self._questions[key]

    def scale_of(self, question_key: str) -> Scale:
        """The scale on which this question is answered; KeyError if there is no such question."""
        return self._scales[question_key]

    def score_of(self, question_key: str, option_key: str) -> float | None:
        """What this answer is worth; None for an option that is counted and not scored."""
        return self._scales[question_key].scores.get(option_key)

    def satisfied_options(self, question_key: str) -> tuple[str, ...]:
        return self._scales[question_key].satisfied

    def dissatisfied_options(self, question_key: str) -> tuple[str, ...]:
        return self._scales[question_key].dissatisfied

    @cached_property
    def overall_questions(self) -> tuple[Question, ...]:
        """The questions the index is made of."""
        return tuple(self._questions[key] for key in self.index.overall) if self.index else ()

    @property
    def overall(self) -> Question | None:
        """The one overall question; None where the index is made of several, or of none."""
        return self.overall_questions[0] if len(self.overall_questions) == 1 else None

    @cached_property
    def scored_questions(self) -> tuple[Question, ...]:
        """The questions whose answers are worth something."""
        return tuple(q for q in self.questions if self._scales[q.key].scores)

    @cached_property
    def text_questions(self) -> tuple[Question, ...]:
        """The questions answered in the citizen's own words."""
        return tuple(q for q in self.questions if self._scales[q.key].kind is ScaleKind.FREE_TEXT)

    def factor(self, key: str) -> Factor:
        """The factor with this key; KeyError if there is none."""
        return self._factors[key]

    def questions_of(self, factor_key: str) -> tuple[Question, ...]:
        return tuple(q for q in self.questions if q.factor == factor_key)

    def band_of(self, value: float) -> Band | None:
        """The band an index value falls into; None where the method has no bands."""
        inside = [band for band in self.bands if band.start <= value]
        return inside[-1] if inside and value <= inside[-1].end else None

    def visible_questions(self, answers: Answers) -> tuple[Question, ...]:
        return answer_sheet.visible(self.questions, answers=answers)

    def check_answers(self, answers: Answers) -> CheckedAnswers:
        return answer_sheet.check(self.questions, scales=self._scales, answers=answers)

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}

    @cached_property
    def _factors(self) -> dict[str, Factor]:
        return {factor.key: factor for factor in self.factors}

    @cached_property
    def _scales(self) -> dict[str, Scale]:
        """The scale of every question, by the question's key."""
        scales = {scale.key: scale for scale in self.scales}
        return {question.key: scales[question.scale] for question in self.questions}
