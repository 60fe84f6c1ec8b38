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


def at_least(values: ArrayLike, least: float, *, name: str) -> Floats:
    v = np.asarray(values, float)
    if not np.all((v >= least) & (v < np.inf)):
        raise ValueError(f"{name} must be finite and at least {least:g}")
    return v


def positive_weights(weights: ArrayLike) -> Floats:
    w = np.asarray(weights, float)
    if w.ndim != 1 or w.size == 0:
        raise ValueError("weights must hold one number for each row, and at least one row")
    if not np.all((w > 0) & (w < np.inf)):
        raise ValueError("weights must be finite numbers above 0")
    return w


def finite_matrix(values: ArrayLike, *, rows: int, name: str) -> Floats:
    """The values as floats of shape (rows, k); one column may come as a plain row of numbers."""
    v = _matrix(values, rows=rows, name=name)
    if not np.all(np.isfinite(v)):
        raise ValueError(f"{name} must be finite numbers")
    return v


def counted(
    values: ArrayLike, answered: ArrayLike | None, *, rows: int, name: str = "values"
) -> tuple[Floats, NDArray[np.bool_]]:
    """The values as `finite_matrix`, 0 where they do not count, and which count."""
    if answered is None:
        v = finite_matrix(values, rows=rows, name=name)
        return v, np.ones(v.shape, bool)
    v = _matrix(values, rows=rows, name=name)
    counts = np.asarray(answered)
    counts = counts[:, None] if counts.ndim == 1 else counts
    if counts.dtype != np.bool_ or counts.shape not in (v.shape, (rows, 1)):
        raise ValueError(f"answered must be true or false for each of the {name}")
    counts = np.broadcast_to(counts, v.shape)
    if not np.all(counts.any(axis=0)):
        raise ValueError(f"answered must leave at least one of the {name} of each question")
    if not np.all(np.isfinite(v) | ~counts):
        raise ValueError(f"{name} must be finite numbers where they count")
    return np.where(counts, v, 0.0), counts


def _matrix(values: ArrayLike, *, rows: int, name: str) -> Floats:
    v = np.asarray(values, float)
    v = v[:, None] if v.ndim == 1 else v
    if v.ndim != 2 or v.shape[0] != rows or v.shape[1] == 0:
        raise ValueError(f"{name} must hold one number, or one line of numbers, for each row")
    return v


def successes_of_trials(
    successes: ArrayLike, trials: ArrayLike, *, whole: bool = True
) -> tuple[Floats, Floats]:
    """Both as floats of one shape, each success among its trials; whole numbers if `whole`."""
    x, n = np.asarray(successes, float), np.asarray(trials, float)
    if x.ndim == n.ndim == 1 and x.size != n.size and 1 not in (x.size, n.size):
        raise ValueError("successes must be as many as trials, or one of them one number")
    x, n = np.broadcast_arrays(x, n)
    if not np.all((n >= 1) & (n < np.inf)):
        raise ValueError("trials must be at least 1: no answers, no interval")
    if not np.all((x >= 0) & (x <= n)):
        raise ValueError("successes must lie between 0 and trials")
    if whole and not np.all((x == np.floor(x)) & (n == np.floor(n))):
        raise ValueError("successes and trials must be whole numbers")
    return x, n


def numbers_between(values: ArrayLike, low: float, high: float, *, name: str) -> Floats:
    """The values as floats, each strictly between the two ends."""
    x = np.asarray(values, float)
    if not np.all((x > low) & (x < high)):
        raise ValueError(f"{name} must lie strictly between {low} and {high}")
    return x


def series_of_shares(
    successes: ArrayLike, trials: ArrayLike, *, at_least: int = 1
) -> tuple[Floats, Floats]:
    """As `successes_of_trials`, in a row of at least so many."""
    x, n = successes_of_trials(successes, trials)
    if n.ndim != 1 or n.size < at_least:
        raise ValueError(f"trials must be a row of at least {at_least} counts")
    return x, n


def finite_row(values: ArrayLike, *, at_least: int, name: str = "values") -> Floats:
    """The values as floats; each must be a number, in a row of at least so many."""
    v = np.asarray(values, float)
    if v.ndim != 1 or v.size < at_least:
        raise ValueError(f"{name} must be a row of at least {at_least} numbers")
    if not np.all(np.isfinite(v)):
        raise ValueError(f"{name} must be finite numbers")
    return v


def positive(number: float, *, name: str) -> None:
    if not 0 < number < np.inf:
        raise ValueError(f"{name} must be a finite number above 0, got {number}")


def two_groups(
    first: tuple[ArrayLike, ArrayLike], second: tuple[ArrayLike, ArrayLike]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Successes and trials of the first, successes and trials of the second."""
    return *successes_of_trials(*first), *successes_of_trials(*second)


def answer_rows(answers: ArrayLike) -> Floats:
    """The answers as floats, a row for each person; NaN stands for no answer."""
    x = np.asarray(answers, float)
    if x.ndim != 2 or 0 in x.shape:
        raise ValueError("answers must hold at least one row and one question")
    if np.any(np.isinf(x)):
        raise ValueError("answers must not be infinite")
    return x


def few_factors(factors: int, *, questions: int) -> None:
    """Refuse more factors than the correlations of so many questions can carry."""
    if not factors >= 1 or not (questions - factors) ** 2 >= questions + factors:
        raise ValueError(
            f"factors must be at least 1 and few for {questions} questions, got {factors}"
        )
