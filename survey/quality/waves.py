"""Waves of a measurement plan: whole months within its period that do not share a day."""

from collections.abc import Collection
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from survey.models.measurement_plan import PlanWave
from survey.quality.plan_refusals import WaveInWrongOrder, WaveOutside, WavesOverlap


class Span(NamedTuple):
    first_day: date
    last_day: date


def rows(spans: Collection[Span], *, period: Span) -> list[PlanWave]:
    """Earliest first; one wave over the whole period where none is named."""
    ordered = sorted(spans) or [period]
    for span in ordered:
        _require_place(span, period=period)
    if any(later.first_day <= earlier.last_day for earlier, later in pairwise(ordered)):
        raise WavesOverlap
    return [PlanWave(**span._asdict()) for span in ordered]


def written(waves: Collection[PlanWave], *, period: Span) -> list[dict[str, date]]:
    """As rows of a form, which stay empty where one wave is the whole period."""
    if [Span(wave.first_day, wave.last_day) for wave in waves] == [period]:
        return []
    return [
        {"first_month": wave.first_day, "last_month": wave.last_day.replace(day=1)}
        for wave in waves
    ]


def _require_place(span: Span, *, period: Span) -> None:
    if span.last_day < span.first_day:
        raise WaveInWrongOrder
    if span.first_day < period.first_day or span.last_day > period.last_day:
        raise WaveOutside
