"""How much of a change comes by itself, because a unit was chosen for being extreme."""

import numpy as np
from numpy.typing import ArrayLike

from analysis import refusals
from analysis.intervals import Interval
from analysis.shrinkage import NoSpread, beta_prior, shrunken_shares


def expected_return(
    successes: ArrayLike, trials: ArrayLike, *, chosen: int, confidence: float = 0.95
) -> Interval:
    r"""Change of a chosen unit's share that is to be expected although nothing is done.

    Parameters
    ----------
    successes : array_like of number, shape (m,)
        How many of `trials` have the property in each unit (month, counter).
    trials : array_like of number, shape broadcastable to `successes`
        How many answered in each unit, at least 1; at least 2 units.
    chosen : int
        The place of the unit that was chosen for its share, counted from 0.
    confidence : float, default 0.95
        Probability that the change lies within its limits, strictly between 0 and 1.

    Returns
    -------
    Interval
        Expected share less observed share, between -1 and 1: above 0 for a unit that was
        chosen for being low. Without width where the units do not vary beyond chance.

    Raises
    ------
    ValueError
        If there are fewer than 2 units, a count is negative, fractional, missing or out of
        range, in no unit both some and not all have the property, `chosen` names no unit, or
        `confidence` is not in (0, 1).

    Notes
    -----
    With the prior of `analysis.shrinkage.beta_prior`, fitted to all units:

    .. math:: \frac{\alpha + x_c}{\alpha + \beta + n_c} - \frac{x_c}{n_c}

    Where units vary no more than chance makes them, all have the pooled share and the whole
    distance to it is expected to go. The extreme of few units pulls the prior towards itself,
    so that the return is told rather too small than too large.

    References
    ----------
    .. [1] Barnett, A. G., van der Pols, J. C., Dobson, A. J. (2005). Regression to the mean:
       what it is and how to deal with it. International Journal of Epidemiology 34(1), 215-220.
    .. [2] Efron, B., Morris, C. (1975). Data analysis using Stein's estimator and its
       generalizations. JASA 70(350), 311-319.

    Examples
    --------
    >>> back = expected_return([83, 85, 78, 86, 70], [100] * 5, chosen=4)
    >>> round(float(back.estimate), 4)
    0.0492
    """
    x, n = refusals.series_of_shares(successes, trials, at_least=2)
    refusals.check_confidence(confidence)
    if not 0 <= chosen < x.size:
        raise ValueError("chosen must be the place of one of the units")
    observed = x[chosen] / n[chosen]
    try:
        prior = beta_prior(x, n)
    except NoSpread:
        change = np.asarray(x.sum() / n.sum() - observed)[()]
        return Interval(change, change, change)
    found = shrunken_shares(x, n, prior=prior, confidence=confidence)
    return Interval(*(limits[chosen] - observed for limits in found))
