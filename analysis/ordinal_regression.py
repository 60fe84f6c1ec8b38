"""Regression of an ordered answer: how properties shift the whole distribution of it."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, special

from analysis import refusals

Floats = NDArray[np.float64]
Link = Literal["logit", "probit"]

MOST_STEPS = 50
DECREMENT = 1e-22
"""Twice the gain in log-likelihood that a further step promises, below which none is made."""
SEPARATED = 1e-6
"""A direction in which no answer becomes less likely; less than this is rounding."""


class OrdinalModel(NamedTuple):
    """Estimates with standard errors; `thresholds` lie between neighbouring answers."""

    coefficients: Floats
    coefficient_errors: Floats
    thresholds: Floats
    threshold_errors: Floats
    log_likelihood: float
    aic: float
    answers: float


def ordinal_regression(
    counts: ArrayLike, predictors: ArrayLike, *, link: Link = "logit"
) -> OrdinalModel:
    r"""Cumulative-link (proportional-odds) model, from counts.

    Parameters
    ----------
    counts : array_like of int, shape (m, j)
        How often each of j ordered answers, lowest first, was given where the predictors
        have the values of the row. Single people are rows with one 1.
    predictors : array_like of number, shape (m, k)
        What the answer may depend on; 0 and 1 for a property. No constant.
    link : {"logit", "probit"}, default "logit"
        Distribution behind the answers: logistic or normal.

    Returns
    -------
    OrdinalModel
        `coefficients` of shape (k,): a positive one goes with higher answers, by its
        exponential as odds ratio under the logit link. `thresholds` of shape (j - 1,).
        Standard errors from the observed information.

    Raises
    ------
    ValueError
        If counts are negative, fractional or missing, fewer than two answers are on the
        scale, an answer was never given, predictors are missing, infinite, not one row for
        each of `counts`, or follow from each other and a constant; if the answers are
        separated (a combination of predictors orders them without error) so that no
        estimate exists; if `link` is unknown or the search does not converge.

    Notes
    -----
    .. math:: P(Y \le j) = F(\theta_j - x^\top \beta)

    by maximum likelihood with Newton's method; the likelihood has one peak [2]_. Assumes
    that a predictor shifts all thresholds alike and that answers are independent.
    Separation is looked for by linear programming before the search.

    References
    ----------
    .. [1] McCullagh, P. (1980). Regression models for ordinal data. Journal of the Royal
       Statistical Society B 42(2), 109-142.
    .. [2] Pratt, J. W. (1981). Concavity of the log likelihood. JASA 76(373), 103-106.

    Examples
    --------
    >>> model = ordinal_regression([[30, 20, 10], [12, 20, 33]], [[0], [1]])
    >>> print(model.coefficients.round(4), model.thresholds.round(4))
    [1.56] [0.0207 1.5484]
    """
    c, x = _checked(counts, predictors)
    if link not in ("logit", "probit"):
        raise ValueError(f"link must be logit or probit, got {link}")
    centre, scale = x.mean(axis=0), x.std(axis=0)
    standard = (x - centre) / scale
    _check_separation(c, standard)
    found, information = _maximum(c, standard, link)
    back = _unscaled(centre, scale, thresholds=c.shape[1] - 1)
    errors = np.sqrt(np.diag(back @ np.linalg.inv(information) @ back.T))
    estimate, cut = back @ found, c.shape[1] - 1
    height = float(_log_likelihood(found, c, standard, link))
    return OrdinalModel(
        estimate[cut:],
        errors[cut:],
        estimate[:cut],
        errors[:cut],
        height,
        2 * estimate.size - 2 * height,
        float(c.sum()),
    )


def _checked(counts: ArrayLike, predictors: ArrayLike) -> tuple[Floats, Floats]:
    c, x = refusals.whole_counts(counts), np.asarray(predictors, float)
    if c.ndim != 2 or c.shape[1] < 2:
        raise ValueError("counts must hold a list of two answers or more for each row")
    if x.ndim != 2 or x.shape[0] != c.shape[0] or x.shape[1] == 0:
        raise ValueError("predictors must hold a list of values for each row of counts")
    if not np.all(np.isfinite(x)):
        raise ValueError("predictors must be finite numbers")
    if not np.all(c.sum(axis=0) > 0):
        raise ValueError("counts must hold every answer at least once")
    given = c.sum(axis=1) > 0
    c, x = c[given], x[given]
    away = x - x.mean(axis=0)
    size = np.linalg.norm(away, axis=0)
    if not np.all(size > 0) or np.linalg.matrix_rank(away / size) < x.shape[1]:
        raise ValueError("predictors must not follow from each other and a constant")
    return c, x


def _check_separation(c: Floats, x: Floats) -> None:
    """Refuse a direction in which no answer becomes less likely and some become more so.

    Along it the likelihood rises without end. The answer j of a row stays as likely where
    its upper bound does not fall and its lower bound does not rise.
    """
    row, answer = np.nonzero(c)
    bounds = c.shape[1] - 1
    upper = np.hstack([np.eye(bounds)[answer[answer < bounds]], -x[row[answer < bounds]]])
    lower = np.hstack([np.eye(bounds)[answer[answer > 0] - 1], -x[row[answer > 0]]])
    rises = np.vstack([upper, -lower])
    best = optimize.linprog(
        -rises.sum(axis=0), A_ub=-rises, b_ub=np.zeros(len(rises)), bounds=(-1, 1)
    )
    if best.fun is None or -best.fun > SEPARATED * len(rises):
        raise ValueError("predictors separate the answers: no estimate exists")


def _maximum(c: Floats, x: Floats, link: Link) -> tuple[Floats, Floats]:
    """The most likely thresholds and coefficients, and the information there."""
    shares = np.cumsum(c.sum(axis=0))[:-1] / c.sum()
    start = special.logit(shares) if link == "logit" else special.ndtri(shares)
    at = np.concatenate([start, np.zeros(x.shape[1])])
    height = _log_likelihood(at, c, x, link)
    for _ in range(MOST_STEPS):
        gradient, information = _derivatives(at, c, x, link)
        step = np.linalg.solve(information, gradient)
        if gradient @ step <= DECREMENT * max(1, abs(height)):
            return at, information
        for _ in range(MOST_STEPS):
            reached = _log_likelihood(at + step, c, x, link)
            if reached >= height:
                break
            step = step / 2
        else:
            return at, information  # no step rises any further: rounding is all that is left
        at, height = at + step, reached
    raise ValueError("counts and predictors gave no estimate: the search did not converge")


def _bounds(at: Floats, c: Floats, x: Floats) -> tuple[Floats, Floats]:
    """The lower and upper bound of every answer in every row."""
    cut = c.shape[1] - 1
    inner = at[:cut] - (x @ at[cut:])[:, None]
    end = np.full((len(x), 1), np.inf)
    return np.hstack([-end, inner]), np.hstack([inner, end])


def _log_likelihood(at: Floats, c: Floats, x: Floats, link: Link) -> float:
    """Minus infinity where thresholds are out of order or an answer given is impossible."""
    chance = _chance(*_bounds(at, c, x), link)
    if not np.all(chance[c > 0] > 0):
        return -np.inf
    return float(special.xlogy(c, np.where(c > 0, chance, 1)).sum())


def _chance(lower: Floats, upper: Floats, link: Link) -> Floats:
    """The probability between two bounds, without losing digits in the upper tail."""
    distribution = special.expit if link == "logit" else special.ndtr
    turned = lower > 0
    low, high = np.where(turned, -upper, lower), np.where(turned, -lower, upper)
    return np.asarray(distribution(high) - distribution(low))


def _derivatives(at: Floats, c: Floats, x: Floats, link: Link) -> tuple[Floats, Floats]:
    """The gradient of the log-likelihood and its negative second derivative."""
    lower, upper = _bounds(at, c, x)
    chance = np.where(c > 0, _chance(lower, upper, link), 1)
    weight, (fu, du), (fl, dl) = c / chance, _density(upper, link), _density(lower, link)
    up, low = weight * fu, weight * fl
    gradient = np.concatenate(
        [(up[:, :-1] - low[:, 1:]).sum(axis=0), -x.T @ (up - low).sum(axis=1)]
    )
    # Second derivatives with respect to the two bounds of each answer.
    uu, ll = weight * du - up * fu / chance, -weight * dl - low * fl / chance
    ul = up * fl / chance
    same, next_to = (uu[:, :-1] + ll[:, 1:]).sum(axis=0), ul[:, 1:-1].sum(axis=0)
    among = np.diag(same) + np.diag(next_to, 1) + np.diag(next_to, -1)
    across = -(uu[:, :-1] + ul[:, :-1] + ll[:, 1:] + ul[:, 1:]).T @ x
    within = x.T @ ((uu + ll + 2 * ul).sum(axis=1)[:, None] * x)
    return gradient, -np.block([[among, across], [across.T, within]])


def _density(bound: Floats, link: Link) -> tuple[Floats, Floats]:
    """The density behind the link and its slope; both 0 at the open ends."""
    if link == "logit":
        density = special.expit(bound) * special.expit(-bound)
        return density, density * (special.expit(-bound) - special.expit(bound))
    density = np.exp(-(bound**2) / 2) / np.sqrt(2 * np.pi)
    return density, -np.where(np.isfinite(bound), bound, 0) * density


def _unscaled(centre: Floats, scale: Floats, *, thresholds: int) -> Floats:
    """What turns estimates for standardised predictors into those for the predictors."""
    shift = np.tile(centre / scale, (thresholds, 1))
    none = np.zeros((scale.size, thresholds))
    return np.block([[np.eye(thresholds), shift], [none, np.diag(1 / scale)]])
