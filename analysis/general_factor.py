"""One general factor above several: how much of a sum is what all questions share."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.factors import minres_factors
from analysis.moments import Moments
from analysis.rotation import oblimin, ordered

Floats = NDArray[np.float64]


class GeneralFactor(NamedTuple):
    """What the questions share and what groups of them share besides, standardised."""

    hierarchical: float
    """Omega-h in [0, 1]: share of the variance of the sum that is the general factor."""
    total: float
    """Omega-t in [0, 1]: share that is any factor."""
    common: float
    """Explained common variance in [0, 1]: the general factor's part of what is shared."""
    general: Floats
    """Loadings on the general factor, shape (k,)."""
    groups: Floats
    """Loadings on the group factors beside it, shape (k, f)."""


def hierarchical_omega(answers: Moments, *, factors: int) -> GeneralFactor:
    r"""Omega hierarchical by Schmid and Leiman's transformation.

    Parameters
    ----------
    answers : Moments
        Of k questions that run in the same direction, complete rows.
    factors : int
        How many group factors, at least 3.

    Returns
    -------
    GeneralFactor
        Shares in [0, 1].

    Raises
    ------
    ValueError
        If there are fewer than 3 group factors, or the factors cannot be found or rotated.

    Notes
    -----
    Minres factors, rotated by oblimin; their correlations have one factor with loadings
    :math:`g`; the general loadings of the questions are :math:`\Lambda g`, the group loadings
    :math:`\lambda_{ij} \sqrt{1 - g_j^2}` [1]_. With :math:`s = \sum R`: :math:`\omega_h =
    (\sum \Lambda g)^2 / s`, :math:`\omega_t = 1 - \sum \psi / s` [2]_. Rotations have
    tolerances: read two digits.

    References
    ----------
    .. [1] Schmid, J., Leiman, J. M. (1957). The development of hierarchical factor solutions.
       Psychometrika 22(1), 53-61.
    .. [2] Zinbarg, R. E., Revelle, W., Yovel, I., Li, W. (2005). Cronbach's alpha, Revelle's
       beta, and McDonald's omega-h. Psychometrika 70(1), 123-133.

    Examples
    --------
    >>> r = 0.3 + 0.2 * np.kron(np.eye(3), np.ones((3, 3))) + 0.5 * np.eye(9)
    >>> found = hierarchical_omega(Moments(500, np.zeros(9), r), factors=3)
    >>> f"{found.hierarchical:.3f} {found.total:.3f} {found.common:.2f}"
    '0.711 0.868 0.60'
    """
    if not factors >= 3:
        raise ValueError(f"factors must be at least 3, got {factors}")
    first = minres_factors(answers, factors=factors)
    turned = oblimin(first.loadings)
    signs = np.where(turned.loadings.sum(axis=0) < 0, -1.0, 1.0)
    loadings = turned.loadings * signs
    among = Moments(answers.n, np.zeros(factors), turned.correlation * np.outer(signs, signs))
    above = _above(among)
    general = loadings @ above
    groups = loadings * np.sqrt(1 - above**2)
    shared = float((general**2).sum())
    total = answers.correlation.sum()
    return GeneralFactor(
        float(general.sum() ** 2 / total),
        float(1 - first.uniquenesses.sum() / total),
        shared / (shared + float((groups**2).sum())),
        general,
        groups,
    )


def _above(among: Moments) -> Floats:
    """Loadings of the factors on the one above them."""
    found = minres_factors(among, factors=1)
    if not found.is_proper:
        raise ValueError("factors have no general factor above them")
    return np.asarray(ordered(found.loadings)[:, 0])
