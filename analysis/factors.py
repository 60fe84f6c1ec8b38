"""Exploratory factors: how many things a set of questions measures, and which question what."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from analysis import refusals
from analysis.factor_solution import SMALLEST_UNIQUENESS, Factors
from analysis.moments import Moments

Floats = NDArray[np.float64]
MOST_ROUNDS = 5000
LEVEL = 1e-4
"""Slopes below it are level."""
Lost = Callable[[Floats], tuple[float, Floats]]
"""What a choice of uniquenesses loses, and the slope of it."""


@dataclass(frozen=True)
class FactorTest:
    """The test that so many factors are enough."""

    statistic: float
    degrees_of_freedom: int
    p: float


def maximum_likelihood_factors(answers: Moments, *, factors: int) -> Factors:
    r"""Factors by maximum likelihood.

    Parameters
    ----------
    answers : Moments
        Of k questions, complete rows.
    factors : int
        How many, at least 1 and so few that something is left to test.

    Returns
    -------
    Factors
        Unrotated; rotate them to read them (`varimax`, `oblimin`).

    Raises
    ------
    ValueError
        If there are too many factors, a question has no variance or follows from the
        others, or the search does not converge.

    Notes
    -----
    With uniquenesses :math:`\psi` and the smallest eigenvalues :math:`\theta` of
    :math:`\psi^{-1/2} R \psi^{-1/2}`, minimised is :math:`\sum_{j > f} (\theta_j - \ln
    \theta_j - 1)` [1]_ from two fixed starts, so that the same answers give the same factors.

    References
    ----------
    .. [1] Lawley, D. N., Maxwell, A. E. (1971). Factor analysis as a statistical method,
       2nd ed., chapter 4. Butterworths.

    Examples
    --------
    >>> r = np.array([[1, 0.56, 0.48], [0.56, 1, 0.42], [0.48, 0.42, 1]])
    >>> found = maximum_likelihood_factors(Moments(200, np.zeros(3), r), factors=1)
    >>> found.uniquenesses.round(3).tolist()
    [0.36, 0.51, 0.64]
    """
    refusals.few_factors(factors, questions=len(answers.means))
    r = answers.correlation
    refusals.inverse(r, name="answers")

    def lost(psi: Floats) -> tuple[float, Floats]:
        values, vectors = np.linalg.eigh(r / np.sqrt(np.outer(psi, psi)))
        kept = np.maximum(values[-factors:] - 1, 0)
        loadings = np.sqrt(psi)[:, None] * vectors[:, -factors:] * np.sqrt(kept)
        rest = values[:-factors]
        slope = ((loadings**2).sum(axis=1) + psi - 1) / psi**2
        return float((rest - np.log(rest) - 1).sum()), slope

    psi = _searched(lost, starts=_starts(r, factors=factors))
    values, vectors = np.linalg.eigh(r / np.sqrt(np.outer(psi, psi)))
    kept = np.maximum(values[-factors:] - 1, 0)
    return Factors.of(answers, np.sqrt(psi)[:, None] * vectors[:, -factors:] * np.sqrt(kept))


def minres_factors(answers: Moments, *, factors: int) -> Factors:
    r"""Factors with the smallest residual correlations (unweighted least squares).

    Parameters
    ----------
    answers, factors
        As `maximum_likelihood_factors` takes them.

    Returns
    -------
    Factors
        Unrotated.

    Raises
    ------
    ValueError
        As `maximum_likelihood_factors`.

    Notes
    -----
    Minimised is the sum of the squared residuals outside the diagonal [1]_. It asks nothing
    of the distribution, which suits five levels with a ceiling.

    References
    ----------
    .. [1] Harman, H. H., Jones, W. H. (1966). Factor analysis by minimizing residuals
       (minres). Psychometrika 31(3), 351-368.

    Examples
    --------
    >>> r = np.array([[1, 0.56, 0.48], [0.56, 1, 0.42], [0.48, 0.42, 1]])
    >>> found = minres_factors(Moments(200, np.zeros(3), r), factors=1)
    >>> found.uniquenesses.round(3).tolist()
    [0.36, 0.51, 0.64]
    """
    refusals.few_factors(factors, questions=len(answers.means))
    r = answers.correlation
    refusals.inverse(r, name="answers")

    def lost(psi: Floats) -> tuple[float, Floats]:
        values, vectors = np.linalg.eigh(r - np.diag(psi))
        rest, left = values[:-factors], vectors[:, :-factors]
        return float(rest @ rest / 2), -(left**2) @ rest

    psi = _searched(lost, starts=_starts(r, factors=factors))
    return Factors.principal(answers, r - np.diag(psi), factors=factors)


def enough_factors_test(answers: Moments, found: Factors) -> FactorTest:
    r"""Test that so many factors are enough.

    Parameters
    ----------
    answers : Moments
        What the factors were found in.
    found : Factors
        By maximum likelihood.

    Returns
    -------
    FactorTest
        Chi-squared, degrees of freedom, p-value in [0, 1].

    Raises
    ------
    ValueError
        If the factors leave nothing to test or are improper.

    Notes
    -----
    :math:`(n - 1 - (2k + 5) / 6 - 2f / 3)\,F` with :math:`((k - f)^2 - k - f) / 2` degrees
    of freedom, Bartlett's correction [1]_. With thousands of answers it asks for more
    factors than can be read: look at the loadings.

    References
    ----------
    .. [1] Bartlett, M. S. (1950). Tests of significance in factor analysis. British Journal
       of Statistical Psychology 3(2), 77-85.

    Examples
    --------
    >>> sample = Moments(200, np.zeros(4), 0.5 + 0.5 * np.eye(4))
    >>> found = maximum_likelihood_factors(sample, factors=1)
    >>> round(enough_factors_test(sample, found).p, 3)
    1.0
    """
    r, loadings = answers.correlation, found.loadings
    k, f = loadings.shape
    df = ((k - f) ** 2 - k - f) // 2
    if not df > 0 or not found.is_proper:
        raise ValueError("found must be proper factors that leave something to test")
    sigma = loadings @ loadings.T + np.diag(found.uniquenesses)
    lost = (
        np.linalg.slogdet(sigma)[1]
        - np.linalg.slogdet(r)[1]
        + np.trace(np.linalg.solve(sigma, r))
        - k
    )
    statistic = max(float((answers.n - 1 - (2 * k + 5) / 6 - 2 * f / 3) * lost), 0.0)
    return FactorTest(statistic, df, float(special.chdtrc(df, statistic)))


def _starts(r: Floats, *, factors: int) -> list[Floats]:
    """Joereskog's start, what other questions leave unexplained made smaller; and one half."""
    unexplained = 1 / np.diag(np.linalg.inv(r))
    return [(1 - 0.5 * factors / len(r)) * unexplained, np.full(len(r), 0.5)]


def _searched(lost: Lost, *, starts: list[Floats]) -> Floats:
    """Where the least is lost: the lower end of two searches, for one may end in a hollow."""
    ends = [_descended(lost, start) for start in starts]
    best = min(ends, key=lambda end: lost(end)[0])
    inside = (best > SMALLEST_UNIQUENESS) & (best < 1)
    if not np.all(np.abs(lost(best)[1][inside]) < LEVEL):
        raise ValueError("factors do not settle in these answers")
    return best


def _descended(lost: Lost, start: Floats) -> Floats:
    found = optimize.minimize(
        lost,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[(SMALLEST_UNIQUENESS, 1.0)] * len(start),
        options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": MOST_ROUNDS, "maxcor": 30},
    )
    return np.asarray(found.x)
