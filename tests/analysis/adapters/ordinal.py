"""Ordered answers: tables of two questions, and regression by a formula."""

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from analysis import ordinal
from analysis.ordinal_regression import ordinal_regression
from tests.analysis import frames

FACTORS = {"q1,q2,q3": "ftc", "q4,q5,q6": "ftt", "q7,q8,q9": "fcc", "q10,q11,q12": "fkq"}
"""What the cases call the means of these items."""
LINKS = {"logistic": "logit"}


def association(data: pd.DataFrame | None, args: dict[str, Any]) -> dict[str, Any]:
    table = np.asarray(args["table"]) if "table" in args else _table(data, args)
    found, pairs = ordinal.association(table), ordinal.concordance(table)
    rows, columns = (np.arange(1, size + 1) for size in table.shape)
    trend = ordinal.linear_by_linear(table, rows, columns)
    return {
        "chisq": found.test.statistic,
        "df": found.test.freedom,
        "p": found.test.p_value,
        "cramer_v": found.cramer_v,
        "tau_b": pairs.tau_b,
        "spearman": ordinal.spearman_correlation(table),
        "gamma": pairs.gamma,
        "linear_by_linear_M2": trend.test.statistic,
        "p_M2": trend.test.p_value,
    }


def _table(data: pd.DataFrame, args: dict[str, Any]) -> np.ndarray:
    named = [args["rows"], args["cols"]]
    rows = data.dropna(subset=named)
    weights = rows[args["weights"]] if "weights" in args else pd.Series(1, rows.index)
    counts = weights.groupby([rows[name] for name in named]).sum().unstack(fill_value=0)
    given = args.get("levels", {})
    order = [given.get(n) or _levels(rows[n], counted="weights" in args) for n in named]
    return counts.reindex(index=order[0], columns=order[1]).to_numpy()


def _levels(values: pd.Series, *, counted: bool) -> list[Any]:
    """A table of counts keeps the order it is written in; answers of people are sorted.

    Categories have an order of their own.
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        return [level for level in values.cat.categories if (values == level).any()]
    found = list(values.dropna().unique())
    in_order = counted and not pd.api.types.is_numeric_dtype(values)
    return found if in_order else sorted(found)


def regression(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    answer, terms = _formula(args["formula"])
    counted = "weights" in args
    given = args.get("levels", {})
    columns = pd.concat(
        [_predictors(term, data, given.get(term), counted=counted) for term in terms], axis=1
    )
    rows = pd.concat([columns, data[answer].rename("answer")], axis=1)
    rows["weight"] = data[args["weights"]] if counted else 1
    rows = rows.dropna()
    levels = given.get(answer) or _levels(rows["answer"], counted=counted)
    grouped = rows.groupby([*columns.columns, "answer"])["weight"].sum().unstack(fill_value=0)
    model = ordinal_regression(
        grouped[levels].to_numpy(),
        grouped.index.to_frame().to_numpy(float),
        link=LINKS.get(args.get("link"), args.get("link", "logit")),
    )
    cuts = [f"{low}|{high}" for low, high in pairwise(map(frames.label, levels))]
    return {
        "beta": dict(zip(columns, model.coefficients, strict=True)),
        "se_beta": dict(zip(columns, model.coefficient_errors, strict=True)),
        "thresholds": dict(zip(cuts, model.thresholds, strict=True)),
        "se_thresholds": dict(zip(cuts, model.threshold_errors, strict=True)),
        "logLik": model.log_likelihood,
        "AIC": model.aic,
        "nobs_weighted": model.answers,
    }


def _formula(said: str) -> tuple[str, list[str]]:
    answer, right = said.split("~")
    return answer.strip(), [term.strip() for term in re.split(r"\+", right)]


def _predictors(
    term: str, data: pd.DataFrame, levels: list[Any] | None, *, counted: bool
) -> pd.DataFrame:
    """A number as it is, the mean of the answered items, or a column for all levels but one."""
    if found := re.fullmatch(r"mean\((.+)\)", term):
        items = re.sub(r"\s", "", found[1])
        name = FACTORS.get(items, term)
        return data[items.split(",")].mean(axis=1).rename(name).to_frame()
    column = data[term]
    is_amount = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    if levels is None and is_amount:
        return column.to_frame()
    known = levels or _levels(column, counted=counted)
    return pd.DataFrame(
        {
            f"{term}{frames.label(level)}": (column == level)
            .astype(float)
            .where(column.isin(known))
            for level in known[1:]
        }
    )


METHODS = {"ordinal_association": association, "ordinal_regression": regression}
