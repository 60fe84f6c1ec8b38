"""What does not fit together in a method: names that lead nowhere, rules that contradict."""

from collections import Counter
from collections.abc import Iterator

from survey.models import index_faults, publishing_faults, scale_faults
from survey.models.plain_method import (
    Fault,
    Group,
    Place,
    by_key,
    entries,
    fault,
    group,
    word,
    words,
)
from survey.models.wording import REQUIRED_LANGUAGES

ERROR_TYPE = "method_faults"


def find(method: object) -> list[Fault]:
    """All faults of a method in its plain form."""
    if not isinstance(method, dict):
        return []
    checks = (
        _languages,
        _translations,
        _dates,
        _duplicates,
        scale_faults.find,
        _references,
        _skip_logic,
        index_faults.find,
        publishing_faults.find,
    )
    return [found for check in checks for found in check(method)]


def _languages(method: Group) -> Iterator[Fault]:
    languages = Counter(language for _, language in words(method, "languages"))
    if isinstance(method.get("languages"), list):
        for language in sorted(REQUIRED_LANGUAGES - languages.keys()):
            yield fault("languages", code="language_required", language=language)
    seen: set[str] = set()
    for position, language in words(method, "languages"):
        if language in seen:
            yield fault("languages", position, code="duplicate", name=language)
        seen.add(language)


def _translations(method: Group) -> Iterator[Fault]:
    """What a citizen reads exists in every language that the method offers."""
    offered = {language for _, language in words(method, "languages")} - REQUIRED_LANGUAGES
    for place, text in _citizen_texts(method):
        for language in sorted(offered - text.keys() if text else ()):
            yield fault(*place, code="missing_translation", languages=language)


def _citizen_texts(method: Group) -> Iterator[tuple[Place, Group]]:
    yield ("title",), group(method, "title")
    for position, question in entries(method, "questions"):
        for name in ("text", "hint"):
            yield ("questions", position, name), group(question, name)
    for position, scale in entries(method, "scales"):
        for number, option in entries(scale, "options"):
            yield ("scales", position, "options", number, "label"), group(option, "label")


def _dates(method: Group) -> Iterator[Fault]:
    start, end = word(method, "valid_from"), word(method, "valid_to")
    if start and end and end < start:
        yield fault("valid_to", code="ends_before_start", start=start, end=end)


def _duplicates(method: Group) -> Iterator[Fault]:
    for name in ("factors", "scales", "questions"):
        yield from _duplicate_keys(method, name=name, place=(name,))
    for position, scale in entries(method, "scales"):
        yield from _duplicate_keys(scale, name="options", place=("scales", position, "options"))


def _duplicate_keys(parent: Group, *, name: str, place: Place) -> Iterator[Fault]:
    seen: set[str] = set()
    for position, entry in entries(parent, name):
        key = word(entry, "key")
        if key in seen:
            yield fault(*place, position, "key", code="duplicate", name=key)
        elif key is not None:
            seen.add(key)


def _references(method: Group) -> Iterator[Fault]:
    factors, scales = by_key(method, "factors"), by_key(method, "scales")
    for position, question in entries(method, "questions"):
        scale, factor = word(question, "scale"), word(question, "factor")
        if scale is not None and scale not in scales:
            yield fault("questions", position, "scale", code="unknown_scale", name=scale)
        if factor is not None and factor not in factors:
            yield fault("questions", position, "factor", code="unknown_factor", name=factor)


def _skip_logic(method: Group) -> Iterator[Fault]:
    """A condition looks back, at a question whose answers it names."""
    all_questions, scales = by_key(method, "questions"), by_key(method, "scales")
    earlier: set[str] = set()
    for position, question in entries(method, "questions"):
        condition = group(question, "show_if")
        asked = word(condition, "question")
        place = ("questions", position, "show_if")
        if asked is not None and asked not in all_questions:
            yield fault(*place, "question", code="unknown_question", name=asked)
        elif asked is not None and asked not in earlier:
            yield fault(*place, "question", code="points_forward", name=asked)
        elif asked is not None:
            scale = scales.get(word(all_questions[asked], "scale") or "", {})
            yield from _condition(condition, scale=scale, place=place)
        earlier.add(word(question, "key") or "")


def _condition(condition: Group, *, scale: Group, place: Place) -> Iterator[Fault]:
    options = by_key(scale, "options")
    for position, key in words(condition, "in"):
        if scale and key not in options:
            yield fault(*place, "in", position, code="unknown_option", name=key)
