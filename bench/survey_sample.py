"""Answers of a made-up stratified sample, and what the product, pandas and R make of them."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.design import sampling_design
from analysis.design_domains import DomainEstimates, domain_means
from analysis.moments import moments
from analysis.reliability import cronbach_alpha

UNITS = 200
QUESTIONS = 10
ITEMS = 12
"""Of the scale whose reliability is asked."""


class SurveySample(NamedTuple):
    """Columns of the files in which it is kept, so that R can read them too."""

    answers: NDArray[np.float64]
    """One line a person, from 1 to 5."""
    units: NDArray[np.int32]
    weights: NDArray[np.float64]
    population: NDArray[np.float64]

    @property
    def bytes(self) -> int:
        return sum(part.nbytes for part in self)


def write(folder: Path, *, rows: int) -> None:
    """Units of unequal size, each with a level of its own, asked at unequal rates."""
    rng = np.random.default_rng(20)
    units = rng.permutation(np.arange(rows, dtype=np.int32) ** 2 // rows % UNITS).astype(np.int32)
    asked = np.bincount(units, minlength=UNITS)
    whole = np.ceil(asked * rng.uniform(2, 12, UNITS))
    level = rng.normal(3.6, 0.4, UNITS)[units] + rng.normal(0, 0.8, rows)
    noise = rng.normal(0, 0.7, (rows, ITEMS))
    answers = np.clip(np.rint(level[:, None] + noise), 1, 5)
    np.asfortranarray(answers).T.tofile(folder / "answers")
    units.tofile(folder / "units")
    (whole / asked)[units].tofile(folder / "weights")
    whole[units].tofile(folder / "population")


def read(folder: Path) -> SurveySample:
    by_question = np.fromfile(folder / "answers").reshape(ITEMS, -1)
    return SurveySample(
        by_question.T,
        np.fromfile(folder / "units", np.int32),
        np.fromfile(folder / "weights"),
        np.fromfile(folder / "population"),
    )


def as_frame(sample: SurveySample) -> pd.DataFrame:
    frame = pd.DataFrame(sample.answers, columns=[f"q{item}" for item in range(ITEMS)])
    return frame.assign(unit=sample.units)


def bare_means(frame: pd.DataFrame, *, columns: int) -> pd.DataFrame:
    """What takes the least that can be done: no weights, no errors."""
    return frame.groupby("unit")[[f"q{item}" for item in range(columns)]].mean()


def stratified_means(sample: SurveySample) -> DomainEstimates:
    design = sampling_design(sample.weights, strata=sample.units, population=sample.population)
    return domain_means(design, sample.answers[:, :QUESTIONS], groups=sample.units)


def alpha(sample: SurveySample) -> float:
    return float(cronbach_alpha(moments(sample.answers)).estimate)
