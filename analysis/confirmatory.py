"""Confirmatory factor analysis: whether questions measure the factors they were written for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from analysis import refusals
from analysis.moments import Moments

Floats = NDArray[np.float64]
MOST_STEPS = 500
CLOSE_ENOUGH = 1e-11
"""The share of a squared standard error by which the last step moved."""
Place = tuple[int, int]


@dataclass(frozen=True, eq=False)
class FactorModel:
    """A fitted model; the first question of a factor has the loading 1 (marker variable).

    Arrays: `loadings` and `loading_errors` (k, f), `factor_covariance` and its errors (f, f),
    `unique` and its errors (k,). A standard error is 0 where nothing was estimated.
    """

    n: int
    sample: Floats
    """Covariances with divisor n, shape (k, k)."""
    loadings: Floats
    factor_covariance: Floats
    unique: Floats
    loading_errors: Floats
    factor_covariance_errors: Floats
    unique_errors: Floats
    parameters: int

    @property
    def implied(self) -> Floats:
        """The covariances that the model says, shape (k, k)."""
        return _implied(self.loadings, self.factor_covariance, self.unique)

    @property
    def standardized(self) -> Floats:
        """Loadings where questions and factors have variance one, shape (k, f)."""
        scale = np.sqrt(np.diag(self.implied))
        return self.loadings * np.sqrt(np.diag(self.factor_covariance)) / scale[:, None]

    @property
    def factor_correlation(self) -> Floats:
        spread = np.sqrt(np.diag(self.factor_covariance))
        return self.factor_covariance / np.outer(spread, spread)

    @property
    def is_proper(self) -> bool:
        """No variance is negative: an improper solution is no measurement (Heywood case)."""
        variances = np.linalg.eigvalsh(self.factor_covariance)
        return bool(np.all(self.unique > 0) and np.all(variances > 0))


def fit_factor_model(answers: Moments, factors: Sequence[Sequence[int]]) -> FactorModel:
    r"""Fit a confirmatory factor model by maximum likelihood.

    Parameters
    ----------
    answers : Moments
        Of k questions, complete rows, more people than questions.
    factors : sequence of sequences of int
        For each factor the columns of its questions, at least 2 for each; factors may
        correlate. The first question of a factor sets its unit.

    Returns
    -------
    FactorModel
        Estimates in the units of the answers, with standard errors from the expected
        information.

    Raises
    ------
    ValueError
        If a factor has fewer than 2 questions, a question belongs to none, the model has
        more parameters than there are covariances, a question has no variance or follows
        from the others, or the likelihood does not converge.

    Notes
    -----
    :math:`\Sigma = \Lambda \Phi \Lambda' + \Theta` with diagonal :math:`\Theta`; minimised is

    .. math::

        F = \ln|\Sigma| + \operatorname{tr}(S \Sigma^{-1}) - \ln|S| - k

    by Fisher scoring on the correlations, with halved steps where one overshoots [1]_. It
    takes answers for multivariate normal: with five levels and a ceiling, chi-squared is
    too large and standard errors are somewhat too small. See `model_fit` for how well it
    fits.

    References
    ----------
    .. [1] Joereskog, K. G. (1969). A general approach to confirmatory maximum likelihood
       factor analysis. Psychometrika 34(2), 183-202.

    Examples
    --------
    >>> r = np.array([[1, 0.56, 0.48], [0.56, 1, 0.42], [0.48, 0.42, 1]])
    >>> model = fit_factor_model(Moments(200, np.zeros(3), r), [[0, 1, 2]])
    >>> model.standardized[:, 0].round(3).tolist()
    [0.8, 0.7, 0.6]
    """
    pattern = _pattern(factors, questions=len(answers.means))
    correlation = answers.correlation
    refusals.inverse(correlation, name="answers")
    if not answers.n > len(pattern):
        raise ValueError(f"answers must be of more than {len(pattern)} people")
    layout = _Layout(pattern)
    loadings, phi, unique = layout.read(_converged(correlation, layout))
    scale = answers.deviations * np.sqrt((answers.n - 1) / answers.n)
    return _in_units(
        answers,
        layout,
        markers=[part[0] for part in factors],
        scale=scale,
        loadings=loadings * scale[:, None],
        phi=phi,
        unique=unique * scale**2,
    )


class _Layout:
    """Where each parameter stands in one vector: loadings, factor correlations, uniquenesses."""

    def __init__(self, pattern: NDArray[np.bool_]) -> None:
        self.pattern = pattern
        k, f = pattern.shape
        self.loaded: list[Place] = [
            (int(i), int(j)) for i, j in zip(*np.nonzero(pattern), strict=True)
        ]
        self.pairs: list[Place] = list(combinations(range(f), 2))
        if len(self.loaded) + len(self.pairs) + k > k * (k + 1) // 2:
            raise ValueError("factors must leave fewer parameters than there are covariances")

    def start(self) -> Floats:
        k = len(self.pattern)
        crowd = self.pattern.sum(axis=1)
        loadings = [0.7 / crowd[i] for i, _ in self.loaded]
        return np.array([*loadings, *[0.3] * len(self.pairs), *[0.5] * k])

    def read(self, vector: Floats) -> tuple[Floats, Floats, Floats]:
        k, f = self.pattern.shape
        loadings, phi = np.zeros((k, f)), np.eye(f)
        cut = len(self.loaded)
        for place, value in zip(self.loaded, vector[:cut], strict=True):
            loadings[place] = value
        for (a, b), value in zip(self.pairs, vector[cut : cut + len(self.pairs)], strict=True):
            phi[a, b] = phi[b, a] = value
        return loadings, phi, vector[cut + len(self.pairs) :].copy()

    def slopes(
        self, loadings: Floats, phi: Floats, *, loaded: list[Place], pairs: list[Place]
    ) -> Floats:
        """The derivative of the implied covariances by each parameter, shape (parameters, k, k)."""
        k = len(loadings)
        found = np.zeros((len(loaded) + len(pairs) + k, k, k))
        reach = loadings @ phi
        for number, (i, j) in enumerate(loaded):
            found[number, i, :] += reach[:, j]
            found[number, :, i] += reach[:, j]
        for number, (a, b) in enumerate(pairs, len(loaded)):
            outer = np.outer(loadings[:, a], loadings[:, b])
            found[number] = outer if a == b else outer + outer.T
        for i in range(k):
            found[len(loaded) + len(pairs) + i, i, i] = 1
        return found


def _pattern(factors: Sequence[Sequence[int]], *, questions: int) -> NDArray[np.bool_]:
    pattern = np.zeros((questions, len(factors)), bool)
    for number, columns in enumerate(factors):
        if len(columns) < 2:
            raise ValueError("factors must have at least 2 questions each")
        pattern[list(columns), number] = True
    if not len(factors) or not np.all(pattern.any(axis=1)):
        raise ValueError("factors must hold every question")
    return pattern


def _converged(sample: Floats, layout: _Layout) -> Floats:
    vector = layout.start()
    value = _discrepancy(sample, _implied(*layout.read(vector)))
    for _ in range(MOST_STEPS):
        step, gain = _scoring(sample, layout, vector)
        share = 1.0
        while share > 1e-6:
            tried = vector + share * step
            new = _discrepancy(sample, _implied(*layout.read(tried)))
            if new < value or gain < CLOSE_ENOUGH:
                break
            share /= 2
        vector, value = tried, new
        if gain < CLOSE_ENOUGH:
            return vector
    raise ValueError("factors do not fit these answers: the likelihood did not converge")


def _scoring(sample: Floats, layout: _Layout, vector: Floats) -> tuple[Floats, float]:
    """The next step, and the gain it promises."""
    loadings, phi, unique = layout.read(vector)
    sigma = _implied(loadings, phi, unique)
    slopes = layout.slopes(loadings, phi, loaded=layout.loaded, pairs=layout.pairs)
    inverse = np.linalg.inv(sigma)
    gradient = np.tensordot(slopes, inverse @ (sample - sigma) @ inverse, 2) / 2
    information = _information(sigma, slopes)
    try:
        step = np.asarray(np.linalg.solve(information, gradient), float)
    except np.linalg.LinAlgError as singular:
        raise ValueError("factors cannot be told apart in these answers") from singular
    return step, float(gradient @ step)


def _information(sigma: Floats, slopes: Floats) -> Floats:
    """Expected information of one person about the parameters."""
    root = np.linalg.inv(np.linalg.cholesky(sigma))
    turned = (root @ slopes @ root.T).reshape(len(slopes), -1)
    return np.asarray(turned @ turned.T / 2)


def _implied(loadings: Floats, phi: Floats, unique: Floats) -> Floats:
    return np.asarray(loadings @ phi @ loadings.T + np.diag(unique))


def _discrepancy(sample: Floats, sigma: Floats) -> float:
    """The likelihood as a distance; infinite where the model says no covariances at all."""
    sign, log = np.linalg.slogdet(sigma)
    if sign <= 0 or np.linalg.eigvalsh(sigma)[0] <= 0:
        return np.inf
    trace = np.trace(np.linalg.solve(sigma, sample))
    return float(log + trace - np.linalg.slogdet(sample)[1] - len(sample))


def _in_units(
    answers: Moments,
    layout: _Layout,
    *,
    markers: list[int],
    scale: Floats,
    loadings: Floats,
    phi: Floats,
    unique: Floats,
) -> FactorModel:
    """With markers of loading 1, and the standard errors of what is free then."""
    k, f = loadings.shape
    units = loadings[markers, range(f)]
    loadings, phi = loadings / units, phi * np.outer(units, units)
    fixed = list(zip(markers, range(f), strict=True))
    free = [place for place in layout.loaded if place not in fixed]
    pairs = [(a, a) for a in range(f)] + layout.pairs
    slopes = layout.slopes(loadings, phi, loaded=free, pairs=pairs)
    information = _information(_implied(loadings, phi, unique), slopes)
    errors = np.sqrt(np.diag(np.linalg.inv(information)) / answers.n)
    loading_errors, phi_errors = np.zeros((k, f)), np.zeros((f, f))
    for place, error in zip(free, errors, strict=False):
        loading_errors[place] = error
    for (a, b), error in zip(pairs, errors[len(free) :], strict=False):
        phi_errors[a, b] = phi_errors[b, a] = error
    sample = answers.covariance * (answers.n - 1) / answers.n
    return FactorModel(
        answers.n,
        sample,
        loadings,
        phi,
        unique,
        loading_errors,
        phi_errors,
        errors[len(free) + len(pairs) :],
        len(slopes),
    )
