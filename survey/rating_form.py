"""The form that citizens fill in, as one page with everything in it.

The citizen's page and the preview for staff both come from here, so that they cannot differ.
"""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from uuid import UUID, uuid4

from flask import current_app, render_template

from survey.errors.problem import Problem
from survey.models.answer_sheet import AnswerProblem, Answers
from survey.models.method import Definition
from survey.models.wording import clean
from survey.queries.entrances import Sign
from survey.queries.offers import Offer
from survey.text import fold, holds_words

SHOWN_AT_ONCE = 6
"""Procedures that stand open on the page; the others are one tap away."""

_POLICY = (
    "default-src 'none'; style-src '{css}'; script-src '{js}'; img-src data:; base-uri 'none'; "
)
_SENT = "connect-src 'self'; form-action 'self'; frame-ancestors 'none'"
_LOOKED_AT = "connect-src 'none'; form-action 'none'; frame-ancestors 'self'"


@dataclass(frozen=True)
class Sheet:
    """The page as it was filled in; nothing in it has been checked yet."""

    key: UUID
    action: str = ""
    procedure: str = ""
    find: str = ""
    answers: Answers = field(default_factory=dict)

    @property
    def wants_to_send(self) -> bool:
        return self.action == "send"

    def under_a_fresh_key(self) -> "Sheet":
        return replace(self, key=uuid4())

    def with_answers(self, answers: Answers) -> "Sheet":
        return replace(self, answers=answers)

    def length_of(self, question: str) -> int:
        """Signs of a text, as they are counted against the limit."""
        return len(clean(str(self.answers.get(question, ""))))

    def chose(self, question: str, option: str) -> bool:
        answer = self.answers.get(question)
        return option in answer if isinstance(answer, list) else option == answer


class Listed(NamedTuple):
    """A procedure to choose: by which name, and by which other words it is found."""

    procedure: str
    name: str
    also: str
    is_found: bool
    is_chosen: bool

    @property
    def is_shown(self) -> bool:
        """What was chosen stays in sight, whatever is searched for afterwards."""
        return self.is_found or self.is_chosen


class LeftOut(NamedTuple):
    """An answer to a question that is not asked any more, in the words of the page."""

    question: str
    answer: str


def empty() -> Sheet:
    return Sheet(uuid4())


def page(
    *,
    sign: Sign,
    definition: Definition,
    version_id: int,
    sheet: Sheet,
    language: str,
    key: UUID | None = None,
    offers: Sequence[Offer] = (),
    problems: Sequence[AnswerProblem] = (),
    notice: Problem | None = None,
    left_out: Sequence[LeftOut] = (),
) -> str:
    """The form as `sheet` fills it in; `offers` are the procedures to choose from, if any."""
    listed = [_listed(offer, sheet=sheet, language=language) for offer in offers]
    return render_template(
        "citizen/form.html",
        sign=sign,
        definition=definition,
        version_id=version_id,
        sheet=sheet,
        language=language,
        key=key or sheet.key,
        problems={problem.question: problem for problem in problems},
        notice=notice,
        left_out=left_out,
        asks_procedure=sign.procedure_vi is None and bool(offers),
        offers=listed,
        found=sum(each.is_found for each in listed),
        shown_at_once=len(listed) if fold(sheet.find) else SHOWN_AT_ONCE,
    )


def content_policy(*, only_to_look_at: bool = False) -> str:
    """Only the page's own style and script run; each is named by its hash.

    A page that is only to be looked at stands in a frame of our own and can send nothing.
    """
    kept: dict[bool, str] = current_app.extensions.setdefault("rating_form_policies", {})
    if only_to_look_at not in kept:
        own = _POLICY.format(css=_hash("citizen/page.css"), js=_hash("citizen/page.js"))
        kept[only_to_look_at] = own + (_LOOKED_AT if only_to_look_at else _SENT)
    return kept[only_to_look_at]


def _listed(offer: Offer, *, sheet: Sheet, language: str) -> Listed:
    name = offer.name_en if language == "en" and offer.name_en else offer.name_vi
    return Listed(
        procedure=str(offer.procedure_id),
        name=name,
        # The script knows the name already: the page carries each word once.
        also=" ".join(offer.search.replace(fold(name), " ").split()),
        is_found=holds_words(offer.search, sheet.find),
        is_chosen=sheet.procedure == str(offer.procedure_id),
    )


def _hash(template: str) -> str:
    digest = hashlib.sha256(render_template(template).encode()).digest()
    return f"sha256-{b64encode(digest).decode()}"
