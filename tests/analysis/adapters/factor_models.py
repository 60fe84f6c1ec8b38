"""Factors, confirmatory models, omega and path models in the words of the cases."""

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from analysis import (
    factors,
    path_schemes,
    principal_factors,
    reliability,
    rotation,
    validity,
)
from analysis.confirmatory import FactorModel, fit_factor_model
from analysis.fit_indices import model_fit
from analysis.general_factor import hierarchical_omega
from analysis.path_model import fit_path_model, latent_index
from tests.analysis import wording
from tests.analysis.adapters.scales import complete, named

Args = dict[str, Any]
SCHEMES = {
    "centroid": path_schemes.centroid_scheme,
    "factorial": path_schemes.factorial_scheme,
    "pathWeighting": path_schemes.path_scheme,
}


def efa(data: pd.DataFrame, args: Args) -> Any:
    columns = wording.columns(args["items"], of=data)
    answers = complete(data, columns)
    count = args["nfactors"]
    likely = factors.maximum_likelihood_factors(answers, factors=count)
    smallest = factors.minres_factors(answers, factors=count)
    turned = rotation.ordered(rotation.varimax(likely.loadings))
    oblique = rotation.oblimin(likely.loadings)
    found: dict[str, Any] = {
        "uniquenesses": named(columns, likely.uniquenesses),
        "varimax": _table(columns, turned),
        "varimax_ss": (turned**2).sum(axis=0),
        "promax4": _table(columns, rotation.promax(turned).loadings),
        "oblimin": _table(columns, oblique.loadings),
        "oblimin_abs_phi": np.sort(np.abs(oblique.correlation[np.triu_indices(count, 1)])),
    }
    questions = len(columns)
    if (questions - count) ** 2 > questions + count:
        test = factors.enough_factors_test(answers, likely)
        found |= {"chisq": test.statistic, "df": test.degrees_of_freedom, "p": test.p}
    axes = principal_factors.principal_axis_factors(answers, factors=count)
    components = principal_factors.principal_components(answers, factors=count)
    return {
        "n": answers.n,
        "ml": found,
        "minres": {
            "uniquenesses": named(columns, smallest.uniquenesses),
            "varimax": _table(columns, rotation.varimax(smallest.loadings)),
        },
        "principal_axis": {"uniquenesses": named(columns, axes.uniquenesses)},
        "pca": {"communalities": named(columns, components.communalities)},
    }


def _table(columns: list[str], loadings: Any) -> dict[str, Any]:
    rows = rotation.ordered(loadings)
    names = [f"F{number}" for number in range(1, rows.shape[1] + 1)]
    return {column: named(names, row) for column, row in zip(columns, rows, strict=True)}


def _model(said: str) -> dict[str, list[str]]:
    """ "f1 =~ q1 + q2" on each line: the questions of each factor, and nothing else."""
    found: dict[str, list[str]] = {}
    for line in re.split(r"[\n;]", re.sub("#.*", "", said)):
        if not line.strip():
            continue
        factor, loads, items = line.partition("=~")
        if not loads:
            raise ValueError(f"model must say which items load on which factor, got {line.strip()}")
        found.setdefault(factor.strip(), []).extend(item.strip() for item in items.split("+"))
    return found


def cfa(data: pd.DataFrame, args: Args) -> Any:
    said = _model(args["model"])
    columns = list(dict.fromkeys(item for items in said.values() for item in items))
    blocks = [[columns.index(item) for item in items] for items in said.values()]
    if found := re.match(r"complete on ([\w.]+)", args.get("rows", "")):
        data = data.dropna(subset=wording.columns(found[1], of=data))
    answers = complete(data, columns)
    model = fit_factor_model(answers, blocks)
    ratio = validity.heterotrait_ratio(answers.correlation, blocks)
    names = list(said)
    return {
        "n": answers.n,
        "fit": _fit(model),
        "wishart": _wishart(model),
        "htmt": [
            {"a": names[b], "b": names[a], "htmt": ratio[a, b]}
            for a in range(len(names))
            for b in range(a + 1, len(names))
        ],
    }


def reliabilities(
    model: FactorModel, names: list[str], blocks: list[list[int]]
) -> dict[str, dict[str, float]]:
    return {
        name: {
            "cr": validity.composite_reliability(model.standardized[block, place]),
            "ave": validity.average_variance_extracted(model.standardized[block, place]),
        }
        for place, (name, block) in enumerate(zip(names, blocks, strict=True))
    }


def _fit(model: FactorModel) -> dict[str, Any]:
    fit = model_fit(model)
    return {
        "chisq": fit.statistic,
        "df": fit.degrees_of_freedom,
        "pvalue": fit.p,
        "baseline.chisq": fit.baseline_statistic,
        "baseline.df": fit.baseline_degrees_of_freedom,
        "cfi": fit.comparative,
        "tli": fit.tucker_lewis,
        "rmsea": fit.rmsea,
        "rmsea.ci.lower": fit.rmsea_lower,
        "rmsea.ci.upper": fit.rmsea_upper,
        "srmr": fit.residual,
        "logl": fit.log_likelihood,
        "aic": fit.akaike,
        "bic": fit.bayesian,
        "nfi": fit.normed,
        "ifi": fit.incremental,
        "gfi": fit.goodness,
    }


def _wishart(model: FactorModel) -> dict[str, Any]:
    fit = _fit(replace(model, n=model.n - 1))
    return {key: fit[key] for key in ("chisq", "cfi", "tli", "rmsea", "srmr")}


def parameters(
    model: FactorModel, names: list[str], columns: list[str], blocks: list[list[int]]
) -> list[dict[str, Any]]:
    """The table of estimates. Some cases end their search early, a few parts in 100,000 away."""
    loaded = [
        (names[f], "=~", columns[i], model.loadings[i, f], model.loading_errors[i, f],
         model.standardized[i, f])
        for f, block in enumerate(blocks)
        for i in block
    ]  # fmt: skip
    scale = np.diag(model.implied)
    unique = [
        (column, "~~", column, model.unique[i], model.unique_errors[i], model.unique[i] / scale[i])
        for i, column in enumerate(columns)
    ]
    pairs = [(f, f) for f in range(len(names))]
    pairs += [(a, b) for a in range(len(names)) for b in range(a + 1, len(names))]
    among = [
        (names[a], "~~", names[b], model.factor_covariance[a, b],
         model.factor_covariance_errors[a, b], model.factor_correlation[a, b])
        for a, b in pairs
    ]  # fmt: skip
    keys = ("lhs", "op", "rhs", "est", "se", "std_all")
    return [dict(zip(keys, row, strict=True)) for row in [*loaded, *unique, *among]]


def mcdonald_omega(data: pd.DataFrame, args: Args) -> Any:
    columns = wording.columns(args["items"], of=data)
    answers = complete(data, columns)
    model = fit_factor_model(answers, [list(range(len(columns)))])
    standardized = model.standardized[:, 0]
    smallest = rotation.ordered(factors.minres_factors(answers, factors=1).loadings)[:, 0]
    return {
        "n": answers.n,
        "omega_cfa_ml": validity.mcdonald_omega(model),
        "omega_std_ml": validity.composite_reliability(standardized),
        "omega_minres_cor": validity.composite_reliability(smallest),
        "ave_std": validity.average_variance_extracted(standardized),
        "std_loadings": named(columns, standardized),
    }


def mcdonald_omega_hierarchical(data: pd.DataFrame, args: Args) -> Any:
    answers = complete(data, wording.columns(args["items"], of=data))
    found = hierarchical_omega(answers, factors=args["nfactors"])
    return {
        "omega_h": found.hierarchical,
        "omega_t": found.total,
        "alpha": reliability.standardized_alpha(answers),
        "ecv": found.common,
    }


def pls_path(data: dict[str, pd.DataFrame], args: Args) -> Any:
    inner, outer, rows = _path_tables(data)
    if args.get("mode", "A") != "A":
        raise ValueError(f"mode must be A: blocks reflect their factor, got {args['mode']}")
    latent = list(dict.fromkeys(outer.iloc[:, 0]))
    columns = list(outer.iloc[:, 1])
    blocks = [[i for i, name in enumerate(outer.iloc[:, 0]) if name == one] for one in latent]
    arrows = np.zeros((len(latent), len(latent)), bool)
    for source, target in inner.itertuples(index=False):
        arrows[latent.index(source), latent.index(target)] = True
    answers = complete(rows, columns)
    model = fit_path_model(answers, blocks=blocks, arrows=arrows, scheme=SCHEMES[args["scheme"]])
    several = [place for place, block in enumerate(blocks) if len(block) > 1]
    weights = model.weights.sum(axis=1)
    return {
        "n": answers.n,
        "paths": _paths(model, inner, latent),
        "r2": {
            name: share
            for name, share in zip(latent, model.explained, strict=True)
            if np.isfinite(share)
        },
        "outer_loadings": named(columns, model.loadings),
        "outer_weights_std": named(columns, weights),
        "communality": named(latent, model.communalities),
        "dillon_goldstein_rho": {
            latent[place]: validity.composite_reliability(model.loadings[blocks[place]])
            for place in several
        },
        "gof": model.goodness,
        "lv_cor": {
            name: named(latent, row) for name, row in zip(latent, model.correlation, strict=True)
        },
        "index_0_100": named(
            latent, latent_index(model, answers, lowest=args["lo"], highest=args["hi"])
        ),
    }


def _paths(model: Any, inner: pd.DataFrame, latent: list[str]) -> list[dict[str, Any]]:
    places = [(latent.index(a), latent.index(b)) for a, b in inner.itertuples(index=False)]
    return [
        {
            "from": latent[a],
            "to": latent[b],
            "coef": model.paths[a, b],
            "total": model.total_effects[a, b],
        }
        for a, b in places
    ]


def _path_tables(data: dict[str, pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The arrows, the blocks and the answers; without such names the answers come first."""
    if len(data) != 3:
        raise ValueError("data must be the answers, the arrows and the blocks")
    inner = next((name for name in data if "inner" in name), list(data)[1])
    outer = next((name for name in data if "outer" in name), list(data)[2])
    rows = next(name for name in data if name not in (inner, outer))
    return data[inner], data[outer], data[rows]


METHODS = {
    "cfa": cfa,
    "efa": efa,
    "mcdonald_omega": mcdonald_omega,
    "mcdonald_omega_hierarchical": mcdonald_omega_hierarchical,
    "pls_path": pls_path,
}
