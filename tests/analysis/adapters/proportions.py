"""Two and more shares, and many p-values."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from analysis import comparison, differences, multiplicity, odds, proportions, score_differences
from analysis.intervals import Interval
from tests.analysis import wording

ADJUSTMENTS = {
    "bonferroni": multiplicity.bonferroni,
    "holm": multiplicity.holm,
    "hochberg": multiplicity.hochberg,
    "hommel": multiplicity.hommel,
    "BH": multiplicity.benjamini_hochberg,
    "BY": multiplicity.benjamini_yekutieli,
}


def two_proportions(_data: None, args: dict[str, Any]) -> dict[str, Any]:
    if len(args["x"]) != 2 or len(args["n"]) != 2:
        raise ValueError("x and n must be of two groups")
    (x1, x2), (n1, n2), level = args["x"], args["n"], args.get("level", 0.95)
    groups = (x1, n1), (x2, n2)
    pooled = _or_nothing(proportions.pooled_test, *groups)
    unpooled = _or_nothing(proportions.unpooled_test, *groups)
    wald = differences.wald_difference(*groups, confidence=level)
    corrected = differences.corrected_wald_difference(*groups, confidence=level)
    newcombe = comparison.difference_of_shares(*groups, confidence=level)
    caffo = differences.agresti_caffo_difference(*groups, confidence=level)
    ratio = _or_nothing(odds.conditional_odds_ratio, *groups, confidence=level)
    shares = [x1 / n1, x2 / n2]
    return {
        "diff": newcombe.estimate,
        "z_pooled": pooled and pooled.z,
        "p_z_pooled": pooled and pooled.p_value,
        "z_unpooled": unpooled and unpooled.z,
        "p_z_unpooled": unpooled and unpooled.p_value,
        "prop.test_correct": _chi_square(proportions.corrected_test, groups, corrected, shares),
        "prop.test_nocorrect": _chi_square(
            lambda *pair: proportions.homogeneity_test(*np.transpose(pair)), groups, wald, shares
        ),
        "ci_wald": _named(wald),
        "ci_newcombe": _named(newcombe),
        "ci_newcombe_DescTools_score": _named(newcombe),
        "ci_agresti_caffo": _named(caffo),
        "fisher": {
            "p": odds.fisher_test(*groups),
            "or_cmle": ratio and ratio.estimate,
            "ci_or": [ratio and ratio.lower, ratio and ratio.upper],
        },
        "risk_ratio": _or_nothing(odds.risk_ratio, *groups),
        "odds_ratio": _or_nothing(odds.odds_ratio, *groups),
        "cohen_h": odds.cohen_h(*groups),
    }


def _chi_square(
    test: Callable[..., Any], groups: Any, interval: Interval, shares: list[float]
) -> dict[str, Any]:
    found = _or_nothing(test, *groups)
    return {
        "stat": found and found.statistic,
        "p": found and found.p_value,
        "df": 1,
        "ci": [interval.lower, interval.upper],
        "estimate": shares,
    }


def _named(interval: Interval) -> dict[str, Any]:
    return {"lower": interval.lower, "upper": interval.upper}


def _or_nothing(method: Callable[..., Any], *given: Any, **options: Any) -> Any:
    """The answer, or None where R has NA and `analysis` refuses."""
    try:
        return method(*given, **options)
    except ValueError:
        return None


def two_proportions_mn(_data: None, args: dict[str, Any]) -> dict[str, Any]:
    groups = list(zip(args["x"], args["n"], strict=True))
    level = args.get("level", 0.95)
    mn = score_differences.miettinen_nurminen_difference(*groups, confidence=level)
    mee = score_differences.mee_difference(*groups, confidence=level)
    return {"ci_mn": [mn.lower, mn.upper], "ci_mee": [mee.lower, mee.upper]}


def k_proportions(data: pd.DataFrame | None, args: dict[str, Any]) -> dict[str, Any]:
    x, n, _ = wording.shares(args, of=data)
    whole = proportions.homogeneity_test(x, n)
    pairs = proportions.pairwise_tests(x, n)
    return {
        "chisq": {
            "stat": whole.statistic,
            "p": whole.p_value,
            "df": whole.freedom,
            "estimate": x / n,
        },
        "pairs": pairs.pairs + 1,
        "pairwise_raw": pairs.p_values,
        "holm": pairs.holm,
        "BH": pairs.benjamini_hochberg,
    }


def p_adjust(_data: None, args: dict[str, Any]) -> dict[str, Any]:
    p = pd.Series(args["p"], dtype=float)
    given = p.dropna()
    return {
        name: [
            None if np.isnan(value) else value
            for value in pd.Series(adjusted(given.to_numpy()), given.index).reindex(p.index)
        ]
        for name, adjusted in ADJUSTMENTS.items()
    }


METHODS = {
    "two_proportions": two_proportions,
    "two_proportions_mn": two_proportions_mn,
    "k_proportions": k_proportions,
    "p_adjust": p_adjust,
}
