"""What does not fit together in an index, its weights and its bands."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from survey.models.plain_method import (
    Fault,
    Group,
    by_key,
    entries,
    fault,
    group,
    number,
    word,
    words,
)


def find(method: Group) -> Iterator[Fault]:
    index = group(method, "index")
    if index:
        yield from _overall(method, index=index)
        yield from _maximum(method, index=index)
        yield from _weights(method, index=index)
    yield from _bands(method)


def _overall(method: Group, *, index: Group) -> Iterator[Fault]:
    """Every question of the index is there and can be counted the way the index counts."""
    questions, scales = by_key(method, "questions"), by_key(method, "scales")
    for position, key in words(index, "overall"):
        place = ("index", "overall", position)
        if key not in questions:
            yield fault(*place, code="unknown_question", name=key)
            continue
        scale = scales.get(word(questions[key], "scale") or "")
        if scale is None:
            continue
        for code in _uncountable(scale, aggregate=word(index, "aggregate")):
            yield fault(*place, code=code, name=key, scale=scale["key"])


def _uncountable(scale: Group, *, aggregate: str | None) -> Iterator[str]:
    """What the scale lacks to be counted in this way."""
    if aggregate in ("top_two_box_share", "net_share"):
        if not scale.get("satisfied"):
            yield "nobody_satisfied"
        if aggregate == "net_share" and not scale.get("dissatisfied"):
            yield "nobody_dissatisfied"
    elif not _scores(scale):
        yield "not_scored"


def _maximum(method: Group, *, index: Group) -> Iterator[Fault]:
    """The greatest sum of points is stated, so that a reader can check it against the law."""
    stated = number(index, "maximum")
    if word(index, "aggregate") != "sum_of_points":
        if stated is not None:
            yield fault("index", "maximum", code="maximum_unwanted")
        return
    reachable = _reachable(method, index=index)
    if stated is None or not math.isclose(stated, reachable):
        yield fault("index", "maximum", code="maximum_wrong", reachable=f"{reachable:g}")


def _reachable(method: Group, *, index: Group) -> float:
    questions, scales = by_key(method, "questions"), by_key(method, "scales")
    scale_of = {key: scales.get(word(entry, "scale") or "") for key, entry in questions.items()}
    best = [max(_scores(scale_of.get(key)), default=0) for _, key in words(index, "overall")]
    return sum(best)


def _scores(scale: Group | None) -> list[float]:
    scores = [number(option, "score") for _, option in entries(scale or {}, "options")]
    return [score for score in scores if score is not None]


def _weights(method: Group, *, index: Group) -> Iterator[Fault]:
    weights = group(index, "weights")
    if not weights:
        return
    questions = by_key(method, "questions")
    asked = {word(questions.get(key, {}), "factor") for _, key in words(index, "overall")}
    for factor in weights:
        if factor not in by_key(method, "factors"):
            yield fault("index", "weights", factor, code="unknown_factor", name=factor)
        elif factor not in asked:
            yield fault("index", "weights", factor, code="weight_without_question", name=factor)
    for position, key in words(index, "overall"):
        if key in questions and word(questions[key], "factor") not in weights:
            yield fault("index", "overall", position, code="question_without_weight", name=key)
    yield from _sum_of_weights(weights)


def _sum_of_weights(weights: dict[str, Any] | Group) -> Iterator[Fault]:
    shares = [number(weights, factor) for factor in weights]
    total = sum(share for share in shares if share is not None)
    if None not in shares and not math.isclose(total, 1, abs_tol=1e-6):
        yield fault("index", "weights", code="weights_sum", total=f"{total:g}")


def _bands(method: Group) -> Iterator[Fault]:
    """Bands cover every value the index can take, each value once."""
    index = group(method, "index")
    bands = [
        (place, start, end)
        for place, band in entries(method, "bands")
        if (start := number(band, "from")) is not None and (end := number(band, "to")) is not None
    ]
    if not bands:
        return
    if not index:
        yield fault("bands", code="bands_without_index")
    for position, start, end in bands:
        if start >= end:
            yield fault("bands", position, "to", code="band_empty", start=start, end=end)
    for (_, _, end), (position, start, _) in pairwise(bands):
        if start != end:
            code = "band_gap" if start > end else "band_overlap"
            yield fault("bands", position, "from", code=code, start=start, end=end)
    bottom = -100 if word(index, "aggregate") == "net_share" else 0
    yield from _ends(bands, bottom=bottom, top=number(index, "maximum") or 100)


def _ends(bands: list[tuple[int, float, float]], *, bottom: float, top: float) -> Iterator[Fault]:
    (first, start, _), (last, _, end) = bands[0], bands[-1]
    if start != bottom:
        values = {"expected": f"{bottom:g}", "found": f"{start:g}"}
        yield fault("bands", first, "from", code="band_first", **values)
    if end != top:
        yield fault("bands", last, "to", code="band_last", expected=f"{top:g}", found=f"{end:g}")
