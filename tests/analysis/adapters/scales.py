"""Reliability, adequacy, drivers, importance and clustering in the words of the cases."""

import re
from typing import Any

import numpy as np
import pandas as pd

from analysis import clustering, drivers, importance, reliability, sampling_adequacy
from analysis.moments import Moments, moments
from analysis.shapley import lmg_shares
from tests.analysis import frames, wording

Args = dict[str, Any]


def complete(data: pd.DataFrame, columns: list[str]) -> Moments:
    answers = pd.DataFrame({column: frames.amounts(column, of=data) for column in columns})
    return moments(answers.dropna().to_numpy())


def named(columns: list[str], values: Any) -> dict[str, Any]:
    return dict(zip(columns, np.asarray(values).tolist(), strict=True))


def cronbach_alpha(data: pd.DataFrame, args: Args) -> Any:
    columns = wording.columns(args["items"], of=data)
    rows = data[columns].copy()
    turned = args.get("reverse", [])
    for column in [turned] if isinstance(turned, str) else turned:
        rows[column] = args["lo"] + args["hi"] - rows[column]
    answers = complete(rows, columns)
    alpha = reliability.cronbach_alpha(answers)
    error = reliability.alpha_standard_error(answers)
    feldt = [alpha.lower, alpha.upper]
    items = reliability.item_statistics(answers)
    found = {
        "raw_alpha": alpha.estimate,
        "std_alpha": reliability.standardized_alpha(answers),
        "lambda6": reliability.guttman_lambda6(answers),
        "average_r": answers.correlation[np.triu_indices(len(columns), 1)].mean(),
        "ase": error,
        "feldt": feldt,
        "duhachek": [alpha.estimate - 1.96 * error, alpha.estimate + 1.96 * error],
        "items": {
            column: {
                "n": answers.n,
                "mean": items.mean[place],
                "sd": items.deviation[place],
                "raw_r": items.item_total[place],
                "r_drop": items.item_rest[place],
                "alpha_if_dropped": items.alpha_without[place],
            }
            for place, column in enumerate(columns)
        },
    }
    return {"complete_cases": found, "n_complete": answers.n, "feldt_exact": feldt}


def icc(data: pd.DataFrame, args: Args) -> Any:
    y = frames.amounts(args["y"], of=data)[data[args["group"]].notna()].dropna()
    groups = y.groupby(data.loc[y.index, args["group"]])
    units = groups.count(), groups.mean(), groups.var()
    found = clustering.intraclass_correlation(*units)
    parts = clustering.variance_components(*units)
    return {
        "msb": found.between,
        "msw": found.within,
        "n0": found.typical_size,
        "mean_size": len(y) / len(groups),
        "icc1_n0": found.single,
        "icc2": found.of_means,
        "F": found.between / found.within,
        "reml": {
            "tau2": parts.between,
            "sigma2": parts.within,
            "icc1": parts.single,
            "grand_mean": parts.mean,
        },
    }


def kmo_bartlett(data: pd.DataFrame, args: Args) -> Any:
    columns = wording.columns(args["items"], of=data)
    answers = complete(data, columns)
    adequacy = sampling_adequacy.sampling_adequacy(answers)
    test = sampling_adequacy.sphericity_test(answers)
    averages = sampling_adequacy.partial_averages(answers)
    values = np.linalg.eigvalsh(answers.correlation)[::-1]
    return {
        "n": answers.n,
        "kmo": adequacy.overall,
        "msa": named(columns, adequacy.of_questions),
        "bartlett": {"chisq": test.statistic, "df": test.degrees_of_freedom, "p": test.p},
        "eigenvalues": values,
        "map": averages,
        "map_min_factors": int(np.nanargmin(averages)) + 1,
        "n_eigen_gt1": int((values > 1).sum()),
    }


def key_drivers(data: pd.DataFrame, args: Args) -> Any:
    predictors = _predictors(data, args["x"])
    rows = pd.concat([data[args["y"]], predictors], axis=1).dropna()
    answers = moments(rows.to_numpy(float))
    fit = drivers.regression(answers)
    columns = list(predictors.columns)
    r = answers.correlation[0, 1:]
    lmg, weights = lmg_shares(answers), drivers.relative_weights(answers)
    found = {
        "std_beta": fit.standardized,
        "zero_order_r": r,
        "lmg": lmg,
        "lmg_rescaled": lmg / lmg.sum(),
        "last": drivers.usefulness(answers),
        "first": r**2,
        "pratt": fit.standardized * r,
        "betasq": fit.standardized**2,
        "genizi": weights,
        "car": drivers.car_scores(answers),
        "johnson_raw": weights,
        "johnson_rescaled": weights / weights.sum(),
        "vif": fit.inflation,
    }
    return {
        "n": answers.n,
        "r2": fit.explained,
        "coef": {"(Intercept)": fit.intercept, **named(columns, fit.slopes)},
        **{key: named(columns, values) for key, values in found.items()},
    }


def _predictors(data: pd.DataFrame, said: str | list[str]) -> pd.DataFrame:
    """Columns as they are, or "f1..f4 = respondent means of q1-3, q4-6, q7-9, q10-12"."""
    if not isinstance(said, str) or "respondent means of" not in said:
        return data[wording.columns(said, of=data)]
    names, blocks = re.split(r"\s*=\s*respondent means of\s*", said)
    stem, first = re.match(r"(\D+)(\d+)", names).groups()  # type: ignore[union-attr]
    means = {}
    found = re.findall(r"([^\d,\s]+)(\d+)-(\d+)", blocks)
    if not names.endswith(f"{stem}{int(first) + len(found) - 1}"):
        raise ValueError(f"x must name as many means as there are blocks, got {said}")
    for place, block in enumerate(found):
        columns = [f"{block[0]}{number}" for number in range(int(block[1]), int(block[2]) + 1)]
        means[f"{stem}{int(first) + place}"] = data[columns].mean(axis=1)
    return pd.DataFrame(means)


def ipa(data: pd.DataFrame, args: Args) -> Any:
    columns = wording.columns(args["items"], of=data)
    outcome = args.get("outcome", args.get("y", "overall"))
    performance = data[columns].mean().to_numpy()
    matters = [complete(data, [column, outcome]).correlation[0, 1] for column in columns]
    found = {
        "performance": named(columns, performance),
        "importance": named(columns, matters),
        "gap_rank": [columns[place] for place in importance.gap_order(performance, matters)],
    }
    for kind in ("mean", "median"):
        at = getattr(importance, f"{kind}_crosshair")(performance, matters)
        places = importance.quadrants(performance, matters, at=at)
        found[f"{kind}_crosshair"] = {
            "perf": at.performance,
            "imp": at.importance,
            "quadrant": dict(zip(columns, map(str, places), strict=True)),
        }
    return found


METHODS = {
    "cronbach_alpha": cronbach_alpha,
    "icc": icc,
    "kmo_bartlett": kmo_bartlett,
    "key_drivers": key_drivers,
    "ipa": ipa,
}
