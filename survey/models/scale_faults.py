"""What does not fit together in a scale: too few options, points out of order."""

from collections.abc import Iterator
from itertools import pairwise

from survey.models.plain_method import Fault, Group, by_key, entries, fault, number, word, words
from survey.models.scale import ScaleKind

_OPTIONS_OF_KIND = {
    ScaleKind.FACTS: (3, 4),
    ScaleKind.THREE_LEVELS: (3, 3),
    ScaleKind.FIVE_LEVELS: (5, 5),
    ScaleKind.ZERO_TO_TEN: (11, 11),
    ScaleKind.YES_NO: (2, 2),
    ScaleKind.CHOOSE_SEVERAL: (2, 30),
    ScaleKind.FREE_TEXT: (0, 0),
}
_SCORES_OF_KIND = {
    ScaleKind.FACTS: [0, 1, 2],
    ScaleKind.ZERO_TO_TEN: list(range(11)),
    ScaleKind.CHOOSE_SEVERAL: [],
}
_LEVELS = {ScaleKind.THREE_LEVELS, ScaleKind.FIVE_LEVELS}


def find(method: Group) -> Iterator[Fault]:
    for position, scale in entries(method, "scales"):
        place = ("scales", position)
        if word(scale, "kind") in set(ScaleKind):
            kind = ScaleKind(scale["kind"])
            yield from _options(scale, kind=kind, place=place)
            yield from _scores(scale, kind=kind, place=place)
        yield from _satisfied(scale, place=place)


def _options(scale: Group, *, kind: ScaleKind, place: tuple[str, int]) -> Iterator[Fault]:
    options = scale.get("options", [])
    least, most = _OPTIONS_OF_KIND[kind]
    if isinstance(options, list) and not least <= len(options) <= most:
        code = "option_count" if least == most else "option_range"
        found = len(options)
        yield fault(*place, "options", code=code, kind=kind, least=least, most=most, found=found)


def _scores(scale: Group, *, kind: ScaleKind, place: tuple[str, int]) -> Iterator[Fault]:
    """Facts are worth 2, 1 and 0; zero to ten what they say; levels climb or fall."""
    options = [option for _, option in entries(scale, "options")]
    scores = [number(option, "score") for option in options]
    if any("score" in option and number(option, "score") is None for option in options):
        return
    given = [score for score in scores if score is not None]
    if kind in _SCORES_OF_KIND and sorted(given) != _SCORES_OF_KIND[kind]:
        expected = ", ".join(str(score) for score in _SCORES_OF_KIND[kind])
        code = "scores_of_kind" if expected else "scores_unwanted"
        yield fault(*place, "options", code=code, kind=kind, expected=expected)
    if kind in _LEVELS:
        steps = [after - before for before, after in pairwise(given)]
        climbs = all(step > 0 for step in steps) or all(step < 0 for step in steps)
        if len(given) < len(scores) or not climbs:
            yield fault(*place, "options", code="scores_in_order", kind=kind)


def _satisfied(scale: Group, *, place: tuple[str, int]) -> Iterator[Fault]:
    options = by_key(scale, "options")
    for name in ("satisfied", "dissatisfied"):
        for position, key in words(scale, name):
            if key not in options:
                yield fault(*place, name, position, code="unknown_option", name=key)
    satisfied = {key for _, key in words(scale, "satisfied")}
    for position, key in words(scale, "dissatisfied"):
        if key in satisfied:
            yield fault(*place, "dissatisfied", position, code="satisfied_and_not", name=key)
