"""What no statistic can be made of, refused with the name of the argument."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
LARGEST_CONDITION = 1e12
"""Beyond it, an inverse has lost all but four of its digits."""


def check_confidence(confidence: float) -> None:
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie strictly between 0 and 1, got {confidence}")


def whole_counts(counts: ArrayLike, *, name: str = "counts") -> Floats:
    """The counts as floats with at least one axis; each must be a whole number, 0 or more."""
    c = np.atleast_1d(np.asarray(counts, float))
    if c.shape[-1] == 0:
        raise ValueError(f"{name} must hold at least one answer option")
    if not np.all((c >= 0) & (c < np.inf) & (c == np.floor(c))):
        raise ValueError(f"{name} must be whole numbers of 0 or more")
    return c


def enough(counts: Floats, *, at_least: int, name: str = "counts") -> None:
    if not np.all(counts.sum(axis=-1) >= at_least):
        raise ValueError(f"{name} must add up to at least {at_least}: too few answers")


def finite_scores(scores: ArrayLike, *, options: int, name: str = "scores") -> Floats:
    """The scores as floats, one for each of the options."""
    s = np.asarray(scores, float)
    if s.shape != (options,):
        raise ValueError(f"{name} must hold one score for each of the {options} options")
    if not np.all(np.isfinite(s)):
        raise ValueError(f"{name} must be finite numbers")
    return s


def inverse(matrix: Floats, *, name: str) -> Floats:
    """The inverse of a symmetric matrix; refused where a column follows from the others."""
    if not np.linalg.cond(matrix) < LARGEST_CONDITION:
        raise ValueError(f"{name} must not hold a column that follows from the others")
    return np.asarray(np.linalg.inv(matrix), float)
