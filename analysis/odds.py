"""How much larger one share is than another, and Fisher's exact test, from counts."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from analysis import refusals
from analysis.intervals import Interval

Floats = NDArray[np.float64]
Group = tuple[float, float]

AS_LIKELY = 1 + 1e-7
"""Tables nearer in probability than this are taken for equally likely, as R does."""
FARTHEST = 700.0
"""Logarithm of the largest odds ratio that is looked for."""


def risk_ratio(first: Group, second: Group) -> float:
    r"""How many times as large the first share is.

    Parameters
    ----------
    first, second : pair of int
        Successes and trials of each group; trials at least 1.

    Returns
    -------
    float
        1 where the shares are equal, infinite where only the second is 0.

    Raises
    ------
    ValueError
        If counts are negative, fractional or missing, successes exceed trials, or both
        shares are 0.

    Notes
    -----
    .. math:: p_1 / p_2

    A ratio of small shares sounds large: give the difference beside it.

    References
    ----------
    .. [1] Fleiss, J. L., Levin, B., Paik, M. C. (2003). Statistical Methods for Rates and
       Proportions, 3rd ed., Wiley, section 6.3.

    Examples
    --------
    >>> risk_ratio((9, 10), (4, 12))
    2.7
    """
    x, n = _both(first, second)
    return _ratio(x[0] * n[1], x[1] * n[0])


def odds_ratio(first: Group, second: Group) -> float:
    r"""How many times as large the first odds are.

    Parameters
    ----------
    first, second : pair of int
        Successes and trials of each group; trials at least 1.

    Returns
    -------
    float
        1 where the shares are equal; 0 or infinite where a share is 0 or 1.

    Raises
    ------
    ValueError
        If counts are negative, fractional or missing, successes exceed trials, or both
        shares are 0 or both are 1.

    Notes
    -----
    .. math:: \frac{x_1 (n_2 - x_2)}{x_2 (n_1 - x_1)}

    References
    ----------
    .. [1] Fleiss, J. L., Levin, B., Paik, M. C. (2003). Statistical Methods for Rates and
       Proportions, 3rd ed., Wiley, section 6.3.

    Examples
    --------
    >>> odds_ratio((9, 10), (4, 12))
    18.0
    """
    x, n = _both(first, second)
    return _ratio(x[0] * (n[1] - x[1]), x[1] * (n[0] - x[0]))


def cohen_h(first: Group, second: Group) -> float:
    r"""Difference of two shares on a scale on which equal steps are equally hard to see.

    Parameters
    ----------
    first, second : pair of int
        Successes and trials of each group; trials at least 1.

    Returns
    -------
    float
        From -pi to pi; 0.2, 0.5 and 0.8 are Cohen's small, medium and large.

    Raises
    ------
    ValueError
        If counts are negative, fractional or missing, or successes exceed trials.

    Notes
    -----
    .. math:: 2 \arcsin \sqrt{p_1} - 2 \arcsin \sqrt{p_2}

    References
    ----------
    .. [1] Cohen, J. (1988). Statistical Power Analysis for the Behavioral Sciences, 2nd ed.,
       Erlbaum, equation 6.2.1.

    Examples
    --------
    >>> round(cohen_h((1612, 2000), (1540, 1985)), 6)
    0.074261
    """
    x, n = _both(first, second)
    return float(-np.diff(2 * np.arcsin(np.sqrt(x / n)))[0])


def fisher_test(first: Group, second: Group) -> float:
    r"""Fisher's exact test whether two shares are equal.

    Parameters
    ----------
    first, second : pair of int
        Successes and trials of each group; trials at least 1. The work grows with the
        smaller of what is counted, not with the trials.

    Returns
    -------
    float
        Two-sided p-value: the probability of all tables with the same margins that are not
        more likely than the one found.

    Raises
    ------
    ValueError
        If counts are negative, fractional or missing, or successes exceed trials.

    Notes
    -----
    With :math:`m = x_1 + x_2` the first count is hypergeometric:

    .. math:: P(x) = \binom{n_1}{x} \binom{n_2}{m - x} \Big/ \binom{n_1 + n_2}{m}

    Exact, and cautious: with small groups it finds less than its level allows.

    References
    ----------
    .. [1] Fisher, R. A. (1935). The logic of inductive inference. Journal of the Royal
       Statistical Society 98(1), 39-82.

    Examples
    --------
    >>> round(fisher_test((9, 10), (4, 12)), 6)
    0.011499
    """
    table = _Tables(*_both(first, second))
    chances = table.chances(0)
    return float(min(chances[chances <= chances[table.found] * AS_LIKELY].sum(), 1))


def conditional_odds_ratio(first: Group, second: Group, *, confidence: float = 0.95) -> Interval:
    r"""The most likely odds ratio given the margins, with its exact interval.

    Parameters
    ----------
    first, second : pair of int
        Successes and trials of each group; trials at least 1.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1: never less, mostly more.

    Returns
    -------
    Interval
        Odds of the first group over those of the second; 0 or infinite at the edges. Between
        0 and infinite where the margins allow one table only.

    Raises
    ------
    ValueError
        If counts are negative, fractional or missing, successes exceed trials, the margins
        allow one table only, or `confidence` is not in (0, 1).

    Notes
    -----
    Given the margins the first count has probabilities proportional to
    :math:`P(x) \psi^x`, with P of `fisher_test`. The estimate makes the expected count the
    one found; the limits leave (1 - confidence) / 2 at or beyond it. Belongs to `fisher_test`
    and differs from `odds_ratio`, which does not condition.

    References
    ----------
    .. [1] Cornfield, J. (1956). A statistical problem arising from retrospective studies.
       Proceedings of the Third Berkeley Symposium, vol. 4, 135-148.
    .. [2] Agresti, A. (2013). Categorical Data Analysis, 3rd ed., Wiley, section 16.6.

    Examples
    --------
    >>> ratio = conditional_odds_ratio((9, 10), (4, 12))
    >>> f"{ratio.estimate:.3f}, from {ratio.lower:.3f} to {ratio.upper:.1f}"
    '15.414, from 1.349 to 884.7'
    """
    refusals.check_confidence(confidence)
    table = _Tables(*_both(first, second))
    if table.counts.size == 1:
        raise ValueError("first and second have margins that allow one table only")
    half, at = (1 - confidence) / 2, table.found
    lower, middle, upper = (
        table.odds(rising)
        for rising in (
            lambda chances: chances[at:].sum() - half,
            lambda chances: chances @ table.counts - table.counts[at],
            lambda chances: half - chances[: at + 1].sum(),
        )
    )
    if at == 0:
        lower = middle = 0.0
    if at == table.counts.size - 1:
        middle = upper = np.inf
    return Interval(*np.array([lower, middle, upper]))


class _Tables:
    """All tables of two groups with the same margins, by the first count."""

    def __init__(self, x: Floats, n: Floats) -> None:
        both = x.sum()
        lowest, highest = max(0, both - n[1]), min(n[0], both)
        self.counts = np.arange(lowest, highest + 1)
        self.found = int(x[0] - lowest)
        k = self.counts[:-1]
        # From one table to the next: no factorials, whose logarithms lose digits.
        steps = np.log((n[0] - k) * (both - k)) - np.log((k + 1) * (n[1] - both + k + 1))
        self.logs = np.concatenate([[0], np.cumsum(steps)])

    def chances(self, log_odds: float) -> Floats:
        """The probability of each table if the odds ratio is what it is."""
        logs = self.logs + log_odds * self.counts
        weights = np.exp(logs - logs.max())
        return np.asarray(weights / weights.sum())

    def odds(self, rising: Callable[[Floats], float]) -> float:
        """The odds ratio at which a function of the probabilities that rises with it is zero."""
        ends = (-FARTHEST, FARTHEST)
        if rising(self.chances(ends[0])) >= 0 or rising(self.chances(ends[1])) <= 0:
            return float("nan")  # at the edge: the caller knows the limit
        root = optimize.brentq(lambda t: rising(self.chances(t)), *ends, xtol=1e-14, rtol=1e-14)
        return float(np.exp(root))


def _both(first: Group, second: Group) -> tuple[Floats, Floats]:
    return refusals.successes_of_trials([first[0], second[0]], [first[1], second[1]])


def _ratio(above: float, below: float) -> float:
    if above == below == 0:
        raise ValueError("first and second have no ratio: both shares are at the same end")
    return float(above / below) if below > 0 else float("inf")
