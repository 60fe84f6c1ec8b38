"""Loadings of questions on factors, whichever way they were found."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.moments import Moments
from analysis.rotation import ordered

Floats = NDArray[np.float64]
SMALLEST_UNIQUENESS = 0.005
"""The bound at which other programs stop as well: a question that a factor would explain whole."""


@dataclass(frozen=True, eq=False)
class Factors:
    """Unrotated loadings on k questions, shape (k, f), of standardised questions."""

    n: int
    loadings: Floats

    @property
    def communalities(self) -> Floats:
        """Share of each question's variance that the factors explain, shape (k,)."""
        return np.asarray((self.loadings**2).sum(axis=1))

    @property
    def uniquenesses(self) -> Floats:
        return 1 - self.communalities

    @property
    def is_proper(self) -> bool:
        """No question is explained whole; else one factor too many was asked for."""
        return bool(np.all(self.uniquenesses > SMALLEST_UNIQUENESS * 1.001))

    @classmethod
    def of(cls, answers: Moments, loadings: Floats) -> "Factors":
        return cls(answers.n, ordered(loadings))

    @classmethod
    def principal(cls, answers: Moments, matrix: Floats, *, factors: int) -> "Factors":
        """The largest axes of a matrix with the correlations outside of its diagonal."""
        values, vectors = np.linalg.eigh(matrix)
        loadings = vectors[:, -factors:] * np.sqrt(np.maximum(values[-factors:], 0))
        return cls.of(answers, np.asarray(loadings))
