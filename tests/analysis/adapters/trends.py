"""Trends of shares and of series."""

import re
from typing import Any

import numpy as np
import pandas as pd

from analysis import exact_ranks, share_trend, trends
from analysis.results import ChiSquareTest
from tests.analysis import frames, wording


def cochran_armitage(data: pd.DataFrame | None, args: dict[str, Any]) -> dict[str, Any]:
    x, n, scores = wording.shares(args, of=data)
    found = share_trend.cochran_armitage(x, n, scores)
    cautious = ChiSquareTest.of(found.z**2 * (n.sum() - 1) / n.sum(), 1)
    return {
        "chisq": found.z**2,
        "z": found.z,
        "p_two_sided": found.p_value,
        "slope": found.slope,
        "chisq_Nminus1": cautious.statistic,
        "p_Nminus1": cautious.p_value,
        "departure_chisq": found.departure.statistic if found.departure else 0,
        "departure_df": len(x) - 2,
    }


def mann_kendall(data: pd.DataFrame | None, args: dict[str, Any]) -> dict[str, Any]:
    values = _series(data, args)
    found = trends.mann_kendall(values)
    slope = trends.sen_slope(values, confidence=args.get("level", 0.95))
    lines = values - slope.estimate * np.arange(len(values))
    return {
        "n": len(values),
        "S": found.score,
        "varS": found.variance,
        "z": found.corrected.z,
        "p": found.corrected.p_value,
        "z_nocontinuity": found.uncorrected.z,
        "p_nocontinuity": found.uncorrected.p_value,
        "tau_b": found.tau_b,
        "tau_a": found.tau_a,
        "sen_slope": slope.estimate,
        "sen_ci_trend": [slope.lower, slope.upper],
        "intercept_median_resid": np.median(lines),
    }


def mann_kendall_exact(data: pd.DataFrame | None, args: dict[str, Any]) -> dict[str, Any]:
    values = _series(data, args)
    rising, p_value = exact_ranks.mann_kendall_exact(values)
    pairs = len(values) * (len(values) - 1) / 2
    return {"tau": 2 * rising / pairs - 1, "T": rising, "p_exact": p_value}


def seasonal_mann_kendall(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    year = args.get("year", "year")
    years = data[year] if year in data else data.groupby(args["season"]).cumcount()
    rows = data.assign(turn=years).dropna(subset=[args["column"], args["season"]])
    when = {"years": rows["turn"].to_numpy(), "seasons": rows[args["season"]].to_numpy()}
    values = rows[args["column"]].to_numpy()
    found = trends.seasonal_mann_kendall(values, **when)
    return {
        "S": found.score,
        "varS": found.variance,
        "z": found.corrected.z,
        "p": found.corrected.p_value,
        "z_nocontinuity": found.uncorrected.z,
        "p_nocontinuity": found.uncorrected.p_value,
        "S_by_season": found.scores,
        "seasonal_sen_slope": trends.seasonal_sen_slope(values, **when).estimate,
    }


def _series(data: pd.DataFrame | None, args: dict[str, Any]) -> np.ndarray:
    """Figures written out, of a column, or "monthly share overall>=4", one for each month."""
    if "series" not in args:
        said = args["column"] if "column" in args else args["x"]
        return frames.amounts(said, of=data).dropna().to_numpy() if isinstance(said, str) else said
    found = re.match(r"(\w+)ly (share|mean) ([^,]+?)\s*(,.*)?$", args["series"])
    if found is None:
        raise ValueError(f"series must be such as 'monthly mean nps', got {args['series']}")
    by, figure, of_what = found[1], found[2], found[3]
    answers = wording.holds(of_what, of=data) if figure == "share" else data[of_what]
    return answers.groupby(data[by]).mean().to_numpy()


METHODS = {
    "cochran_armitage": cochran_armitage,
    "mann_kendall": mann_kendall,
    "mann_kendall_exact": mann_kendall_exact,
    "seasonal_mann_kendall": seasonal_mann_kendall,
}
