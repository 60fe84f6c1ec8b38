"""How two questions with ordered answers hang together, from the table of their counts."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals
from analysis.results import ChiSquareTest

Floats = NDArray[np.float64]


class Association(NamedTuple):
    """Whether two questions are independent, and how far they are from it (0 to 1)."""

    test: ChiSquareTest
    cramer_v: float


def association(table: ArrayLike) -> Association:
    r"""Pearson's test of independence and Cramér's V.

    Parameters
    ----------
    table : array_like of int, shape (r, c)
        How often each pair of answers was given; at least two rows and columns, none empty.

    Returns
    -------
    Association
        `test` with (r - 1)(c - 1) degrees of freedom; `cramer_v` in [0, 1].

    Raises
    ------
    ValueError
        If the table has fewer than two rows or columns, a count is negative, fractional or
        missing, or a row or column is empty.

    Notes
    -----
    .. math::

        \chi^2 = \sum_{ij} \frac{(n_{ij} - e_{ij})^2}{e_{ij}}, \quad
        V = \sqrt{\frac{\chi^2}{N (\min(r, c) - 1)}}

    Blind to the order of the answers: `linear_by_linear` finds trends that it misses. Not
    where fewer than about five are expected in many cells.

    References
    ----------
    .. [1] Cramér, H. (1946). Mathematical Methods of Statistics, Princeton, section 30.5.

    Examples
    --------
    >>> found = association([[2, 4, 13, 3], [2, 6, 22, 4], [0, 1, 15, 8], [0, 3, 13, 8]])
    >>> f"{found.test.statistic:.4f}, {found.cramer_v:.4f}"
    '11.5243, 0.1922'
    """
    t = _checked(table)
    expected = np.outer(t.sum(axis=1), t.sum(axis=0)) / t.sum()
    statistic = float(((t - expected) ** 2 / expected).sum())
    rows, columns = t.shape
    v = np.sqrt(statistic / (t.sum() * (min(rows, columns) - 1)))
    return Association(ChiSquareTest.of(statistic, (rows - 1) * (columns - 1)), float(v))


class Concordance(NamedTuple):
    """Pairs of people whose two answers are in the same or in the opposite order."""

    concordant: float
    discordant: float
    tau_b: float
    gamma: float


def concordance(table: ArrayLike) -> Concordance:
    r"""Kendall's tau-b and the gamma of Goodman and Kruskal.

    Parameters
    ----------
    table : array_like of int, shape (r, c)
        How often each pair of answers was given, rows and columns in their order; at least
        two rows and columns, none empty.

    Returns
    -------
    Concordance
        Numbers of pairs; `tau_b` and `gamma` in [-1, 1].

    Raises
    ------
    ValueError
        As for `association`.

    Notes
    -----
    With :math:`n_0 = N (N - 1) / 2` pairs, of which :math:`n_1` are tied in the rows and
    :math:`n_2` in the columns:

    .. math::

        \tau_b = \frac{C - D}{\sqrt{(n_0 - n_1)(n_0 - n_2)}}, \quad
        \gamma = \frac{C - D}{C + D}

    Gamma leaves ties out and is the larger, the fewer steps the scales have.

    References
    ----------
    .. [1] Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika 33(3),
       239-251.
    .. [2] Goodman, L. A., Kruskal, W. H. (1954). Measures of association for cross
       classifications. JASA 49(268), 732-764.

    Examples
    --------
    >>> found = concordance([[2, 4, 13, 3], [2, 6, 22, 4], [0, 1, 15, 8], [0, 3, 13, 8]])
    >>> f"{found.tau_b:.4f}, {found.gamma:.4f}"
    '0.2326, 0.3551'
    """
    t = _checked(table)
    concordant, discordant = _ordered_pairs(t), _ordered_pairs(t[:, ::-1])
    untied = [_pairs(t.sum()) - _pairs(t.sum(axis=axis)).sum() for axis in (0, 1)]
    gap = concordant - discordant
    tau_b = gap / np.sqrt(untied[0]) / np.sqrt(untied[1])
    return Concordance(concordant, discordant, float(tau_b), gap / (concordant + discordant))


def spearman_correlation(table: ArrayLike) -> float:
    r"""Spearman's correlation of ranks.

    Parameters
    ----------
    table : array_like of int, shape (r, c)
        How often each pair of answers was given, rows and columns in their order; at least
        two rows and columns, none empty.

    Returns
    -------
    float
        In [-1, 1].

    Raises
    ------
    ValueError
        As for `association`.

    Notes
    -----
    Pearson's correlation of the places in the order; equal answers share the mean of theirs.

    References
    ----------
    .. [1] Spearman, C. (1904). The proof and measurement of association between two things.
       American Journal of Psychology 15(1), 72-101.

    Examples
    --------
    >>> found = spearman_correlation([[2, 4, 13, 3], [2, 6, 22, 4], [0, 1, 15, 8], [0, 3, 13, 8]])
    >>> f"{found:.4f}"
    '0.2649'
    """
    t = _checked(table)
    rows, columns = t.sum(axis=1), t.sum(axis=0)
    return _correlation(t, np.cumsum(rows) - rows / 2, np.cumsum(columns) - columns / 2)


class LinearAssociation(NamedTuple):
    """The correlation of the scores, and the test whether it is zero."""

    correlation: float
    test: ChiSquareTest


def linear_by_linear(
    table: ArrayLike, row_scores: ArrayLike, column_scores: ArrayLike
) -> LinearAssociation:
    r"""Mantel's test of a linear trend between two questions.

    Parameters
    ----------
    table : array_like of int, shape (r, c)
        How often each pair of answers was given; at least two rows and columns, none empty.
    row_scores : array_like of number, shape (r,)
        Where the answers of the rows stand; not all equal.
    column_scores : array_like of number, shape (c,)
        Where the answers of the columns stand; not all equal.

    Returns
    -------
    LinearAssociation
        `correlation` in [-1, 1]; `test` with one degree of freedom.

    Raises
    ------
    ValueError
        As for `association`, or if scores are missing, infinite, all equal or not one for
        each row or column.

    Notes
    -----
    .. math:: M^2 = (N - 1) r^2

    with Pearson's r of the scores. Spends its one degree of freedom on the trend.

    References
    ----------
    .. [1] Mantel, N. (1963). Chi-square tests with one degree of freedom. JASA 58(303),
       690-700.
    .. [2] Agresti, A. (2013). Categorical Data Analysis, 3rd ed., Wiley, section 3.4.1.

    Examples
    --------
    >>> table = [[2, 4, 13, 3], [2, 6, 22, 4], [0, 1, 15, 8], [0, 3, 13, 8]]
    >>> found = linear_by_linear(table, [1, 2, 3, 4], [1, 2, 3, 4])
    >>> f"{found.test.statistic:.4f}, {found.test.p_value:.5f}"
    '7.6305, 0.00574'
    """
    t = _checked(table)
    u = _spread_scores(row_scores, options=t.shape[0], name="row_scores")
    v = _spread_scores(column_scores, options=t.shape[1], name="column_scores")
    r = _correlation(t, u, v)
    return LinearAssociation(r, ChiSquareTest.of(float(t.sum() - 1) * r**2, 1))


def _checked(table: ArrayLike) -> Floats:
    t = refusals.whole_counts(table, name="table")
    if t.ndim != 2 or min(t.shape) < 2:
        raise ValueError("table must have at least two rows and two columns")
    if not (np.all(t.sum(axis=0) > 0) and np.all(t.sum(axis=1) > 0)):
        raise ValueError("table must not have an empty row or column")
    return t


def _spread_scores(scores: ArrayLike, *, options: int, name: str) -> Floats:
    s = refusals.finite_scores(scores, options=options, name=name)
    if not np.any(s != s[0]):
        raise ValueError(f"{name} must not be all equal")
    return s


def _pairs(n: Floats) -> Floats:
    return np.asarray(n * (n - 1) / 2)


def _ordered_pairs(t: Floats) -> float:
    """Pairs of which one stands further down and further right than the other."""
    beyond = t[::-1, ::-1].cumsum(axis=0).cumsum(axis=1)[::-1, ::-1]
    return float((t[:-1, :-1] * beyond[1:, 1:]).sum())


def _correlation(t: Floats, u: Floats, v: Floats) -> float:
    """Pearson's correlation of the scores of rows and columns."""
    rows, columns, total = t.sum(axis=1), t.sum(axis=0), t.sum()
    u, v = u - rows @ u / total, v - columns @ v / total
    return float(u @ t @ v / np.sqrt(rows @ u**2) / np.sqrt(columns @ v**2))
