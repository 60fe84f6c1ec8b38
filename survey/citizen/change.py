"""A page that asks what is not asked any more: what of it fits the questions of today."""

from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from survey.citizen import sheet
from survey.i18n import language
from survey.models.method import Definition
from survey.models.scale import ScaleKind
from survey.models.wording import in_language
from survey.rating_form import LeftOut, Sheet


class CarriedOver(NamedTuple):
    sheet: Sheet
    left_out: list[LeftOut]


def carried_over(
    form: MultiDict[str, str], *, earlier: Definition | None, now: Definition
) -> CarriedOver:
    """An answer fits where question and options say the same; of an unknown page none does."""
    if earlier is None:
        words = [LeftOut("", text) for text in sheet.typed(form)]
        return CarriedOver(sheet.read(form, definition=now).with_answers({}), words)
    given = sheet.read(form, definition=earlier)
    kept = {key: answer for key, answer in given.answers.items() if _fits(key, earlier, now)}
    left_out = [
        LeftOut(in_language(earlier.question(key).text, language()), words)
        for key, answer in given.answers.items()
        if key not in kept
        for words in _words(earlier, key, answer)
    ]
    return CarriedOver(given.with_answers(kept), left_out)


def _fits(key: str, earlier: Definition, now: Definition) -> bool:
    if key not in {question.key for question in now.questions}:
        return False
    before, after = earlier.scale_of(key), now.scale_of(key)
    if before.kind is not after.kind:
        return False
    is_text = before.kind is ScaleKind.FREE_TEXT  # one's own words stay true under another heading
    same_question = earlier.question(key).text == now.question(key).text
    return is_text or (same_question and before.labels == after.labels)


def _words(definition: Definition, key: str, answer: object) -> list[str]:
    """What stood beside each box that was ticked, or the text as it was written."""
    labels = definition.scale_of(key).labels
    given = [str(one) for one in (answer if isinstance(answer, list) else [answer])]
    return [
        in_language(labels[one], language()) if one in labels else one
        for one in given
        if one.strip()
    ]
