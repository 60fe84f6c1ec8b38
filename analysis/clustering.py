"""How alike the people of one unit answer: the intraclass correlation, from sums per unit."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize

Floats = NDArray[np.float64]


class IntraclassCorrelation(NamedTuple):
    """Of a one-way layout; the correlation of two people of one unit, and what it is made of."""

    single: float
    """Share of the variance that lies between units: ICC(1), at most 1."""
    of_means: float
    """Reliability of a unit's mean: ICC(2), at most 1."""
    between: float
    """Mean square between units, in squared points."""
    within: float
    """Mean square within units, in squared points."""
    typical_size: float
    """The size n0 that stands for unequal sizes."""


class VarianceComponents(NamedTuple):
    """By restricted maximum likelihood, in squared points; the mean in points."""

    between: float
    within: float
    mean: float

    @property
    def single(self) -> float:
        return self.between / (self.between + self.within)


def intraclass_correlation(
    sizes: ArrayLike, means: ArrayLike, variances: ArrayLike
) -> IntraclassCorrelation:
    r"""Intraclass correlation by analysis of variance, for units of unequal size.

    Parameters
    ----------
    sizes : array_like of int, shape (j,)
        How many answered in each of j >= 2 units, at least 1 and not 1 everywhere.
    means : array_like of number, shape (j,)
        Mean answer of each unit.
    variances : array_like of number, shape (j,)
        Variance in each unit (divisor size - 1); what stands at a size of 1 is not read.

    Returns
    -------
    IntraclassCorrelation
        `single` may be a little below 0 where units are more alike than chance makes them.

    Raises
    ------
    ValueError
        If there are fewer than 2 units, sizes are not whole numbers from 1, a mean or
        variance is missing, nothing varies, or the shapes differ.

    Notes
    -----
    With the mean squares :math:`B` between and :math:`W` within:

    .. math::

        \frac{B - W}{B + (n_0 - 1) W}, \quad
        n_0 = \frac{N - \sum n_j^2 / N}{J - 1}, \quad \frac{B - W}{B}

    It tells how much a cluster sample loses: the design effect of m answers from one unit is
    about :math:`1 + (m - 1)\,\mathrm{ICC}`.

    References
    ----------
    .. [1] Donner, A. (1986). A review of inference procedures for the intraclass
       correlation coefficient in the one-way random effects model. International
       Statistical Review 54(1), 67-82, section 2.
    .. [2] Bliese, P. D. (2000). Within-group agreement, non-independence, and reliability.
       In: Multilevel theory, research, and methods in organizations, 349-381.

    Examples
    --------
    >>> found = intraclass_correlation([4, 5, 6], [3.0, 4.0, 5.0], [1.0, 0.5, 0.8])
    >>> f"{found.single:.3f} {found.of_means:.3f} {found.typical_size:.3f}"
    '0.527 0.846 4.933'
    """
    n, m, v = _units(sizes, means, variances)
    total, units = n.sum(), len(n)
    grand = n @ m / total
    between = float(n @ (m - grand) ** 2 / (units - 1))
    within = float((n - 1) @ v / (total - units))
    if not between + within > 0:
        raise ValueError("means and variances must vary: everybody answered the same")
    size = float((total - n @ n / total) / (units - 1))
    return IntraclassCorrelation(
        (between - within) / (between + (size - 1) * within),
        (between - within) / between if between else -np.inf,
        between,
        within,
        size,
    )


def variance_components(
    sizes: ArrayLike, means: ArrayLike, variances: ArrayLike
) -> VarianceComponents:
    r"""Variance between and within units by restricted maximum likelihood.

    Parameters
    ----------
    sizes, means, variances : array_like, shape (j,)
        As `intraclass_correlation` takes them.

    Returns
    -------
    VarianceComponents
        Variances of at least 0; `single` is the share between.

    Raises
    ------
    ValueError
        As `intraclass_correlation`; also if nothing varies within the units.

    Notes
    -----
    The likelihood is made of one ratio :math:`\lambda = \tau^2 / \sigma^2` [1]_: with
    weights :math:`w_j = n_j / (1 + \lambda n_j)`,

    .. math::

        -2 \log L = (N - 1) \log\Bigl[S_W + \sum w_j (\bar y_j - \hat\mu)^2\Bigr]
          + \sum \log(1 + \lambda n_j) + \log \sum w_j

    It is minimised over :math:`\lambda \ge 0` on a bounded line. At 0 the units do not
    differ by more than chance.

    References
    ----------
    .. [1] Searle, S. R., Casella, G., McCulloch, C. E. (1992). Variance components,
       section 6.7. Wiley.

    Examples
    --------
    >>> found = variance_components([4, 5, 6], [3.0, 4.0, 5.0], [1.0, 0.5, 0.8])
    >>> f"{found.between:.3f} {found.within:.3f} {found.single:.3f}"
    '0.842 0.750 0.529'
    """
    n, m, v = _units(sizes, means, variances)
    inside = float((n - 1) @ v)
    if not inside > 0:
        raise ValueError("variances must not all be 0: nothing varies within the units")

    def fit(ratio: float) -> tuple[float, float, float]:
        w = n / (1 + ratio * n)
        mean = float(w @ m / w.sum())
        left = inside + float(w @ (m - mean) ** 2)
        deviance = (n.sum() - 1) * np.log(left) + np.log1p(ratio * n).sum() + np.log(w.sum())
        return float(deviance), mean, left / (n.sum() - 1)

    ratio = _smallest(lambda ratio: fit(ratio)[0])
    _, mean, within = fit(ratio)
    return VarianceComponents(ratio * within, within, mean)


def _units(
    sizes: ArrayLike, means: ArrayLike, variances: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    n, m, v = (np.asarray(part, float) for part in (sizes, means, variances))
    if n.ndim != 1 or not n.shape == m.shape == v.shape or len(n) < 2:
        raise ValueError("sizes, means and variances must hold one number for each of 2 units")
    if not np.all((n >= 1) & (n < np.inf) & (n == np.floor(n))) or not n.sum() > len(n):
        raise ValueError("sizes must be whole numbers from 1, and not 1 everywhere")
    v = np.where(n == 1, 0.0, v)
    if not np.all(np.isfinite(m)) or not np.all((v >= 0) & (v < np.inf)):
        raise ValueError("means and variances must be finite, variances at least 0")
    return n, m, v


def _smallest(deviance: Callable[[float], float]) -> float:
    """The ratio with the smallest deviance, searched between 0 and a bound that is moved out."""
    bound = 1.0
    while True:
        found = optimize.minimize_scalar(
            deviance, bounds=(0, bound), method="bounded", options={"xatol": 1e-12 * bound}
        )
        if found.x < 0.9 * bound:
            return 0.0 if deviance(0.0) <= found.fun else float(found.x)
        bound *= 10
