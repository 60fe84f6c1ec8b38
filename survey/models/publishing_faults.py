"""What keeps a method from being put before citizens."""

from collections.abc import Iterator

from survey.models.plain_method import Fault, Group, by_key, entries, fault, group, word, words

_SURVEY_OF_THE_MINISTRY = "sipas"


def find(method: Group) -> Iterator[Fault]:
    yield from _name(method)
    if method.get("publishable") is True:
        for name in ("questions", "index", "channels"):
            if not method.get(name):
                yield fault(name, code=f"publishable_without_{name}")
        yield from _effort(method)


def _name(method: Group) -> Iterator[Fault]:
    """SIPAS is the Ministry's household survey: no counter, slip or kiosk measures it."""
    if not method.get("channels") and method.get("publishable") is not True:
        return
    if _SURVEY_OF_THE_MINISTRY in (word(method, "key") or ""):
        yield fault("key", code="called_sipas")
    for language, title in group(method, "title").items():
        if isinstance(title, str) and _SURVEY_OF_THE_MINISTRY in title.lower():
            yield fault("title", language, code="called_sipas")


def _effort(method: Group) -> Iterator[Fault]:
    """A condition takes all the rated answers of a question or none.

    Otherwise a bad rating would cost more steps than a good one, or fewer.
    """
    questions, scales = by_key(method, "questions"), by_key(method, "scales")
    for position, question in entries(method, "questions"):
        condition = group(question, "show_if")
        asked = questions.get(word(condition, "question") or "", {})
        scale = scales.get(word(asked, "scale") or "", {})
        rated = {key for name in ("satisfied", "dissatisfied") for _, key in words(scale, name)}
        rated &= by_key(scale, "options").keys()
        chosen = rated & {key for _, key in words(condition, "in")}
        if chosen and chosen != rated:
            yield fault("questions", position, "show_if", code="unequal_effort")
