"""Single values become counts, so that rows and tallies go the same way."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals

Floats = NDArray[np.float64]


class Tabulated(NamedTuple):
    """The different values in order, and for each sample how often it has each of them."""

    values: Floats
    counts: Floats


def tabulated(*samples: ArrayLike) -> Tabulated:
    r"""How often each value occurs in each of several samples.

    Parameters
    ----------
    *samples : array_like of number, shape (n,) each
        Finite numbers; samples may differ in length, none is empty.

    Returns
    -------
    Tabulated
        `values` of shape (k,), lowest first, and `counts` of shape (samples, k).

    Raises
    ------
    ValueError
        If there is no sample, or one is empty or not one list of finite numbers.

    Notes
    -----
    .. math:: c_{gi} = \#\{j : x_{gj} = v_i\}

    Rank tests need nothing else. Values that differ in the last digit only, as computed ones
    may, are different.

    References
    ----------
    .. [1] Lehmann, E. L. (2006). Nonparametrics, rev. ed., Springer, section 1.4, on ties.

    Examples
    --------
    >>> values, counts = tabulated([3, 1, 3], [2, 3])
    >>> print(values, counts.tolist())
    [1. 2. 3.] [[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]]
    """
    if not samples:
        raise ValueError("samples must hold at least one sample")
    checked = [refusals.finite_row(x, at_least=1, name="samples") for x in samples]
    values, places = np.unique(np.concatenate(checked), return_inverse=True)
    ends = np.cumsum([x.size for x in checked])[:-1]
    counts = [np.bincount(part, minlength=values.size) for part in np.split(places, ends)]
    return Tabulated(values, np.array(counts, float))
