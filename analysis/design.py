"""How a sample was drawn: weights, strata, clusters, and how many there are to draw from."""

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis import refusals
from analysis.grouping import Ints, crossed, grouped

Floats = NDArray[np.float64]
Lonely = Literal["refuse", "remove", "adjust", "average"]
LONELY = ("refuse", "remove", "adjust", "average")


class Adjustment(Protocol):
    """What known totals of the population took out of the variance."""

    def residuals(self, influences: Floats) -> Floats:
        """What of the weighted influences, shape (n, k), those totals do not explain."""
        ...


@dataclass(frozen=True, eq=False)
class Design:
    """A checked design of n rows, m primary sampling units and H strata; see `sampling_design`."""

    weights: Floats
    """Of each row, shape (n,)."""
    units: Ints | None
    """The unit of each row, shape (n,); None where every row is a unit of its own."""
    strata: Ints
    """The stratum of each unit, shape (m,)."""
    units_drawn: Floats
    """How many units of each stratum are in the sample, shape (H,)."""
    unseen: Floats
    """The share of each stratum's units that was not drawn, shape (H,); 1 without a population."""
    lonely: Lonely
    adjustments: tuple[Adjustment, ...] = ()

    @property
    def row_strata(self) -> Ints:
        return self.strata if self.units is None else self.strata[self.units]

    @property
    def is_lonely(self) -> NDArray[np.bool_]:
        """Strata that vary but show one unit only, shape (H,)."""
        return (self.units_drawn == 1) & (self.unseen > 0)

    @property
    def degrees_of_freedom(self) -> int:
        """Units less strata."""
        return self.strata.size - self.units_drawn.size

    @property
    def factors(self) -> Floats:
        """What the squared distances of each stratum's units count in the variance, shape (H,)."""
        alone = self.is_lonely
        others = np.where(alone, 2.0, np.maximum(self.units_drawn, 2))
        factors = self.unseen * others / (others - 1)
        if self.lonely == "average":
            factors *= alone.size / (alone.size - alone.sum())
        factors[alone] = self.unseen[alone] if self.lonely == "adjust" else 0.0
        return np.asarray(factors)


def sampling_design(
    weights: ArrayLike,
    *,
    strata: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    population: ArrayLike | None = None,
    lonely: Lonely = "refuse",
) -> Design:
    r"""The design of a stratified sample of people or of clusters, drawn in one stage.

    Parameters
    ----------
    weights : array_like of number, shape (n,)
        How many of the population each row stands for, above 0.
    strata : array_like, shape (n,), optional
        The stratum of each row; without it there is one.
    clusters : array_like, shape (n,), optional
        The primary sampling unit of each row; without it every row is one. The same label in
        two strata means two clusters.
    population : array_like of number, shape (n,) or a number, optional
        How many primary sampling units the row's stratum has; the same for all its rows.
        Without it units count as drawn with replacement.
    lonely : {'refuse', 'remove', 'adjust', 'average'}, default 'refuse'
        What a stratum with one unit adds to the variance: nothing at all is computed; nothing
        is added; the squared distance from the mean of all units; the mean of the other
        strata. A stratum whose only unit was drawn for certain adds nothing in any case.

    Returns
    -------
    Design
        What the other functions of survey samples take first.

    Raises
    ------
    ValueError
        If there are no rows, a weight is missing, infinite, 0 or less, a label is missing, a
        population is missing, differs within a stratum or is smaller than the sample, there
        are not two units in a stratum and `lonely` does not say what to do, or no stratum
        shows how its units vary.

    Notes
    -----
    Degrees of freedom are units less strata. Clusters drawn within clusters need no mention
    where the first stage is taken with replacement; with a `population` the variance below
    the first stage is left out, which is small as long as few of the clusters were drawn.
    Do not take out rows of a design to look at some of them: name them as a domain.

    References
    ----------
    .. [1] Lumley, T. (2010). Complex Surveys, Wiley, sections 2.2 and 3.2.
    .. [2] Cochran, W. G. (1977). Sampling Techniques, 3rd ed., Wiley, chapters 5 and 9A.

    Examples
    --------
    >>> design = sampling_design([10, 10, 5, 5], strata=["a", "a", "b", "b"])
    >>> design.degrees_of_freedom
    2
    """
    w = refusals.positive_weights(weights)
    rows = grouped(np.zeros(w.size, int) if strata is None else strata, rows=w.size, name="strata")
    units, unit_strata = None, rows.codes
    if clusters is not None:
        named = grouped(clusters, rows=w.size, name="clusters")
        pairs = crossed(rows.codes, named.codes, seconds=named.labels.size)
        units, unit_strata = pairs.codes, pairs.labels.astype(np.intp) // named.labels.size
    drawn = np.bincount(unit_strata).astype(float)
    design = Design(w, units, unit_strata, drawn, _unseen(population, rows.codes, drawn), lonely)
    _check_lonely(design)
    return design


def domain_degrees_of_freedom(design: Design, *, rows: ArrayLike) -> int:
    """Degrees of freedom of a part of the sample.

    Parameters
    ----------
    design : Design
        The whole sample.
    rows : array_like of bool, shape (n,)
        Which rows belong to the part.

    Returns
    -------
    int
        How many units have such rows, less how many strata have.

    Raises
    ------
    ValueError
        If `rows` does not say yes or no for each row, or says no to all.

    Notes
    -----
    A rule of thumb for Student's interval of a domain; where a domain touches few units of
    many strata it may be 0 or less, and no interval can be had.

    References
    ----------
    .. [1] Korn, E. L., Graubard, B. I. (1999). Analysis of Health Surveys, Wiley, section 5.2.

    Examples
    --------
    >>> design = sampling_design([1, 1, 1, 1, 1], strata=["a", "a", "a", "b", "b"])
    >>> domain_degrees_of_freedom(design, rows=[True, True, True, False, False])
    2
    """
    chosen = np.asarray(rows)
    if chosen.shape != design.weights.shape or chosen.dtype != np.bool_:
        raise ValueError("rows must be true or false for each row of the design")
    if not chosen.any():
        raise ValueError("rows must name at least one row")
    units = np.flatnonzero(chosen) if design.units is None else np.unique(design.units[chosen])
    return int(units.size - np.unique(design.strata[units]).size)


def _unseen(population: ArrayLike | None, strata: Ints, drawn: Floats) -> Floats:
    if population is None:
        return np.ones_like(drawn)
    given = np.asarray(population, float)
    if given.shape not in ((), strata.shape):
        raise ValueError("population must hold one number for each row, or be one number")
    whole = np.empty_like(drawn)
    whole[strata] = given
    if not np.all(whole[strata] == given):
        raise ValueError("population must be the same for all rows of a stratum")
    if not np.all(whole >= drawn):
        raise ValueError("population must not be smaller than the sample of the stratum")
    return np.asarray(1 - drawn / whole)


def _check_lonely(design: Design) -> None:
    if design.lonely not in LONELY:
        raise ValueError(f"lonely must be one of {', '.join(LONELY)}, got {design.lonely!r}")
    alone = design.is_lonely
    if design.lonely == "refuse" and np.any(alone):
        raise ValueError("strata must have two units each, or lonely must say what to do")
    if np.all(alone) and (design.lonely != "adjust" or alone.size == 1):
        raise ValueError("strata must not all have one unit: nothing shows how units vary")
