"""What errors cost: means of many units with standard errors, and the reliability of a scale."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench import survey_in_r, survey_sample
from bench.estimator import memory_apart
from bench.figures import Figure, Report, at_least, at_most, ratios
from bench.survey_sample import ITEMS, QUESTIONS, UNITS

TITLE = "Statistics: standard errors beside bare means"
AGREEMENT = 1e-9


@dataclass(frozen=True)
class Scale:
    rows: int
    rounds: int


FULL = Scale(rows=1_000_000, rounds=9)
QUICK = Scale(rows=200_000, rounds=5)
TINY = Scale(rows=4_000, rounds=1)


def measure(scale: Scale) -> Report:
    with TemporaryDirectory(prefix="hailong-bench-") as name:
        folder = Path(name)
        survey_sample.write(folder, rows=scale.rows)
        memory = [
            Figure(
                f"{called}: memory ÷ input", [memory_apart(folder, name=of)], "times", at_most(2)
            )
            for called, of in (("means", "means"), ("alpha", "alpha"))
        ]
        figures = [*_beside_pandas(folder, scale), *memory]
        figures += _beside_r(folder, ours=figures[0].value)
    notes = [
        f"{scale.rows:,} people, {UNITS} units of unequal weight as strata, {QUESTIONS} questions; "
        f"alpha of {ITEMS}",
        "pandas: the means of the units alone, without weights and errors",
    ]
    if not any(figure.name.startswith("R") for figure in figures):
        notes.append("R with its package survey is not installed: not compared")
    return Report("statistics", TITLE, figures, notes)


def _beside_pandas(folder: Path, scale: Scale) -> list[Figure]:
    sample = survey_sample.read(folder)
    frame = survey_sample.as_frame(sample)
    works: dict[str, Callable[[], Any]] = {
        "means": lambda: survey_sample.stratified_means(sample),
        "pandas": lambda: survey_sample.bare_means(frame, columns=QUESTIONS),
        "alpha": lambda: survey_sample.alpha(sample),
        "pandas12": lambda: survey_sample.bare_means(frame, columns=ITEMS),
    }
    for work in works.values():
        work()
    took: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(scale.rounds):
        for name, work in works.items():
            took[name].append(_seconds(work))
    return [
        Figure("means with standard errors", took["means"], "s"),
        Figure("pandas, means alone", took["pandas"], "s"),
        ratios("means ÷ pandas", took["means"], took["pandas"], aim=at_most(3)),
        Figure("alpha", took["alpha"], "s"),
        ratios("alpha ÷ pandas", took["alpha"], took["pandas12"], aim=at_most(3)),
    ]


def _beside_r(folder: Path, *, ours: float) -> list[Figure]:
    found = survey_in_r.standard_errors(folder)
    if found is None:
        return []
    seconds, errors = found
    own = survey_sample.stratified_means(survey_sample.read(folder)).standard_error
    return [
        Figure("R, design and means", [seconds], "s"),
        Figure("R ÷ product", [seconds / ours], "times", at_least(50)),
        Figure("R agrees", [float(np.allclose(own, errors, rtol=AGREEMENT))], "", at_least(1)),
    ]


def _seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
