"""Do two questions of a designed sample hang together: tests of a weighted table."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis.design import Design, Floats
from analysis.grouping import Groups, grouped
from analysis.linearisation import linearised_covariance
from analysis.wald import WaldTest, distance, enough, f_test, rows_that_count


class RaoScottTest(NamedTuple):
    """Pearson's statistic of the weighted table, and its p after the first-order correction."""

    statistic: float
    degrees_of_freedom: int
    mean_effect: float
    """What the design multiplies the statistic by, on average."""
    p_value: float


class _Table(NamedTuple):
    """A table of weighted shares of the rows that count."""

    shares: Floats
    """Shape (r, c); they sum to 1."""
    cells: Floats
    """Which cell each row of the sample is in, shape (n, r c); 0 for rows that do not count."""
    size: float
    """The sum of weights."""
    rows: int
    free: int


def rao_scott_test(
    design: Design, rows: ArrayLike, *, columns: ArrayLike, answered: ArrayLike | None = None
) -> WaldTest:
    r"""Independence of two questions, by Pearson's statistic with the second-order correction.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    rows : array_like, shape (n,)
        Labels of the one question, r different ones.
    columns : array_like, shape (n,)
        Labels of the other question, c different ones.
    answered : array_like of bool, shape (n,), optional
        Which rows of the sample count; the labels of the others may be missing.

    Returns
    -------
    WaldTest
        The statistic F with its degrees of freedom, which are no whole numbers, and p.

    Raises
    ------
    ValueError
        If a label that counts is missing, a question has one label, too many cells are empty,
        too few units are left, or the shapes do not fit.

    Notes
    -----
    With the eigenvalues :math:`\delta` of the generalised design effects of the interaction,
    X² of the weighted table scaled to n, and f degrees of freedom of the design:
    :math:`F = X^2 / \sum \delta` against F with
    :math:`d = (\sum\delta)^2 / \sum\delta^2` and :math:`d f` degrees of freedom.

    References
    ----------
    .. [1] Rao, J. N. K., Scott, A. J. (1984). On chi-squared tests for multiway contingency
       tables with cell proportions estimated from survey data. Annals of Statistics 12(1),
       46-60.
    .. [2] Thomas, D. R., Rao, J. N. K. (1987). Small-sample comparisons of level and power
       for simple goodness-of-fit statistics under cluster sampling. JASA 82(398), 630-636.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> yes = [1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1]
    >>> test = rao_scott_test(sampling_design([1.0] * 12), yes, columns=list("mmmmmmffffff"))
    >>> f"F = {test.statistic:.4f}, p = {test.p_value:.4f}"
    'F = 1.2222, p = 0.2925'
    """
    table = _table(design, rows, columns, answered)
    effects = _design_effects(design, table)
    total = float(np.trace(effects))
    d = total**2 / float(np.trace(effects @ effects))
    f = _pearson(table) / total
    return f_test(f, d, d * enough(table.free), statistic=f)


def rao_scott_first_order_test(
    design: Design, rows: ArrayLike, *, columns: ArrayLike, answered: ArrayLike | None = None
) -> RaoScottTest:
    r"""Independence of two questions, by Pearson's statistic over the mean design effect.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    rows : array_like, shape (n,)
        Labels of the one question, r different ones.
    columns : array_like, shape (n,)
        Labels of the other question, c different ones.
    answered : array_like of bool, shape (n,), optional
        Which rows of the sample count; the labels of the others may be missing.

    Returns
    -------
    RaoScottTest
        X² of the weighted table scaled to n, uncorrected, and p of the corrected one.

    Raises
    ------
    ValueError
        As `rao_scott_test`.

    Notes
    -----
    :math:`X^2 / \bar\delta` against chi-squared with (r - 1)(c - 1) degrees of freedom. Too
    liberal where design effects differ much or clusters are few: `rao_scott_test` is meant
    for reports.

    References
    ----------
    .. [1] Rao, J. N. K., Scott, A. J. (1981). The analysis of categorical data from complex
       sample surveys. JASA 76(374), 221-230.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> yes = [1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1]
    >>> design = sampling_design([1.0] * 12)
    >>> test = rao_scott_first_order_test(design, yes, columns=list("mmmmmmffffff"))
    >>> f"{test.statistic:.4f}, {test.mean_effect:.4f}"
    '1.3333, 1.0909'
    """
    table = _table(design, rows, columns, answered)
    effects = _design_effects(design, table)
    df = effects.shape[0]
    statistic, mean = _pearson(table), float(np.trace(effects)) / df
    return RaoScottTest(statistic, df, mean, float(special.chdtrc(df, statistic / mean)))


def wald_association_test(
    design: Design, rows: ArrayLike, *, columns: ArrayLike, answered: ArrayLike | None = None
) -> WaldTest:
    r"""Independence of two questions, by the distances of counts from what is expected.

    Parameters
    ----------
    design : Design
        How the sample was drawn.
    rows : array_like, shape (n,)
        Labels of the one question, r different ones.
    columns : array_like, shape (n,)
        Labels of the other question, c different ones.
    answered : array_like of bool, shape (n,), optional
        Which rows of the sample count; the labels of the others may be missing.

    Returns
    -------
    WaldTest
        The statistic divided by (r - 1)(c - 1), its degrees of freedom, and p.

    Raises
    ------
    ValueError
        As `rao_scott_test`.

    Notes
    -----
    With :math:`Y_{ij} = N_{ij} - N_{i+} N_{+j} / N` for all rows and columns but the first and
    V the linearised covariance matrix of Y: :math:`Y^T V^{-1} Y / ((r - 1)(c - 1))` against F
    with (r - 1)(c - 1) and df degrees of freedom. Rejects far too often where df is not much
    larger than (r - 1)(c - 1).

    References
    ----------
    .. [1] Koch, G. G., Freeman, D. H., Freeman, J. L. (1975). Strategies in the multivariate
       analysis of data from complex surveys. International Statistical Review 43(1), 59-78.

    Examples
    --------
    >>> from analysis.design import sampling_design
    >>> yes = [1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1]
    >>> test = wald_association_test(sampling_design([1.0] * 12), yes, columns=list("mmmmmmffffff"))
    >>> f"F = {test.statistic:.4f}, p = {test.p_value:.4f}"
    'F = 1.3750, p = 0.2657'
    """
    table = _table(design, rows, columns, answered)
    p, z = table.shares, table.cells.reshape(-1, *table.shares.shape)
    of_row, of_column = p.sum(axis=1), p.sum(axis=0)
    in_row, in_column = z.sum(axis=2, keepdims=True), z.sum(axis=1, keepdims=True)
    counted = z.sum(axis=(1, 2), keepdims=True)
    expected = np.outer(of_row, of_column)
    apart = z - in_row * of_column - of_row[:, None] * in_column + counted * expected
    free = apart[:, 1:, 1:].reshape(z.shape[0], -1)
    y = table.size * (p - expected)[1:, 1:].ravel()
    covariance = linearised_covariance(design, design.weights[:, None] * free)
    f = distance(y, covariance, name="columns") / y.size
    return f_test(f, y.size, enough(table.free), statistic=f)


def _table(
    design: Design, rows: ArrayLike, columns: ArrayLike, answered: ArrayLike | None
) -> _Table:
    counting, free = rows_that_count(design, answered)
    n = int(counting.sum())
    first = _labelled(rows, counting, name="rows")
    second = _labelled(columns, counting, name="columns")
    shape = (first.labels.size, second.labels.size)
    cells = np.zeros((counting.size, shape[0] * shape[1]))
    cells[np.flatnonzero(counting), first.codes * shape[1] + second.codes] = 1.0
    sums = design.weights @ cells
    return _Table((sums / sums.sum()).reshape(shape), cells, float(sums.sum()), n, free)


def _labelled(labels: ArrayLike, counting: NDArray[np.bool_], *, name: str) -> Groups:
    given = np.asarray(labels)
    if given.shape != counting.shape:
        raise ValueError(f"{name} must hold one label for each of the {counting.size} rows")
    named = grouped(given[counting], rows=int(counting.sum()), name=name)
    if named.labels.size < 2:
        raise ValueError(f"{name} must hold at least two different labels")
    return named


def _pearson(table: _Table) -> float:
    expected = np.outer(table.shares.sum(axis=1), table.shares.sum(axis=0))
    return float(table.rows * ((table.shares - expected) ** 2 / expected).sum())


def _design_effects(design: Design, table: _Table) -> Floats:
    """The matrix whose eigenvalues are the generalised design effects of the interaction."""
    p = table.shares.ravel()
    z = design.weights[:, None] * (table.cells - table.cells.sum(axis=1, keepdims=True) * p)
    covariance = linearised_covariance(design, z / table.size)
    inverse = np.divide(1.0, p, out=np.zeros_like(p), where=p > 0)
    contrasts = np.kron(*(np.eye(k)[:, 1:] - 1 / k for k in table.shares.shape))
    scaled = inverse[:, None] * contrasts
    simple = contrasts.T @ scaled / table.rows
    if not np.linalg.cond(simple) < 1e12:
        raise ValueError("columns must not leave so many cells of the table empty")
    return np.asarray(np.linalg.solve(simple, scaled.T @ covariance @ scaled))
