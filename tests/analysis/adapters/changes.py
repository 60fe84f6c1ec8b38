"""Change points under the names of the reference cases, counted from 1."""

from math import ceil, floor, log
from typing import Any

import numpy as np
import pandas as pd

from analysis import change_points, segmentation, share_changes
from tests.analysis import wording


def change_point(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    x, h = wording.numbers(args["x"], of=data), args.get("h", 0.15)
    pettitt, snht = change_points.pettitt_test(x), change_points.homogeneity_split(x)
    fluctuation = change_points.cusum_fluctuation(x)
    single = segmentation.segmentations(x, most=1)[1]
    return {
        "pettitt": {
            "K": pettitt.statistic,
            "k": pettitt.last + 1,
            "p_approx": pettitt.p,
            "argmax_all": pettitt.last + 1,
        },
        "snht_T0": snht.statistic,
        "snht_k": [snht.last + 1],
        **_breakpoints(x, h),
        "single_l2": {"k": single.last[0] + 1, "rss": single.rss},
        "ols_cusum": {"stat": fluctuation.statistic, "p": fluctuation.p},
        "supF": {"stat": change_points.largest_f(x, margin=_margin(h, x.size)).statistic},
        "pelt_scaled": _penalised((x - x.mean()) / x.std(ddof=1)),
    }


def _breakpoints(x: np.ndarray, h: float) -> dict[str, Any]:
    shortest = floor(h * x.size) if h < 1 else int(h)
    if not 2 <= shortest <= x.size // 2:
        raise ValueError(f"h must leave segments of at least 2 of {x.size} points, got {h}")
    found = segmentation.segmentations(x, most=ceil(x.size / shortest) - 2, shortest=shortest)
    best = min(found, key=lambda one: one.bic)
    return {
        "breakpoints_bic": _from_one(best.last) or [None],
        "rss_by_m": [one.rss for one in found],
        "bic_by_m": [one.bic for one in found],
        "optimal_by_m": [_from_one(one.last) for one in found[1:4]],
    }


def _margin(h: float, n: int) -> float:
    """A share of the points; where `h` is a number of them, one that cuts off just so many."""
    return h if h < 1 else (h + 0.5) / n


def _penalised(z: np.ndarray) -> dict[str, Any]:
    priced = segmentation.penalised_segmentation
    return {
        "bic": _from_one(priced(z, penalty=2 * log(z.size), shortest=2)),
        "mbic": _from_one(priced(z, penalty=3 * log(z.size), shortest=2, length_weight=1)),
        "manual10": _from_one(priced(z, penalty=10, shortest=2)),
    }


def _from_one(last: tuple[int, ...]) -> list[int]:
    return [point + 1 for point in last]


def change_point_binomial(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    change = share_changes.share_change(*wording.successes_and_trials(args, of=data))
    return {
        "lr": change.by_split,
        "k": change.last + 1,
        "max_lr": change.statistic,
        "p_before": change.before,
        "p_after": change.after,
    }


METHODS = {"change_point": change_point, "change_point_binomial": change_point_binomial}
