"""Whether shares rise or fall over ordered groups, from counts."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from analysis import refusals
from analysis.proportions import homogeneity_test
from analysis.results import ChiSquareTest, NormalTest


class ShareTrend(NamedTuple):
    """Whether and how steeply shares rise, and whether a straight line describes them."""

    z: float
    p_value: float
    slope: float
    departure: ChiSquareTest | None


def cochran_armitage(successes: ArrayLike, trials: ArrayLike, scores: ArrayLike) -> ShareTrend:
    r"""Test of Cochran and Armitage for a trend of shares over ordered groups.

    Parameters
    ----------
    successes, trials : array_like of int, shape (k,)
        Of each of k independent groups; trials at least 1.
    scores : array_like of number, shape (k,)
        Where the groups stand: 1, 2, 3, ... for months. Not all equal.

    Returns
    -------
    ShareTrend
        `z` (positive where the share rises) with its two-sided `p_value`; `slope` of the
        share for one step of the scores; `departure` from a straight line with k - 2
        degrees of freedom, None for two groups.

    Raises
    ------
    ValueError
        If counts are negative, fractional or missing, successes exceed trials, there are
        fewer than two groups, nobody or everybody has the property, or scores are missing,
        infinite, all equal or not one for each group.

    Notes
    -----
    With :math:`\bar s = \sum n_i s_i / N` and the share of all :math:`\bar p`:

    .. math::

        z = \frac{\sum x_i (s_i - \bar s)}
                 {\sqrt{\bar p (1 - \bar p) \sum n_i (s_i - \bar s)^2}}

    Some books put N - 1 for N. Assumes independent answers: what the same people say in
    several months, or agencies that differ in level, make it find trends too often.

    References
    ----------
    .. [1] Armitage, P. (1955). Tests for linear trends in proportions and frequencies.
       Biometrics 11(3), 375-386.
    .. [2] Agresti, A. (2013). Categorical Data Analysis, 3rd ed., Wiley, section 5.3.5.

    Examples
    --------
    >>> trend = cochran_armitage([83, 90, 129, 70], [86, 93, 136, 82], [1, 2, 3, 4])
    >>> f"{trend.z:.4f}, {trend.p_value:.6f}, {trend.slope:.5f}"
    '-2.8679, 0.004132, -0.03342'
    """
    whole = homogeneity_test(successes, trials)
    x, n = refusals.successes_of_trials(successes, trials)
    s = refusals.finite_scores(scores, options=x.size)
    away = s - (n * s).sum() / n.sum()
    spread = (n * away**2).sum()
    if not np.any(s != s[0]):
        raise ValueError("scores must not be all equal")
    share = x.sum() / n.sum()
    z, p_value = NormalTest.of((x * away).sum() / np.sqrt(share * (1 - share) * spread))
    left = (
        ChiSquareTest.of(max(whole.statistic - float(z**2), 0.0), x.size - 2)
        if x.size > 2
        else None
    )
    return ShareTrend(float(z), float(p_value), float((x * away).sum() / spread), left)
