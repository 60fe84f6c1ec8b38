"""Samples whose weights were made to reproduce what is known of the population."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.calibration import calibrated_exponentially, calibrated_linearly
from analysis.design import Design
from analysis.design_effects import kish_effective_size
from analysis.poststratification import poststratified, raked
from tests.analysis import frames
from tests.analysis.adapters import surveys

Args = dict[str, Any]
Frames = Mapping[str, pd.DataFrame]
METHODS_OF_CALIBRATION = {"linear": calibrated_linearly, "raking": calibrated_exponentially}


def post(data: Frames, args: Args) -> dict[str, Any]:
    sample, *known = data.values()
    cell = args["poststrata"]
    cells = frames.labels(sample[cell])
    design = poststratified(surveys.design_of(sample, args), cells, totals=_totals(cell, known))
    dummies = pd.get_dummies(cells, dtype=float).add_prefix(cell)
    answer = {
        f"weights_by_{cell}": _first_by(cells, design.weights),
        "sum_w": design.weights.sum(),
        f"total_{cell}": surveys.totals(design, dummies),
        **_means_and_totals(design, sample, args),
    }
    if _is_of_schools(sample) and "sch.wide" in sample:
        answer["by_schwide"] = surveys.domains(design, sample["api00"], sample["sch.wide"])
    return answer


def rake(data: Frames, args: Args) -> dict[str, Any]:
    sample, *known = data.values()
    before = surveys.design_of(sample, args)
    margins = args["margins"]
    totals = [_totals(margin, known) for margin in margins]
    labels = [frames.labels(sample[margin]) for margin in margins]
    design = raked(before, labels, totals=totals)
    kish = len(sample) / kish_effective_size(design.weights)
    answer = {"kish_deff": kish, **_means_and_totals(design, sample, args)}
    if _is_of_schools(sample):
        return answer | {"weights_by_cell": _first_by(_cells(sample, margins), design.weights)}
    factors = design.weights / before.weights
    return answer | {"factor_by_cell": _first_by(_cells(sample, margins), factors)}


def calibrate(data: pd.DataFrame, args: Args) -> dict[str, Any]:
    terms = [term.strip() for term in args["formula"].lstrip("~ ").split("+")]
    columns = _columns(data, terms)
    if set(columns) != set(args["totals"]):
        raise ValueError(f"totals must be of {', '.join(columns)}")
    columns = columns[list(args["totals"])]
    method = METHODS_OF_CALIBRATION[args["calfun"]]
    design = method(surveys.design_of(data, args), columns, totals=list(args["totals"].values()))
    labels = [term for term in terms if term in data and not _is_amount(data[term])]
    by_cell = _first_by(_cells(data, labels), design.weights) if labels else {}
    return {
        "weights_by_cell": by_cell,
        **_means_and_totals(design, data, args),
    }


def _means_and_totals(design: Design, sample: pd.DataFrame, args: Args) -> dict[str, Any]:
    """Of what is asked, else of the schools or of the satisfied; the mean where it is known."""
    if _is_of_schools(sample) and "y" not in args:
        return {
            "mean": surveys.means(design, sample[surveys.SCHOOLS]),
            "total_enroll": surveys.totals(design, sample[["enroll"]]),
        }
    y = surveys.asked(sample, {"y": args.get("y", "sat = overall>=4")})
    answer = {name: surveys.means(design, y[[name]]) for name in y}
    if "overall" in sample:
        answer["overall_mean"] = surveys.means(design, sample[["overall"]])
    return answer


def _is_of_schools(sample: pd.DataFrame) -> bool:
    return set(surveys.SCHOOLS) <= set(sample)


def _totals(name: str, known: list[pd.DataFrame]) -> dict[Any, float]:
    """Of a frame with that column and its frequencies, or of one with a line for each level."""
    for frame in known:
        if name in frame:
            return frame.groupby(frames.labels(frame[name]))["Freq"].sum().to_dict()
        if "variable" in frame and (frame["variable"] == name).any():
            of_name = frame[frame["variable"] == name]
            return dict(zip(frames.labels(of_name["level"]), of_name["N"], strict=True))
    raise ValueError(f"no frame has the totals of {name}")


def _columns(data: pd.DataFrame, terms: list[str]) -> pd.DataFrame:
    """R's model matrix: amounts as they are, labels as 0 and 1 without the first."""
    parts = [pd.Series(np.ones(len(data)), index=data.index, name="(Intercept)")]
    for term in terms:
        if _is_amount(data[term]):
            parts.append(data[term])
        else:
            dummies = pd.get_dummies(frames.labels(data[term]), dtype=float)
            parts.append(dummies.iloc[:, 1:].add_prefix(term))
    return pd.concat(parts, axis=1)


def _is_amount(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _cells(data: pd.DataFrame, names: list[str]) -> pd.Series:
    return data[names].apply(frames.labels).agg(".".join, axis=1)


def _first_by(cells: pd.Series, values: Any) -> dict[str, float]:
    return pd.Series(np.asarray(values)).groupby(frames.labels(cells).to_numpy()).first().to_dict()


METHODS = {
    "survey_poststratified": post,
    "survey_raked": rake,
    "survey_calibrated": calibrate,
}
