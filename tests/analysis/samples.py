"""Made-up samples, and the variance of a total spelt out stratum by stratum."""

from collections.abc import Hashable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Sample(NamedTuple):
    weights: NDArray[np.float64]
    strata: NDArray[np.int_]
    clusters: NDArray[np.int_]
    population: NDArray[np.float64]
    """Clusters of the stratum."""
    values: NDArray[np.float64]
    groups: NDArray[np.int_]


def a_sample(seed: int, *, rows: int = 60, strata: int = 3, questions: int = 2) -> Sample:
    """Clusters of about four people, at least two in each stratum; values differ by stratum."""
    rng = np.random.default_rng(seed)
    clusters = np.concatenate([np.arange(2 * strata), rng.integers(0, rows // 4, rows)])
    stratum = clusters % strata
    counted = [np.unique(clusters[stratum == h]).size for h in range(strata)]
    population = np.array(counted)[stratum] + 5.0 * (stratum + 1)
    values = rng.normal(size=(clusters.size, questions)) + stratum[:, None]
    groups = rng.integers(0, 4, clusters.size)
    groups[:4] = range(4)
    return Sample(rng.uniform(1, 9, clusters.size), stratum, clusters, population, values, groups)


def variance_of_total(sample: Sample, influences: NDArray[np.float64]) -> float:
    """Cochran (1977), equation 11.25 without its second stage, by loops and dictionaries."""
    totals: dict[Hashable, dict[Hashable, float]] = {}
    sizes = dict(zip(sample.strata.tolist(), sample.population.tolist(), strict=True))
    for h, c, z in zip(sample.strata.tolist(), sample.clusters.tolist(), influences, strict=True):
        of_stratum = totals.setdefault(h, {})
        of_stratum[c] = of_stratum.get(c, 0.0) + float(z)
    variance = 0.0
    for h, of_stratum in totals.items():
        n, mean = len(of_stratum), sum(of_stratum.values()) / len(of_stratum)
        squares = sum((z - mean) ** 2 for z in of_stratum.values())
        variance += (1 - n / sizes[h]) * n / (n - 1) * squares
    return variance
