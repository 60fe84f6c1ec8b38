"""How well several questions measure one thing: alpha, its relatives, and each question's part."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis import refusals
from analysis.intervals import Interval
from analysis.moments import Moments

Floats = NDArray[np.float64]


class ItemStatistics(NamedTuple):
    """Of each question, shape (k,): mean, spread, and what it has to do with the others."""

    mean: Floats
    deviation: Floats
    item_total: Floats
    """Correlation with the sum of all questions, itself among them."""
    item_rest: Floats
    """Correlation with the sum of the others: below about 0.3 it measures another thing."""
    alpha_without: Floats
    """Alpha of the other questions; higher than alpha of all: the question lowers it."""


def cronbach_alpha(answers: Moments, *, confidence: float = 0.95) -> Interval:
    r"""Cronbach's alpha with Feldt's interval.

    Parameters
    ----------
    answers : Moments
        Of k >= 2 questions that run in the same direction, complete rows.
    confidence : float, default 0.95
        Coverage, strictly between 0 and 1.

    Returns
    -------
    Interval
        At most 1; below 0 where questions contradict each other.

    Raises
    ------
    ValueError
        If `answers` has fewer than 2 questions or no variance, or `confidence` is not in
        (0, 1).

    Notes
    -----
    With :math:`v_{ij}` the covariances:

    .. math::

        \alpha = \frac{k}{k - 1} \Bigl(1 - \frac{\sum_i v_{ii}}{\sum_{ij} v_{ij}}\Bigr)

    and :math:`(1 - \alpha) / (1 - \hat\alpha)` distributed as F with
    :math:`(n - 1)(k - 1)` and :math:`n - 1` degrees of freedom [2]_ where the questions are
    parallel and normal. Alpha grows with the number of questions and does not show that
    they measure *one* thing; see `sampling_adequacy` and the factor models for that.

    References
    ----------
    .. [1] Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests.
       Psychometrika 16(3), 297-334.
    .. [2] Feldt, L. S. (1965). The approximate sampling distribution of Kuder-Richardson
       reliability coefficient twenty. Psychometrika 30(3), 357-370.

    Examples
    --------
    >>> from analysis.moments import moments
    >>> a = cronbach_alpha(moments([[1, 2], [2, 2], [3, 4], [4, 3], [5, 5]]))
    >>> f"{a.estimate:.3f}, from {a.lower:.3f} to {a.upper:.3f}"
    '0.909, from 0.127 to 0.991'
    """
    refusals.check_confidence(confidence)
    k = _questions(answers)
    alpha = _alpha(answers.covariance)
    df = answers.n - 1
    tail = (1 - confidence) / 2
    ratios = special.fdtri(df, df * (k - 1), np.array([1 - tail, tail]))
    lower, upper = 1 - (1 - alpha) * ratios
    return Interval(lower, np.asarray(alpha)[()], upper)


def alpha_standard_error(answers: Moments) -> float:
    r"""Standard error of Cronbach's alpha without assuming parallel questions.

    Parameters
    ----------
    answers : Moments
        Of k >= 2 questions, complete rows.

    Returns
    -------
    float
        In the unit of alpha.

    Raises
    ------
    ValueError
        If `answers` has fewer than 2 questions or no variance.

    Notes
    -----
    With :math:`V` the covariance matrix and :math:`s = 1'V1` [1]_, equation 2:

    .. math::

        \sqrt{\frac{2 k^2}{n (k - 1)^2 s^3}
              \bigl[s (\operatorname{tr} V^2 + \operatorname{tr}^2 V)
                    - 2 \operatorname{tr} V \cdot 1'V^2 1\bigr]}

    Answers are taken as multivariate normal, which five levels are not quite.

    References
    ----------
    .. [1] Duhachek, A., Iacobucci, D. (2004). Alpha's standard error (ASE): an accurate and
       precise confidence interval estimate. Journal of Applied Psychology 89(5), 792-808.

    Examples
    --------
    >>> from analysis.moments import moments
    >>> rows = [[1, 2], [2, 2], [3, 4], [4, 3], [5, 5]]
    >>> round(alpha_standard_error(moments(rows)), 4)
    0.0763
    """
    k = _questions(answers)
    v = answers.covariance
    total, trace = v.sum(), np.trace(v)
    _alpha(v)  # refuses what has no variance
    squared = v @ v
    inner = total * (np.trace(squared) + trace**2) - 2 * trace * squared.sum()
    return float(np.sqrt(2 * k**2 / ((k - 1) ** 2 * total**3) * inner / answers.n))


def standardized_alpha(answers: Moments) -> float:
    r"""Alpha of the questions after each is brought to variance one.

    Parameters
    ----------
    answers : Moments
        Of k >= 2 questions, complete rows.

    Returns
    -------
    float
        At most 1.

    Raises
    ------
    ValueError
        If `answers` has fewer than 2 questions or one without variance.

    Notes
    -----
    :math:`k \bar r / (1 + (k - 1) \bar r)` with :math:`\bar r` the mean correlation
    between two questions (Spearman-Brown) [1]_. For questions on different scales; on one
    scale use `cronbach_alpha`.

    References
    ----------
    .. [1] Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests.
       Psychometrika 16(3), equation 25.

    Examples
    --------
    >>> from analysis.moments import moments
    >>> round(standardized_alpha(moments([[1, 2], [2, 2], [3, 4], [4, 3], [5, 5]])), 3)
    0.918
    """
    _questions(answers)
    return _alpha(answers.correlation)


def guttman_lambda6(answers: Moments) -> float:
    r"""Guttman's lambda 6: a lower bound of reliability from what questions predict of each other.

    Parameters
    ----------
    answers : Moments
        Of k >= 2 questions, complete rows.

    Returns
    -------
    float
        At most 1.

    Raises
    ------
    ValueError
        If `answers` has fewer than 2 questions, one without variance, or one that the
        others determine.

    Notes
    -----
    :math:`1 - \sum_i (1 - R_i^2) / \sum_{ij} r_{ij}`, with :math:`R_i^2` the squared
    multiple correlation of question i with the others [1]_, on the correlations.

    References
    ----------
    .. [1] Guttman, L. (1945). A basis for analyzing test-retest reliability.
       Psychometrika 10(4), 255-282.

    Examples
    --------
    >>> from analysis.moments import moments
    >>> round(guttman_lambda6(moments([[1, 2], [2, 2], [3, 4], [4, 3], [5, 5]])), 3)
    0.849
    """
    _questions(answers)
    r = answers.correlation
    unexplained = 1 / np.diag(refusals.inverse(r, name="answers"))
    return float(1 - unexplained.sum() / r.sum())


def item_statistics(answers: Moments) -> ItemStatistics:
    r"""What each question contributes to a scale.

    Parameters
    ----------
    answers : Moments
        Of k >= 2 questions that run in the same direction, complete rows.

    Returns
    -------
    ItemStatistics
        Arrays of shape (k,); `alpha_without` is missing (NaN) where k = 2.

    Raises
    ------
    ValueError
        If `answers` has fewer than 2 questions or one without variance.

    Notes
    -----
    With :math:`V` the covariances and :math:`t_i = \sum_j v_{ij}`: item-total correlation
    :math:`t_i / \sqrt{v_{ii} \sum v}`; item-rest
    :math:`(t_i - v_{ii}) / \sqrt{v_{ii} (\sum v - 2 t_i + v_{ii})}` [1]_.

    References
    ----------
    .. [1] Nunnally, J. C., Bernstein, I. H. (1994). Psychometric theory, 3rd ed.,
       chapter 8. McGraw-Hill.

    Examples
    --------
    >>> from analysis.moments import moments
    >>> found = item_statistics(moments([[1, 2, 1], [2, 2, 3], [3, 4, 3], [4, 3, 4]]))
    >>> found.item_rest.round(3).tolist()
    [0.944, 0.592, 0.803]
    """
    k = _questions(answers)
    v = answers.covariance
    own, with_all, total = np.diag(v), v.sum(axis=1), v.sum()
    rest = total - 2 * with_all + own
    if not (np.all(own > 0) and np.all(rest > 0) and total > 0):
        raise ValueError("answers must vary in every question and in the sum of the others")
    parts = [answers.part([j for j in range(k) if j != i]) for i in range(k)] if k > 2 else []
    return ItemStatistics(
        answers.means,
        answers.deviations,
        with_all / np.sqrt(own * total),
        (with_all - own) / np.sqrt(own * rest),
        np.array([_alpha(part.covariance) for part in parts] or [np.nan] * k),
    )


def _questions(answers: Moments) -> int:
    if len(answers.means) < 2:
        raise ValueError("answers must be of at least 2 questions")
    return len(answers.means)


def _alpha(covariance: Floats) -> float:
    k, total = len(covariance), covariance.sum()
    if not total > 0:
        raise ValueError("answers must vary: their sum is the same for everybody")
    return float(k / (k - 1) * (1 - np.trace(covariance) / total))
