"""Factors along principal axes, and principal components."""

import numpy as np

from analysis import refusals
from analysis.factor_solution import Factors
from analysis.moments import Moments

MOST_ROUNDS = 5000
CLOSE_ENOUGH = 1e-10
"""How little communalities move together once they have settled."""


def principal_axis_factors(answers: Moments, *, factors: int) -> Factors:
    r"""Factors by repeated principal axes.

    Parameters
    ----------
    answers, factors
        As `analysis.factors.maximum_likelihood_factors` takes them.

    Returns
    -------
    Factors
        Unrotated.

    Raises
    ------
    ValueError
        As `analysis.factors.maximum_likelihood_factors`.

    Notes
    -----
    Communalities in the diagonal begin at the squared multiple correlations and are replaced
    by what the factors explain until they stay [1]_. It arrives where `minres_factors`
    does, more slowly; for comparison with older reports.

    References
    ----------
    .. [1] Harman, H. H. (1976). Modern factor analysis, 3rd ed., chapter 8. University of
       Chicago Press.

    Examples
    --------
    >>> r = np.array([[1, 0.56, 0.48], [0.56, 1, 0.42], [0.48, 0.42, 1]])
    >>> found = principal_axis_factors(Moments(200, np.zeros(3), r), factors=1)
    >>> found.uniquenesses.round(3).tolist()
    [0.36, 0.51, 0.64]
    """
    refusals.few_factors(factors, questions=len(answers.means))
    r = answers.correlation
    inverse = refusals.inverse(r, name="answers")
    communalities = 1 - 1 / np.diag(inverse)
    for _ in range(MOST_ROUNDS):
        reduced = r - np.diag(1 - communalities)
        found = Factors.principal(answers, reduced, factors=factors)
        before, communalities = communalities, found.communalities
        if np.abs(communalities - before).sum() < CLOSE_ENOUGH:
            return found
    raise ValueError("factors do not settle in these answers")


def principal_components(answers: Moments, *, factors: int) -> Factors:
    r"""Principal components as loadings of standardised questions.

    Parameters
    ----------
    answers : Moments
        Of k questions, complete rows.
    factors : int
        How many components, from 1 to k.

    Returns
    -------
    Factors
        Unrotated; components also carry what belongs to a single question.

    Raises
    ------
    ValueError
        If `factors` is not in 1..k, or a question has no variance.

    Notes
    -----
    Eigenvectors of the correlations times the roots of their eigenvalues [1]_.

    References
    ----------
    .. [1] Hotelling, H. (1933). Analysis of a complex of statistical variables into
       principal components. Journal of Educational Psychology 24(6), 417-441.

    Examples
    --------
    >>> r = np.array([[1, 0.5], [0.5, 1]])
    >>> found = principal_components(Moments(50, np.zeros(2), r), factors=1)
    >>> found.communalities.round(3).tolist()
    [0.75, 0.75]
    """
    r = answers.correlation
    if not 1 <= factors <= len(r):
        raise ValueError(f"factors must be from 1 to {len(r)}, got {factors}")
    return Factors.principal(answers, r, factors=factors)
