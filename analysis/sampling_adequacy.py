"""Whether questions share enough to look for factors behind them, and for how many."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis import refusals
from analysis.moments import Moments

Floats = NDArray[np.float64]
MOST_COMPONENTS = 8


class Adequacy(NamedTuple):
    """Kaiser-Meyer-Olkin measures in [0, 1]: of all questions, and of each, shape (k,)."""

    overall: float
    of_questions: Floats


class Sphericity(NamedTuple):
    """Bartlett's test that the questions do not hang together at all."""

    statistic: float
    degrees_of_freedom: int
    p: float


def sampling_adequacy(answers: Moments) -> Adequacy:
    r"""Kaiser-Meyer-Olkin measure of sampling adequacy.

    Parameters
    ----------
    answers : Moments
        Of k >= 2 questions, complete rows, none determined by the others.

    Returns
    -------
    Adequacy
        In [0, 1]; below 0.5 a factor model makes no sense, from 0.8 it is well founded.

    Raises
    ------
    ValueError
        If there are fewer than 2 questions, one without variance, one that the others
        determine, or no correlation at all.

    Notes
    -----
    With correlations :math:`r` and partial correlations :math:`q` given all others:
    :math:`\sum r^2 / (\sum r^2 + \sum q^2)` over pairs :math:`i \ne j` [1]_.

    References
    ----------
    .. [1] Kaiser, H. F., Rice, J. (1974). Little Jiffy, Mark IV. Educational and
       Psychological Measurement 34(1), 111-117.

    Examples
    --------
    >>> from analysis.moments import moments
    >>> rows = [[1, 2, 1], [2, 2, 3], [3, 4, 3], [4, 3, 4], [5, 5, 4]]
    >>> round(sampling_adequacy(moments(rows)).overall, 3)
    0.501
    """
    r = _correlation(answers)
    inverse = refusals.inverse(r, name="answers")
    scale = np.sqrt(np.diag(inverse))
    partial = inverse / np.outer(scale, scale)
    together, apart = _off_diagonal(r) ** 2, _off_diagonal(partial) ** 2
    if not together.sum() > 0:
        raise ValueError("answers must not be uncorrelated throughout")
    of_each = together.sum(axis=0) / (together + apart).sum(axis=0)
    return Adequacy(float(together.sum() / (together + apart).sum()), of_each)


def sphericity_test(answers: Moments) -> Sphericity:
    r"""Bartlett's test of sphericity.

    Parameters
    ----------
    answers : Moments
        As `sampling_adequacy` takes them.

    Returns
    -------
    Sphericity
        The chi-squared statistic, its degrees of freedom, the p-value in [0, 1].

    Raises
    ------
    ValueError
        If there are fewer than 2 questions, one without variance, one that the others
        determine, or too few people for the number of questions.

    Notes
    -----
    :math:`-(n - 1 - (2k + 5) / 6) \ln |R|` with :math:`k (k - 1) / 2` degrees of freedom
    [1]_. With thousands of answers it always rejects; read `sampling_adequacy`.

    References
    ----------
    .. [1] Bartlett, M. S. (1951). The effect of standardization on a chi-square
       approximation in factor analysis. Biometrika 38(3-4), 337-344.

    Examples
    --------
    >>> from analysis.moments import moments
    >>> found = sphericity_test(moments([[1, 2], [2, 2], [3, 4], [4, 3], [5, 5]]))
    >>> f"{found.statistic:.2f} {found.degrees_of_freedom} {found.p:.3f}"
    '3.19 1 0.074'
    """
    r = _correlation(answers)
    refusals.inverse(r, name="answers")
    k = len(r)
    factor = answers.n - 1 - (2 * k + 5) / 6
    if not factor > 0:
        raise ValueError(f"answers must be of more than {1 + (2 * k + 5) / 6:.0f} people")
    statistic = -factor * float(np.linalg.slogdet(r)[1])
    df = k * (k - 1) // 2
    return Sphericity(statistic, df, float(special.chdtrc(df, statistic)))


def partial_averages(answers: Moments) -> Floats:
    r"""Velicer's minimum average partial: how many components to take.

    Parameters
    ----------
    answers : Moments
        As `sampling_adequacy` takes them.

    Returns
    -------
    ndarray, shape (min(8, k - 1),)
        Mean squared partial correlation after taking out 1, 2, ... components; the
        smallest tells how many. Missing (NaN) from where a question is used up.

    Raises
    ------
    ValueError
        As `sampling_adequacy`.

    Notes
    -----
    Component loadings :math:`A_m` of the m largest eigenvalues; :math:`C = R - A_m A_m'`,
    scaled to correlations; the mean of the squared off-diagonal elements [1]_.

    References
    ----------
    .. [1] Velicer, W. F. (1976). Determining the number of components from the matrix of
       partial correlations. Psychometrika 41(3), 321-327.

    Examples
    --------
    >>> from analysis.moments import moments
    >>> rows = [[1, 2, 1], [2, 2, 3], [3, 4, 3], [4, 3, 4], [5, 5, 4]]
    >>> partial_averages(moments(rows)).round(3).tolist()
    [0.347, 1.0]
    """
    r = _correlation(answers)
    values, vectors = np.linalg.eigh(r)
    loadings = (vectors * np.sqrt(np.maximum(values, 0)))[:, ::-1]
    k = len(r)
    return np.array([_average_partial(r, loadings[:, :m]) for m in range(1, _most(k) + 1)])


def _most(questions: int) -> int:
    return min(MOST_COMPONENTS, questions - 1)


def _average_partial(r: Floats, loadings: Floats) -> float:
    left = r - loadings @ loadings.T
    own = np.diag(left)
    if not np.all(own > 0):
        return float("nan")
    k = len(r)
    return float((_off_diagonal(left / np.sqrt(np.outer(own, own))) ** 2).sum() / (k * (k - 1)))


def _correlation(answers: Moments) -> Floats:
    if len(answers.means) < 2:
        raise ValueError("answers must be of at least 2 questions")
    return answers.correlation


def _off_diagonal(matrix: Floats) -> Floats:
    return matrix - np.diag(np.diag(matrix))
