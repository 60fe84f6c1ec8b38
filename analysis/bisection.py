"""Roots of many functions at once, each between two known ends."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

HALVINGS = 200
"""Enough for all digits of roots as small as 1e-40."""


def falling_root(function: Callable[[Floats], Floats], low: ArrayLike, high: ArrayLike) -> Floats:
    r"""Where a falling function passes zero, for all elements at once.

    Parameters
    ----------
    function : callable
        Takes and gives an ndarray of the common shape; does not rise in any element.
    low, high : array_like of number
        The ends of the search, of one shape after broadcasting.

    Returns
    -------
    ndarray
        The roots, as exact as floating-point numbers can be, down to 1e-40. `high` where the
        function stays above zero, `low` where it stays below.

    Raises
    ------
    ValueError
        If `low` or `high` is missing, or `low` is above `high`.

    Notes
    -----
    Bisection halves every interval until no number lies between its ends. It needs no
    derivative and, unlike Newton's method, cannot leave the interval.

    References
    ----------
    .. [1] Press, W. H. et al. (2007). Numerical Recipes, 3rd ed., Cambridge, section 9.1.1.

    Examples
    --------
    >>> falling_root(lambda x: [4.0, 9.0] - x**2, 0, 5)
    array([2., 3.])
    """
    a, b = (np.array(end, float) for end in np.broadcast_arrays(low, high))
    if not np.all(a <= b):
        raise ValueError("low must not be above high")
    for _ in range(HALVINGS):
        middle = a + (b - a) / 2
        if np.all((middle == a) | (middle == b)):
            break
        above = np.asarray(function(middle)) > 0
        a, b = np.where(above, middle, a), np.where(above, b, middle)
    return np.where(np.asarray(function(b)) >= 0, b, a)
