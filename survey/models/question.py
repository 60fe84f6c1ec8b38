"""A question, the factor it belongs to and when it is asked."""

from typing import Annotated

from pydantic import Field

from survey.models.scale import Part
from survey.models.wording import Key, Label, Sentence


class Factor(Part):
    """What several questions measure together. `official`: named so by the legal basis."""

    key: Key
    name: Label
    official: bool = False


class Condition(Part):
    """Asked only if an earlier question was answered with one of these options."""

    question: Key
    one_of: Annotated[tuple[Key, ...], Field(alias="in", min_length=1, max_length=30)]


class Question(Part):
    """`verified`: its text was compared with the legal basis."""

    key: Key
    text: Sentence
    scale: Key
    factor: Key | None = None
    required: bool = False
    hint: Sentence | None = None
    show_if: Condition | None = None
    verified: bool = False
