"""Samples whose weights were made to reproduce what is known of the population."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.calibration import calibrated_exponentially, calibrated_linearly
from analysis.design import Design
from analysis.design_effects import kish_effective_size
from analysis.poststratification import poststratified, raked
from tests.analysis.adapters import surveys

Args = dict[str, Any]
Frames = Mapping[str, pd.DataFrame]


def post(data: Frames, args: Args) -> dict[str, Any]:
    sample, *known = data.values()
    cell = args["poststrata"]
    design = poststratified(
        surveys.design_of(sample, args), sample[cell], totals=_totals(cell, known)
    )
    dummies = pd.get_dummies(sample[cell], dtype=float).add_prefix(cell)
    answer = {
        f"weights_by_{cell}": _first_by(sample[cell], design.weights),
        "sum_w": design.weights.sum(),
        f"total_{cell}": surveys.totals(design, dummies),
        **_means_and_totals(design, sample, args),
    }
    if "sch.wide" in sample:
        answer["by_schwide"] = surveys.domains(design, sample["api00"], sample["sch.wide"])
    return answer


def rake(data: Frames, args: Args) -> dict[str, Any]:
    sample, *known = data.values()
    before = surveys.design_of(sample, args)
    margins = args["margins"]
    totals = [_totals(margin, known) for margin in margins]
    design = raked(before, [sample[margin] for margin in margins], totals=totals)
    kish = len(sample) / kish_effective_size(design.weights)
    answer = {"kish_deff": kish, **_means_and_totals(design, sample, args)}
    if _is_of_schools(sample):
        return answer | {"weights_by_cell": _first_by(_cells(sample, margins), design.weights)}
    factors = design.weights / before.weights
    return answer | {"factor_by_cell": _first_by(_cells(sample, margins), factors)}


def calibrate(data: pd.DataFrame, args: Args) -> dict[str, Any]:
    terms = [term.strip() for term in args["formula"].lstrip("~ ").split("+")]
    columns = _columns(data, terms)[list(args["totals"])]
    method = {"linear": calibrated_linearly, "raking": calibrated_exponentially}[args["calfun"]]
    design = method(surveys.design_of(data, args), columns, totals=list(args["totals"].values()))
    cells = _cells(data, [term for term in terms if not _is_amount(data[term])])
    return {
        "weights_by_cell": _first_by(cells, design.weights),
        **_means_and_totals(design, data, args),
    }


def _means_and_totals(design: Design, sample: pd.DataFrame, args: Args) -> dict[str, Any]:
    """Of the schools, or of the made-up survey: the share of the satisfied and the mean."""
    if _is_of_schools(sample):
        return {
            "mean": surveys.means(design, sample[surveys.SCHOOLS]),
            "total_enroll": surveys.totals(design, sample[["enroll"]]),
        }
    satisfied = surveys.asked(sample, {"y": args.get("y", "sat = overall>=4")})
    return {
        satisfied.columns[0]: surveys.means(design, satisfied),
        "overall_mean": surveys.means(design, sample[["overall"]]),
    }


def _is_of_schools(sample: pd.DataFrame) -> bool:
    return set(surveys.SCHOOLS) <= set(sample)


def _totals(name: str, known: list[pd.DataFrame]) -> dict[Any, float]:
    """Of a frame with that column and its frequencies, or of one with a line for each level."""
    for frame in known:
        if name in frame:
            return frame.groupby(name)["Freq"].sum().to_dict()
        if "variable" in frame and (frame["variable"] == name).any():
            of_name = frame[frame["variable"] == name]
            return dict(zip(of_name["level"], of_name["N"], strict=True))
    raise ValueError(f"no frame has the totals of {name}")


def _columns(data: pd.DataFrame, terms: list[str]) -> pd.DataFrame:
    """R's model matrix: amounts as they are, labels as 0 and 1 without the first."""
    parts = [pd.Series(np.ones(len(data)), index=data.index, name="(Intercept)")]
    for term in terms:
        if _is_amount(data[term]):
            parts.append(data[term])
        else:
            dummies = pd.get_dummies(data[term], dtype=float)
            parts.append(dummies.iloc[:, 1:].add_prefix(term))
    return pd.concat(parts, axis=1)


def _is_amount(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column)


def _cells(data: pd.DataFrame, names: list[str]) -> pd.Series:
    return data[names].astype(str).agg(".".join, axis=1)


def _first_by(cells: pd.Series, values: Any) -> dict[str, float]:
    return pd.Series(np.asarray(values)).groupby(cells.to_numpy()).first().to_dict()


METHODS = {
    "survey_poststratified": post,
    "survey_raked": rake,
    "survey_calibrated": calibrate,
}
