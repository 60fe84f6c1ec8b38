"""What reference cases say in prose about their data: columns, conditions, counts by group."""

import operator
import re
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from tests.analysis import frames

COMPARISONS = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}
CONDITION = re.compile(r"\s*([\w.]+)\s*(>=|<=|==|>|<)\s*(.+?)\s*")


def columns(said: str | Iterable[str], *, of: pd.DataFrame) -> list[str]:
    """A list as it is, "A1..O5" as the columns from the one to the other, "all columns but id"."""
    if not isinstance(said, str):
        return list(said)
    if found := re.fullmatch(r"([\w.]+?)\.\.([\w.]+)", said):
        names = list(of.columns)
        return names[names.index(found[1]) : names.index(found[2]) + 1]
    if found := re.fullmatch(r"all columns but ([\w., ]+)", said):
        left_out = set(re.split(r"[, ]+", found[1]))
        return [name for name in of.columns if name not in left_out]
    return [said]


def holds(said: str, *, of: pd.DataFrame) -> pd.Series:
    """ "overall>=4" or "sch.wide == 'Yes'" as 1, 0, or missing where the answer is missing."""
    found = CONDITION.fullmatch(said)
    if found is None:
        raise ValueError(f"not a condition: {said}")
    column = of[found[1]] if found[2] == "==" else frames.amounts(found[1], of=of)
    bound = _like(column, found[3].strip("'\""))
    return COMPARISONS[found[2]](column, bound).astype(float).where(column.notna())


def _like(column: pd.Series, value: str) -> bool | float | str:
    if pd.api.types.is_bool_dtype(column):
        return value.upper() == "TRUE"
    return float(value) if pd.api.types.is_numeric_dtype(column) else value


def counts_by(said: str, *, of: pd.DataFrame) -> pd.DataFrame:
    """ "overall>=4 by agency": for each group in order, `x` that it holds for, of `n` answers."""
    condition, by, group = said.partition(" by ")
    if not by:
        raise ValueError(f"neither a column nor a condition by group: {said}")
    answers = holds(condition, of=of).dropna()
    grouped = answers.groupby(of.loc[answers.index, group])
    return pd.DataFrame({"x": grouped.sum(), "n": grouped.count()})


def chosen_rows(said: str, *, of: pd.DataFrame) -> pd.DataFrame:
    """ "agency in A01..A04": the rows from the one label to the other, both included."""
    found = re.fullmatch(r"([\w.]+) in (\S+)\.\.(\S+)", said)
    if found is None:
        return of[holds(said, of=of) == 1]
    column = of[found[1]]
    return of[column.between(_like(column, found[2]), _like(column, found[3]))]


def split_in_two(said: str, labels: pd.Series) -> pd.Series:
    """ "s2 if A04 else s1": the one label for some rows, the other for the rest."""
    found = re.fullmatch(r"(\S+) if (.+) else (\S+)", said)
    if found is None:
        raise ValueError(f"not a choice between two: {said}")
    chosen = labels.astype(str).isin(re.split(r"[, ]+", found[2]))
    return pd.Series(np.where(chosen, found[1], found[3]), index=labels.index)


def numbers(said: Any, *, of: pd.DataFrame | None) -> np.ndarray:
    """Numbers as they stand, a column, "mean diameter by sample" or "overall>=4 by month"."""
    if not isinstance(said, str):
        return np.asarray(said, float)
    if said in of.columns:
        return of[said].to_numpy(float)
    if found := re.fullmatch(r"mean ([\w.]+) by ([\w.]+)", said):
        return of.groupby(found[2])[found[1]].mean().to_numpy()
    return counts_by(said, of=of)["x"].to_numpy(float)


def successes_and_trials(
    args: dict[str, Any], *, of: pd.DataFrame | None
) -> tuple[np.ndarray, np.ndarray]:
    """`x` and `n` of a case: two columns or lists, or a condition by group with its answers."""
    rows = chosen_rows(args["rows"], of=of) if "rows" in args else of
    x = numbers(args["x"], of=rows)
    if isinstance(args["n"], str) and args["n"].split(" ")[0] == "answers":
        return x, counts_by(args["x"], of=rows)["n"].to_numpy(float)
    return x, numbers(args["n"], of=rows)


def shares(
    args: dict[str, Any], *, of: pd.DataFrame | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Successes, trials and scores of groups: written out, in columns, or of a condition by group.

    Where a condition `y` is given the group stands in `group` or `by`, or is the first word of
    `scores` ("month 1..12").
    """
    args = {"n": "answers", **args}
    if "y" in args:
        group = args.get("group") or args.get("by") or args["scores"].split()[0]
        args["x"] = f"{args['y'].split(' by ')[0]} by {group}"
    x, n = successes_and_trials(args, of=of)
    return x, n, _scores(args.get("scores"), groups=len(x))


def _scores(said: Any, *, groups: int) -> np.ndarray:
    """The scores as listed, as "month 1..12", or counted from 1."""
    if said is not None and not isinstance(said, str):
        return np.asarray(said, float)
    first = re.search(r"(-?\d+)\.\.", said or "1..")
    return float(first[1] if first else 1) + np.arange(groups)


def two_samples(args: dict[str, Any], *, of: pd.DataFrame | None) -> list[np.ndarray]:
    """Two lists, "Ozone, Month 5" and "Ozone, Month 8", or one column and two groups of it."""
    if of is None:
        return [np.asarray(args["x"], float), np.asarray(args["y"], float)]
    if "y2" in args:
        said = [f"{args['y']}, {args['x']}", f"{args['y']}, {args['y2']}"]
    else:
        said = [args["x"], args["y"]]
    return [_sample(one, of=of) for one in said]


def _sample(said: str, *, of: pd.DataFrame) -> np.ndarray:
    column, _, chosen = said.partition(",")
    rows = of
    if chosen:
        group, _, value = chosen.strip().partition(" ")
        rows = of[holds(f"{group}=={value.strip()}", of=of) == 1]
    return rows[column.strip()].dropna().to_numpy(float)
