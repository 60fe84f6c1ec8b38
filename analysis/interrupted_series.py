"""What changed in a series on a day that was announced, beyond trend, season or others."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis import refusals
from analysis.intervals import Interval

Floats = NDArray[np.float64]


class Step(NamedTuple):
    """By how much a series stepped, in its unit; `dispersion` is 1 where chance explains it."""

    change: Interval
    dispersion: float
    freedom: int


def step_in_trend(
    values: ArrayLike,
    variances: ArrayLike,
    *,
    times: ArrayLike,
    change_at: float,
    confidence: float = 0.95,
) -> Step:
    r"""Interrupted time series: the step of a series out of its own straight trend.

    Parameters
    ----------
    values : array_like of number, shape (n,)
        One figure for each period, at least 4 of them.
    variances : array_like of number, shape (n,)
        The variance that chance alone gives each figure, above 0.
    times : array_like of number, shape (n,)
        When each figure was taken, in steps of one period; gaps are allowed.
    change_at : float
        Figures from this time on lie after the change; at least 3 must lie before it and one
        after it.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Step
        In the unit of `values`: the level after the change less what the trend before and
        after it leads to there.

    Raises
    ------
    ValueError
        If `values` are not a row of at least 4 finite numbers, `variances` or `times` do not
        hold one for each, a variance is not above 0, `change_at` leaves fewer than 3 figures
        before it or none after it, or `confidence` is not in (0, 1).

    Notes
    -----
    Weighted least squares with weights :math:`w_t = 1 / v_t`:

    .. math:: y_t = \beta_0 + \beta_1 t + \beta_2 [t \ge c] + e_t, \quad
        \operatorname{var} e_t = \phi v_t, \quad
        \hat\phi = \max\left(1, \frac{\sum w_t \hat e_t^2}{n - 3}\right)

    and :math:`\hat\beta_2 \pm t_{n-3} \sqrt{\hat\phi C_{22}}` with
    :math:`C = (X^\top W X)^{-1}`. Assumes one slope, no season and errors that do not hang
    together; anything else that happened on the same day is counted to the change. Prefer
    `difference_in_differences` where something was left as it was.

    References
    ----------
    .. [1] Wagner, A. K., Soumerai, S. B., Zhang, F., Ross-Degnan, D. (2002). Segmented
       regression analysis of interrupted time series studies in medication use research.
       Journal of Clinical Pharmacy and Therapeutics 27(4), 299-309.
    .. [2] McCullagh, P., Nelder, J. A. (1989). Generalized Linear Models, 2nd ed., Chapman &
       Hall, section 4.5.

    Examples
    --------
    >>> step = step_in_trend(
    ...     [70, 72, 71, 73, 80, 82], [4] * 6, times=range(6), change_at=4
    ... )
    >>> f"{step.change.estimate:.2f}, from {step.change.lower:.2f} to {step.change.upper:.2f}"
    '6.77, from -3.06 to 16.61'
    """
    y, v, after = _series(values, variances, times=times, change_at=change_at, at_least=4)
    t = np.asarray(times, float)
    if not (~after).sum() >= 3:
        raise ValueError("change_at must leave at least 3 of the times before it")
    return _last_effect(
        np.column_stack([np.ones(y.size), t - t.mean(), after]), y, v, confidence=confidence
    )


def difference_in_differences(
    values: ArrayLike,
    others: ArrayLike,
    variances: ArrayLike,
    *,
    times: ArrayLike,
    change_at: float,
    confidence: float = 0.95,
) -> Step:
    r"""Difference in differences: a step that others, left as they were, did not make.

    Parameters
    ----------
    values : array_like of number, shape (n,)
        One figure of what was changed for each period, at least 3 of them.
    others : array_like of number, shape (n,)
        The figure of those that were not changed in the same periods.
    variances : array_like of number, shape (n,)
        The variance that chance alone gives the difference of the two, above 0.
    times : array_like of number, shape (n,)
        When the figures were taken.
    change_at : float
        Figures from this time on lie after the change; at least 2 must lie before it and one
        after it.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Step
        In the unit of `values`: how much more they rose than the others.

    Raises
    ------
    ValueError
        If `values` are not a row of at least 3 finite numbers, `others`, `variances` or
        `times` do not hold one for each, a variance is not above 0, `change_at` leaves fewer
        than 2 figures before it or none after it, or `confidence` is not in (0, 1).

    Notes
    -----
    With the differences :math:`d_t = y_t - z_t`, weights :math:`w_t = 1 / v_t` and their
    weighted means :math:`\bar d` before and after:

    .. math:: \bar d_1 - \bar d_0 \pm t_{n-2} \sqrt{\hat\phi
        \left(\frac{1}{\sum_0 w_t} + \frac{1}{\sum_1 w_t}\right)}, \quad
        \hat\phi = \max\left(1, \frac{\sum w_t \hat e_t^2}{n - 2}\right)

    Seasons and all that meets both alike fall out of the differences. Assumes that both would
    have gone on side by side, and that the others were not touched by the change.

    References
    ----------
    .. [1] Angrist, J. D., Pischke, J.-S. (2009). Mostly Harmless Econometrics, Princeton
       University Press, section 5.2.
    .. [2] Bertrand, M., Duflo, E., Mullainathan, S. (2004). How much should we trust
       differences-in-differences estimates? Quarterly Journal of Economics 119(1), 249-275.

    Examples
    --------
    >>> step = difference_in_differences(
    ...     [70, 71, 80, 82], [75, 74, 76, 77], [2] * 4, times=range(4), change_at=2
    ... )
    >>> f"{step.change.estimate:.2f}, from {step.change.lower:.2f} to {step.change.upper:.2f}"
    '8.50, from 2.42 to 14.58'
    """
    y, v, after = _series(values, variances, times=times, change_at=change_at, at_least=3)
    z = refusals.finite_scores(others, options=y.size, name="others")
    if not (~after).sum() >= 2:
        raise ValueError("change_at must leave at least 2 of the times before it")
    return _last_effect(np.column_stack([np.ones(y.size), after]), y - z, v, confidence=confidence)


def _series(
    values: ArrayLike, variances: ArrayLike, *, times: ArrayLike, change_at: float, at_least: int
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """The figures, their variances, and which lie after the change."""
    y = refusals.finite_row(values, at_least=at_least)
    v = refusals.finite_scores(variances, options=y.size, name="variances")
    if not np.all(v > 0):
        raise ValueError("variances must be above 0")
    after = refusals.finite_scores(times, options=y.size, name="times") >= change_at
    if not after.any():
        raise ValueError("change_at must leave at least one of the times after it")
    return y, v, after


def _last_effect(x: Floats, y: Floats, v: Floats, *, confidence: float) -> Step:
    """What the last column of `x` does, by weighted least squares."""
    refusals.check_confidence(confidence)
    inverse = refusals.inverse(x.T @ (x / v[:, None]), name="times")
    effects = inverse @ x.T @ (y / v)
    freedom = y.size - x.shape[1]
    dispersion = max(1.0, float(((y - x @ effects) ** 2 / v).sum() / freedom))
    spread = special.stdtrit(freedom, (1 + confidence) / 2) * np.sqrt(dispersion * inverse[-1, -1])
    change = effects[-1]
    return Step(Interval(change - spread, change, change + spread), dispersion, freedom)
