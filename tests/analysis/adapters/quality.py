"""Careless answering, speed and bursts of presses under the names of the reference cases."""

from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from analysis import presses, response_consistency, response_quality
from tests.analysis import frames, wording


def response_quality_of(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    x = data[wording.columns(args["items"], of=data)].to_numpy(float)
    longest, average = response_quality.long_strings(x)
    distances = response_quality.mahalanobis_distances(x)
    cut = special.chdtri(x.shape[1], 0.01)
    found = {
        "longstring": longest,
        "avgstr": average,
        "irv": response_quality.response_variability(x),
        "mahad2": distances,
        "mahad_cut_99": cut,
        "n_mahad_99": np.sum(distances > cut),
        "straightline_all": response_quality.straight_lined(x).sum(),
    }
    if "factors" in args:
        found["evenodd"] = response_consistency.even_odd_inconsistency(x, args["factors"])
    if "critval" in args:
        found["psychsyn"] = response_consistency.synonym_consistency(x, alike=args["critval"])
    return found


def speeders(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    seconds = wording.numbers(args["t"], of=data)
    if not args["items"] > 0:
        raise ValueError(f"items must be above 0, got {args['items']}")
    found = presses.speeds(seconds)
    return {
        "median": found.median,
        "half_median": np.flatnonzero(seconds < found.median / 2) + 1,
        "per_item_2s": np.flatnonzero(seconds < 2 * args["items"]) + 1,
        "rsi": found.relative,
        "n_rsi_1.75": np.sum(found.relative > 1.75),
        "n_rsi_2": np.sum(found.relative > 2),
        "mad_log": found.log_mad,
        "low_log_mad_2.5": np.flatnonzero(found.log_distance < -2.5) + 1,
    }


def press_burst(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    rows = data.sort_values("id", ignore_index=True)
    if rows["device"].isna().any():
        raise ValueError("device must not be missing")
    rows["device"] = frames.labels(rows["device"])
    times = pd.to_datetime(rows["ts"], utc=True)
    seconds = (times - times.min()).dt.total_seconds().to_numpy()
    runs = presses.press_bursts(
        rows["device"].to_numpy(str), seconds, gap=args["gap_s"], at_least=args["k"]
    )
    return {
        "n_runs": len(runs),
        "runs": [
            {
                "device": rows["device"][run[0]],
                "first_id": rows["id"][run[0]],
                "n": run.size,
                "span_s": np.ptp(seconds[run]),
            }
            for run in runs
        ],
        "ids": sorted(int(rows["id"][row]) for run in runs for row in run),
    }


METHODS = {
    "response_quality": response_quality_of,
    "speeders": speeders,
    "press_burst": press_burst,
}
