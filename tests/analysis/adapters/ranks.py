"""Rank tests of two and more groups."""

from itertools import combinations
from typing import Any

import pandas as pd

from analysis import exact_ranks, ranks
from analysis.tabulation import tabulated
from tests.analysis import frames, wording


def mann_whitney(data: pd.DataFrame | None, args: dict[str, Any]) -> dict[str, Any]:
    values, (x, y) = tabulated(*wording.two_samples(args, of=data))
    found = ranks.mann_whitney(x, y)
    return {
        "W": found.larger,
        "U2": x.sum() * y.sum() - found.larger,
        "p_correct": found.corrected.p_value,
        "p_nocorrect": found.uncorrected.p_value,
        "A12": found.probability,
        "rank_biserial": 2 * found.probability - 1,
        "z_nocorrect": found.uncorrected.z,
        "hodges_lehmann_median_of_differences": ranks.median_difference(x, y, values),
    }


def mann_whitney_exact(data: pd.DataFrame | None, args: dict[str, Any]) -> dict[str, Any]:
    larger, p_value = exact_ranks.mann_whitney_exact(*wording.two_samples(args, of=data))
    return {"W": larger, "p_exact": p_value}


def kruskal_wallis(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    rows = data.assign(**{args["y"]: frames.amounts(args["y"], of=data)})
    rows = rows.dropna(subset=[args["y"], args["group"]])
    samples = dict(list(rows.groupby(args["group"])[args["y"]]))
    names = [frames.label(name) for name in samples]
    counts = tabulated(*samples.values()).counts
    found, dunn = ranks.kruskal_wallis(counts), ranks.dunn_test(counts)
    return {
        "H": found.test.statistic,
        "df": found.test.freedom,
        "p": found.test.p_value,
        "epsilon2": found.epsilon_squared,
        "eta2_H": found.eta_squared,
        "groups": names,
        "mean_ranks": dict(zip(names, found.mean_ranks, strict=True)),
        "dunn": [
            {"a": names[a], "b": names[b], "z": z, "p": p}
            for (a, b), z, p in zip(dunn.pairs, dunn.z, dunn.p_values, strict=True)
        ],
        "dunn_holm": dunn.holm,
        "dunn_BH": dunn.benjamini_hochberg,
        "dunn_bonferroni": dunn.bonferroni,
        "pairwise_wilcox_correct_raw": [
            ranks.mann_whitney(a, b).corrected.p_value for a, b in combinations(counts, 2)
        ],
    }


METHODS = {
    "mann_whitney": mann_whitney,
    "mann_whitney_exact": mann_whitney_exact,
    "kruskal_wallis": kruskal_wallis,
}
