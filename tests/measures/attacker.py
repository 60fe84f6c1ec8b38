"""Who wants to know what a few people answered, and subtracts whatever is shown."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.int64]


def found_group(shown: Sequence[NDArray[np.bool_]], *, n: Cells, threshold: int) -> list[int]:
    """Cells that hold fewer than the threshold together and can be had by linear combination.

    `shown` says for every published figure which cells it sums up. A figure over nobody
    tells that its cells are empty; of the others the attacker knows nothing. Empty where
    there is no such group.
    """
    figures = np.array(shown, float).reshape(len(shown), len(n))
    empty = figures[(figures @ n) == 0].any(axis=0)
    unknown = np.flatnonzero(~empty)
    groups = _subsets(len(unknown))
    sizes = groups @ n[unknown]
    groups = groups[(sizes > 0) & (sizes < threshold)]
    beyond_reach = np.abs(groups @ _not_spanned(figures[:, unknown])).max(axis=1, initial=0)
    hits = np.flatnonzero(beyond_reach < 1e-7)
    return unknown[groups[hits[0]] > 0].tolist() if len(hits) else []


def _subsets(size: int) -> NDArray[np.float64]:
    return ((np.arange(2**size)[:, None] >> np.arange(size)) & 1).astype(float)


def _not_spanned(figures: NDArray[np.float64]) -> NDArray[np.float64]:
    """Projects a group on what no combination of the figures reaches: 0 where one does."""
    if not figures.size:
        return np.eye(figures.shape[1])
    _, weights, rows = np.linalg.svd(figures, full_matrices=False)
    basis = rows[weights > 1e-9]
    return np.eye(figures.shape[1]) - basis.T @ basis
