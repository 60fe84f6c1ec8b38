"""Control charts under the names of the reference cases."""

from typing import Any

import numpy as np
import pandas as pd

from analysis import chart_rules, control_charts, individuals_charts
from tests.analysis import wording

EXACT_MEAN_RANGE = 2 / np.sqrt(np.pi)


def p_chart(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    x, n = wording.successes_and_trials(args, of=data)
    chart = control_charts.p_chart(x, n)
    runs = chart_rules.anhoej_runs(chart.z)
    return {
        "center": chart.centre,
        "std_dev": np.sqrt(chart.centre * (1 - chart.centre)),
        "sigma_i": chart.sigma,
        "lcl": chart.lower,
        "ucl": chart.upper,
        "beyond_limits": chart.beyond + 1,
        "runs_qcc7": _above_before_below(chart.z),
        "laney": _laney(x, n),
        "z": chart.z,
        "anhoej": {
            "longest_run": runs.longest_run,
            "longest_run_max": runs.longest_run_allowed,
            "n_crossings": runs.crossings,
            "n_crossings_min": runs.crossings_required,
            "n_useful": runs.useful,
        },
    }


def _laney(x: Any, n: Any) -> dict[str, Any]:
    chart = control_charts.laney_chart(x, n)
    exact = control_charts.laney_chart(x, n, mean_range=EXACT_MEAN_RANGE)
    return {
        "mr_bar_z": chart.sigma_z * control_charts.MEAN_RANGE,
        "sigma_z_1.128": chart.sigma_z,
        "sigma_z_exact_d2": exact.sigma_z,
        "limits_1.128": {"lcl": chart.lower, "ucl": chart.upper},
        "limits_exact_d2": {"lcl": exact.lower, "ucl": exact.upper},
        "beyond_1.128": chart.beyond + 1,
    }


def _above_before_below(z: Any) -> list[int]:
    """The points of long runs, those above the centre before those below, as qcc lists them."""
    points = chart_rules.runs_on_one_side(z, length=7)
    return [int(point) + 1 for side in (1, -1) for point in points if np.sign(z[point]) == side]


def xmr_chart(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    x = wording.numbers(args["x"], of=data)
    chart = individuals_charts.xmr_chart(x)
    return {
        "center": chart.centre,
        "mr_bar": chart.mean_range,
        "sd_qcc": chart.sigma,
        "sd_exact_d2": individuals_charts.xmr_chart(x, mean_range=EXACT_MEAN_RANGE).sigma,
        "lcl_qcc": chart.lower,
        "ucl_qcc": chart.upper,
        "ucl_mr": chart.range_upper,
    }


def ewma_chart(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    chart = individuals_charts.ewma_chart(
        wording.numbers(args["x"], of=data),
        centre=args["center"],
        sigma=args["sd"],
        weight=args["lambda"],
        sigmas=args["nsigmas"],
    )
    return {
        "ewma": chart.average,
        "lcl": chart.lower,
        "ucl": chart.upper,
        "beyond": chart.beyond + 1,
    }


def cusum_chart(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    chart = individuals_charts.cusum_chart(
        wording.numbers(args["x"], of=data),
        centre=args["center"],
        sigma=args["sd"],
        shift=args["shift"],
        decision=args["h"],
    )
    return {
        "pos": chart.upwards,
        "neg": chart.downwards,
        "upper": chart.above + 1,
        "lower": chart.below + 1,
    }


METHODS = {
    "p_chart": p_chart,
    "xmr_chart": xmr_chart,
    "ewma_chart": ewma_chart,
    "cusum_chart": cusum_chart,
}
