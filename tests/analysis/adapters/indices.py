"""Indices, sizes of samples and intervals of one share."""

from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from analysis import (
    allocation,
    binomial,
    binomial_exact,
    factor_index,
    index,
    net_score,
    power,
    sample_size,
    spread,
)
from analysis.intervals import Interval, wilson_interval
from tests.analysis import frames

INTERVALS: dict[str, Callable[..., Interval]] = {
    "wilson": wilson_interval,
    "clopper_pearson": binomial_exact.clopper_pearson_interval,
    "agresti_coull": binomial.agresti_coull_interval,
    "wald": binomial.wald_interval,
    "jeffreys": binomial_exact.jeffreys_interval,
    "wilson_cc": binomial.wilson_corrected_interval,
    "mid_p": binomial_exact.mid_p_interval,
}
USUAL_GRID = {
    "level": (0.9, 0.95, 0.99),
    "N": (None, 250, 5000, 120000),
    "p": (0.5, 0.8),
    "e": (0.02, 0.03, 0.05),
}


def satisfaction_index(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    scale = np.arange(args.get("lo", 1), args.get("hi", 5) + 1)
    satisfied = np.isin(scale, args.get("sat", [4, 5]))
    counts = {
        item: _counts(frames.answers_on(item, of=data, scale=scale), scale)
        for items in args["factors"].values()
        for item in items
    }
    factors = {
        name: _factor([counts[item] for item in items], satisfied, scale)
        for name, items in args["factors"].items()
    }
    return {
        "items": {item: _item(c, satisfied, scale) for item, c in counts.items()},
        "factors": factors,
        "overall": {
            "pooled": factor_index.pooled_share(list(counts.values()), satisfied),
            "mean_of_factors": np.mean([f["mean_of_items"] for f in factors.values()]),
            "mean_of_pooled_factors": np.mean([f["pooled"] for f in factors.values()]),
        },
    }


def _item(counts: np.ndarray, satisfied: np.ndarray, scale: np.ndarray) -> dict[str, Any]:
    mean = index.mean_score(counts, scale)
    return {
        "n": int(counts.sum()),
        "counts": {str(score): int(c) for score, c in zip(scale, counts, strict=True)},
        "share_satisfied": index.satisfied_share(counts, satisfied),
        "share_very": index.satisfied_share(counts, scale == scale[-1]),
        "share_dissatisfied": index.satisfied_share(counts, scale <= scale[1]),
        "mean": mean,
        "sd": spread.standard_deviation(counts, scale),
        "median": spread.median_score(counts, scale),
        "score_0_100": index.rescaled(mean, lowest=scale[0], highest=scale[-1]),
    }


def _factor(counts: list[np.ndarray], satisfied: np.ndarray, scale: np.ndarray) -> dict[str, Any]:
    return {
        "pooled": factor_index.pooled_share(counts, satisfied),
        "mean_of_items": factor_index.mean_of_shares(counts, satisfied),
        "mean_score_pooled": index.mean_score(np.sum(counts, axis=0), scale),
    }


def _counts(answers: pd.Series, scale: Iterable[Any]) -> np.ndarray:
    return answers.value_counts().reindex(scale, fill_value=0).to_numpy()


def top_share(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    """Customer satisfaction and customer effort: the best answers, and the mean."""
    answers = frames.amounts(args["column"], of=data)
    scale = np.sort(answers.dropna().unique())
    counts = _counts(answers, scale)
    return {
        "n": int(counts.sum()),
        "top_share": index.satisfied_share(counts, np.isin(scale, args["top"])),
        "mean": index.mean_score(counts, scale),
        "sd": spread.standard_deviation(counts, scale),
        "se": spread.standard_error(counts, scale),
        "median": spread.median_score(counts, scale),
    }


def net_promoter_score(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    answers = frames.answers_on(args["column"], of=data, scale=range(11))
    promoters, detractors = int((answers >= 9).sum()), int((answers <= 6).sum())
    n = len(answers)
    counts = [promoters, n - promoters - detractors, detractors]
    variance = net_score.net_score_variance(counts)
    wald = net_score.net_score_wald_interval(counts)
    adjusted = net_score.net_score_adjusted_interval(counts)
    return {
        "n": n,
        "promoters": promoters,
        "passives": counts[1],
        "detractors": detractors,
        "nps": wald.estimate,
        "nps_points": 100 * wald.estimate,
        "var": variance,
        "se": np.sqrt(variance / n),
        "wald95": [wald.lower, wald.upper],
        "adj_wald95_plus3": [adjusted.lower, adjusted.upper],
    }


def proportion_ci(_data: None, args: dict[str, Any]) -> dict[str, Any]:
    level = args.get("level", 0.95)
    found = {
        name: interval(args["x"], args["n"], confidence=level)
        for name, interval in INTERVALS.items()
    }
    limits = {name: {"lower": i.lower, "upper": i.upper} for name, i in found.items()}
    return {"estimate": found["wilson"].estimate, **limits}


def sizes(data: None, args: dict[str, Any]) -> Any:
    if "grid" in args:
        return _grid(args["grid"])
    if "e" in args:
        usual = {"p": 0.5, "N": None, "level": 0.95}
        return _size(**{name: args.get(name, usual.get(name)) for name in USUAL_GRID})
    return _allocations(args) if "N" in args else _two_shares(args)


def _grid(said: str | list[dict[str, Any]]) -> list[dict[str, Any]]:
    if isinstance(said, str):  # the rows are those of the answer
        said = [dict(zip(USUAL_GRID, row, strict=True)) for row in product(*USUAL_GRID.values())]
    return [_size(**{name: row.get(name) for name in USUAL_GRID}) for row in said]


def _size(*, e: float, p: float, N: float | None, level: float) -> dict[str, Any]:  # noqa: N803 - the word of the cases
    infinite = sample_size.size_for_share(e, share=p, confidence=level)
    finite = sample_size.size_for_share(e, share=p, confidence=level, population=N)
    return {
        "e": e,
        "p": p,
        "N": N,
        "level": level,
        "n0": infinite,
        "fpc_Nm1": finite,
        "practools_nProp": finite,
        "yamane": sample_size.yamane_size(e, population=N),
        "achieved_moe_fpc": sample_size.margin_of_share(
            np.ceil(finite), share=p, confidence=level, population=N
        ),
    }


def _allocations(args: dict[str, Any]) -> dict[str, Any]:
    sizes, total = args["N"], args["n"]
    raw = {
        "proportional": allocation.proportional_allocation(sizes, total=total),
        "equal": allocation.power_allocation(sizes, total=total, power=0),
        "neyman": allocation.neyman_allocation(sizes, args["S"], total=total),
        "power_half": allocation.power_allocation(sizes, total=total, power=0.5),
    }
    return {
        name: {
            "raw": shares,
            "ceiling": allocation.rounded_up(shares),
            "largest_remainder": allocation.whole_parts(shares),
        }
        for name, shares in raw.items()
    }


def _two_shares(args: dict[str, Any]) -> dict[str, Any]:
    level = 1 - args.get("sig.level", 0.05)
    n = args.get("n", 500)
    return {
        "n_per_group": power.size_for_two_shares(
            args["p1"], args["p2"], power=args["power"], confidence=level
        ),
        f"power_n{n}": power.power_of_two_shares(args["p1"], args["p2"], size=n, confidence=level),
    }


METHODS = {
    "satisfaction_index": satisfaction_index,
    "csat": top_share,
    "ces": top_share,
    "nps": net_promoter_score,
    "proportion_ci": proportion_ci,
    "sample_size": sizes,
}
