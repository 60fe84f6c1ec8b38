"""Path models of latent variables by partial least squares (the customer satisfaction indices)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.moments import Moments
from analysis.path_schemes import Scheme, path_coefficients, path_scheme

Floats = NDArray[np.float64]
MOST_ROUNDS = 2000
CLOSE_ENOUGH = 1e-13


@dataclass(frozen=True, eq=False)
class PathModel:
    """A fitted model of l latent variables over k questions; everything standardised."""

    n: int
    blocks: tuple[tuple[int, ...], ...]
    """The questions of each latent variable."""
    weights: Floats
    """From the questions to the latent variables, shape (k, l)."""
    loadings: Floats
    """Correlation of each question with its latent variable, shape (k,)."""
    correlation: Floats
    """Of the latent variables, shape (l, l)."""
    paths: Floats
    """Direct effects, from the row to the column, shape (l, l)."""
    explained: Floats
    """R squared of each latent variable; NaN where nothing leads to it."""

    @property
    def total_effects(self) -> Floats:
        """Direct and through others together, shape (l, l)."""
        size = len(self.paths)
        return np.asarray(np.linalg.inv(np.eye(size) - self.paths) - np.eye(size))

    @property
    def communalities(self) -> Floats:
        """Mean squared loading of each block, shape (l,): average variance extracted."""
        return np.array([np.mean(self.loadings[list(block)] ** 2) for block in self.blocks])

    @property
    def goodness(self) -> float:
        """Goodness of fit over blocks of several questions: communality with R squared."""
        several = [i for block in self.blocks if len(block) > 1 for i in block]
        if not several:
            return float("nan")
        return float(np.sqrt(np.mean(self.loadings[several] ** 2) * np.nanmean(self.explained)))


def fit_path_model(
    answers: Moments,
    *,
    blocks: Sequence[Sequence[int]],
    arrows: ArrayLike,
    scheme: Scheme = path_scheme,
) -> PathModel:
    r"""Partial least squares path model with reflective blocks (mode A).

    Parameters
    ----------
    answers : Moments
        Of k questions, complete rows.
    blocks : sequence of sequences of int
        For each of l latent variables the columns of its questions; each question in one.
    arrows : array_like of bool, shape (l, l)
        True where the row leads to the column; no circle.
    scheme : callable, default `path_scheme`
        `centroid_scheme`, `factorial_scheme` or `path_scheme`.

    Returns
    -------
    PathModel
        Standardised; signs such that most loadings of a block are positive.

    Raises
    ------
    ValueError
        If a block is empty, a question stands in none or in two, arrows form a circle or
        leave a latent variable alone, causes follow from each other, a question has no
        variance, or the weights do not settle.

    Notes
    -----
    All from the correlations: with weights W the latent variables correlate as
    :math:`W' R W`; new weights are the correlations of a block's questions with the inner
    estimate, scaled to variance one, until they stay to 13 digits [1]_. Paths are least
    squares. It predicts; standard errors need resampling, and a good fit proves no cause.

    References
    ----------
    .. [1] Tenenhaus, M., Esposito Vinzi, V., Chatelin, Y.-M., Lauro, C. (2005). PLS path
       modeling. Computational Statistics & Data Analysis 48(1), 159-205.

    Examples
    --------
    >>> r = np.array([[1, .6, .3, .3], [.6, 1, .3, .3], [.3, .3, 1, .6], [.3, .3, .6, 1]])
    >>> arrows = [[False, True], [False, False]]
    >>> model = fit_path_model(Moments(99, np.zeros(4), r), blocks=[[0, 1], [2, 3]], arrows=arrows)
    >>> float(model.paths[0, 1].round(3)), float(model.loadings[0].round(3))
    (0.375, 0.894)
    """
    lead = _arrows(arrows, size=len(blocks))
    r = answers.correlation
    place = _membership(blocks, questions=len(r))
    weights = _settled(r, place, lead=lead, scheme=scheme)
    loadings = (r @ weights * place).sum(axis=1)
    signs = np.where(place.T @ np.sign(loadings) < 0, -1.0, 1.0)
    weights, loadings = weights * signs, loadings * (place @ signs)
    latent = weights.T @ r @ weights
    paths = path_coefficients(latent, lead)
    explained = np.where(lead.any(axis=0), (paths * latent).sum(axis=0), np.nan)
    parts = tuple(tuple(int(i) for i in block) for block in blocks)
    return PathModel(answers.n, parts, weights, loadings, latent, paths, explained)


def latent_index(model: PathModel, answers: Moments, *, lowest: float, highest: float) -> Floats:
    r"""Means of the latent variables on a scale from 0 to 100.

    Parameters
    ----------
    model : PathModel
        Fitted to `answers`.
    answers : Moments
        In the units of the questionnaire.
    lowest, highest : float
        The ends of the scale of the questions.

    Returns
    -------
    ndarray, shape (l,)
        From 0 to 100 where weights are positive.

    Raises
    ------
    ValueError
        If `highest` is not above `lowest`, or the weights of a block add up to 0.

    Notes
    -----
    Weights :math:`w_j / s_j` brought to the sum one: :math:`100 (\sum w_j \bar x_j -
    \text{lowest}) / (\text{highest} - \text{lowest})`, the index of the American and the
    European customer satisfaction models [1]_.

    References
    ----------
    .. [1] Fornell, C., Johnson, M. D., Anderson, E. W., Cha, J., Bryant, B. E. (1996). The
       American customer satisfaction index. Journal of Marketing 60(4), 7-18.

    Examples
    --------
    >>> r = np.array([[1, .6, .3, .3], [.6, 1, .3, .3], [.3, .3, 1, .6], [.3, .3, .6, 1]])
    >>> answers = Moments(99, np.array([4.0, 4.0, 3.0, 3.0]), r)
    >>> arrows = [[False, True], [False, False]]
    >>> model = fit_path_model(answers, blocks=[[0, 1], [2, 3]], arrows=arrows)
    >>> latent_index(model, answers, lowest=1, highest=5).round(6).tolist()
    [75.0, 50.0]
    """
    if not highest > lowest:
        raise ValueError("highest must be above lowest")
    raw = model.weights / answers.deviations[:, None]
    together = raw.sum(axis=0)
    if not np.all(np.abs(together) > 1e-12):
        raise ValueError("model must have blocks whose weights do not cancel out")
    means = answers.means @ raw / together
    return np.asarray(100 * (means - lowest) / (highest - lowest))


def _settled(r: Floats, place: Floats, *, lead: NDArray[np.bool_], scheme: Scheme) -> Floats:
    weights = _scaled(r, place.copy())
    for _ in range(MOST_ROUNDS):
        inner = scheme(weights.T @ r @ weights, lead)
        new = _scaled(r, (r @ weights @ inner) * place)
        if np.abs(np.abs(new) - np.abs(weights)).max() < CLOSE_ENOUGH:
            return new
        weights = new
    raise ValueError("blocks do not settle: the latent variables have too little in common")


def _scaled(r: Floats, weights: Floats) -> Floats:
    """Such that every latent variable has variance one."""
    spread = np.sqrt(np.einsum("il,ij,jl->l", weights, r, weights))
    if not np.all(spread > 1e-12):
        raise ValueError("blocks must not be unrelated to all their neighbours")
    return np.asarray(weights / spread)


def _arrows(arrows: ArrayLike, *, size: int) -> NDArray[np.bool_]:
    lead = np.asarray(arrows, bool)
    if lead.shape != (size, size):
        raise ValueError(f"arrows must be a table of {size} by {size}")
    if np.linalg.matrix_power(lead.astype(float) + np.eye(size), size).trace() > size:
        raise ValueError("arrows must not form a circle")
    if not np.all((lead | lead.T).any(axis=1)):
        raise ValueError("arrows must reach every latent variable")
    return lead


def _membership(blocks: Sequence[Sequence[int]], *, questions: int) -> Floats:
    place = np.zeros((questions, len(blocks)))
    for number, block in enumerate(blocks):
        place[list(block), number] += 1
    if not np.all(place.sum(axis=1) == 1) or not np.all(place.sum(axis=0) >= 1):
        raise ValueError("blocks must hold every question once, and each at least one")
    return place
