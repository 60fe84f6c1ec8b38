"""What can be answered, and what an answer is worth."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from survey.models.plain_method import LARGEST_NUMBER
from survey.models.wording import Key, Label


def _plain(number: float) -> float:
    """A whole number without its ".0", so that 2 and 2.0 are written and hashed alike."""
    return int(number) if number.is_integer() else number


Number = Annotated[
    float,
    Field(allow_inf_nan=False, ge=-LARGEST_NUMBER, le=LARGEST_NUMBER),
    AfterValidator(_plain),
]


class Part(BaseModel):
    """A piece of a method: never changed, and nothing in it that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ScaleKind(StrEnum):
    FACTS = "facts"
    THREE_LEVELS = "three_levels"
    FIVE_LEVELS = "five_levels"
    ZERO_TO_TEN = "zero_to_ten"
    YES_NO = "yes_no"
    CHOOSE_SEVERAL = "choose_several"
    FREE_TEXT = "free_text"


class Option(Part):
    """One possible answer. Without a score it is counted, and left out of every mean."""

    key: Key
    label: Label
    score: Number | None = None
    face: Annotated[int, Field(ge=1, le=5)] | None = None


class Scale(Part):
    """The options of a question in the order in which they are shown.

    `satisfied` and `dissatisfied` name the options that count as such: which ones do is
    a choice of the method and differs between methods that use the same words.
    """

    key: Key
    kind: ScaleKind
    options: Annotated[tuple[Option, ...], Field(max_length=30)] = ()
    satisfied: tuple[Key, ...] = ()
    dissatisfied: tuple[Key, ...] = ()
    verified: bool = False

    @cached_property
    def labels(self) -> dict[str, Label]:
        """The label of every option, in the order in which they are shown."""
        return {option.key: option.label for option in self.options}

    @cached_property
    def scores(self) -> dict[str, float]:
        """The score of every option that has one."""
        return {option.key: option.score for option in self.options if option.score is not None}

    @property
    def lowest(self) -> float | None:
        return min(self.scores.values(), default=None)

    @property
    def highest(self) -> float | None:
        return max(self.scores.values(), default=None)
