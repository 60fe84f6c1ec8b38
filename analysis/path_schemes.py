"""How latent variables look at their neighbours while a path model is fitted."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals

Floats = NDArray[np.float64]
Scheme = Callable[[Floats, NDArray[np.bool_]], Floats]
"""Inner weights (l, l), from the correlations of the latent variables and the arrows."""


def centroid_scheme(correlation: ArrayLike, arrows: ArrayLike) -> Floats:
    r"""Inner weights that are signs: each neighbour counts alike.

    Parameters
    ----------
    correlation : array_like of number, shape (l, l)
        Of the latent variables.
    arrows : array_like of bool, shape (l, l)
        True where the row leads to the column.

    Returns
    -------
    ndarray, shape (l, l)
        -1, 0 or 1.

    Raises
    ------
    ValueError
        If the shapes differ.

    Notes
    -----
    :math:`e_{ij} = \operatorname{sign} r_{ij}` for neighbours [1]_. Jumps where a correlation
    is near zero.

    References
    ----------
    .. [1] Wold, H. (1982). Soft modeling: the basic design and some extensions. In: Systems
       under indirect observation, part II, 1-54. North-Holland.

    Examples
    --------
    >>> centroid_scheme([[1, -0.4], [-0.4, 1]], [[False, True], [False, False]]).tolist()
    [[0.0, -1.0], [-1.0, 0.0]]
    """
    r, neighbours = _neighbours(correlation, arrows)
    return np.where(neighbours, np.sign(r), 0.0)


def factorial_scheme(correlation: ArrayLike, arrows: ArrayLike) -> Floats:
    r"""Inner weights that are correlations with the neighbours.

    Parameters
    ----------
    correlation, arrows : array_like, shape (l, l)
        As `centroid_scheme` takes them.

    Returns
    -------
    ndarray, shape (l, l)
        In [-1, 1].

    Raises
    ------
    ValueError
        If the shapes differ.

    Notes
    -----
    :math:`e_{ij} = r_{ij}` for neighbours [1]_.

    References
    ----------
    .. [1] Lohmoeller, J.-B. (1989). Latent variable path modeling with partial least squares,
       section 2.2. Physica.

    Examples
    --------
    >>> factorial_scheme([[1, -0.4], [-0.4, 1]], [[False, True], [False, False]]).tolist()
    [[0.0, -0.4], [-0.4, 0.0]]
    """
    r, neighbours = _neighbours(correlation, arrows)
    return np.where(neighbours, r, 0.0)


def path_scheme(correlation: ArrayLike, arrows: ArrayLike) -> Floats:
    r"""Inner weights that respect directions: regression on causes, correlation with effects.

    Parameters
    ----------
    correlation, arrows : array_like, shape (l, l)
        As `centroid_scheme` takes them.

    Returns
    -------
    ndarray, shape (l, l)
        Column j holds what latent variable j takes from its neighbours.

    Raises
    ------
    ValueError
        If the shapes differ, or causes follow from each other.

    Notes
    -----
    Regression coefficients for what leads to a latent variable, correlations for what it
    leads to [1]_. The usual choice.

    References
    ----------
    .. [1] Lohmoeller, J.-B. (1989). Latent variable path modeling with partial least squares,
       section 2.2. Physica.

    Examples
    --------
    >>> path_scheme([[1, 0.4], [0.4, 1]], [[False, True], [False, False]]).tolist()
    [[0.0, 0.4], [0.4, 0.0]]
    """
    r, _ = _neighbours(correlation, arrows)
    lead = np.asarray(arrows, bool)
    return np.where(lead.T, r, 0.0) + path_coefficients(r, lead)


def path_coefficients(correlation: ArrayLike, arrows: ArrayLike) -> Floats:
    r"""Least squares of each latent variable on those that lead to it.

    Parameters
    ----------
    correlation, arrows : array_like, shape (l, l)
        As `centroid_scheme` takes them.

    Returns
    -------
    ndarray, shape (l, l)
        Standardised coefficients, from the row to the column.

    Raises
    ------
    ValueError
        If the shapes differ, or causes follow from each other.

    Notes
    -----
    :math:`R_{cc}^{-1} r_{ce}` for the causes c of each effect e [1]_.

    References
    ----------
    .. [1] Lohmoeller, J.-B. (1989). Latent variable path modeling with partial least squares,
       section 2.2. Physica.

    Examples
    --------
    >>> path_coefficients([[1, 0.4], [0.4, 1]], [[False, True], [False, False]]).tolist()
    [[0.0, 0.4], [0.0, 0.0]]
    """
    r, _ = _neighbours(correlation, arrows)
    lead = np.asarray(arrows, bool)
    paths = np.zeros_like(r)
    for effect in range(len(r)):
        causes = np.nonzero(lead[:, effect])[0]
        if len(causes):
            inverse = refusals.inverse(r[np.ix_(causes, causes)], name="arrows")
            paths[causes, effect] = inverse @ r[causes, effect]
    return paths


def _neighbours(correlation: ArrayLike, arrows: ArrayLike) -> tuple[Floats, NDArray[np.bool_]]:
    r, lead = np.asarray(correlation, float), np.asarray(arrows, bool)
    if r.ndim != 2 or r.shape != lead.shape:
        raise ValueError("correlation and arrows must be tables of one shape")
    return r, lead | lead.T
