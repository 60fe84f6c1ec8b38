"""Disclosure control under the names of the reference cases."""

import re
from typing import Any

import numpy as np
import pandas as pd

from analysis import disclosure, suppression


def sdc(data: pd.DataFrame, args: dict[str, Any]) -> dict[str, Any]:
    """Of the benchmark's keys those hold that any right pattern shares, all if it is the same."""
    counts = _cross_table(data, args)
    found = suppression.suppress(counts, below=args["maxN"] + 1)
    mask, primary = found.suppressed[:-1, :-1], found.primary[:-1, :-1]
    alone = suppression.audit(counts, primary)
    return {
        "n": counts,
        "primary": primary,
        "recoverable_if_primary_only": primary & alone.exact[:-1, :-1],
        "gauss": {
            "n_suppressed_inner": mask.sum(),
            "margins_suppressed": found.suppressed.sum() - mask.sum(),
            "mask": mask,
            "audit": {
                "lower": found.bounds.lower[:-1, :-1],
                "upper": found.bounds.upper[:-1, :-1],
                "any_exact": bool(np.any(found.bounds.exact & found.suppressed)),
            },
        },
    }


def _cross_table(data: pd.DataFrame, args: dict[str, Any]) -> np.ndarray:
    """ "agency A01..A08" by "overall 1..5", counted."""
    (line, lines), (column, columns) = (_labels(args[key], data) for key in ("rows", "cols"))
    table = pd.crosstab(data[line], data[column])
    return table.reindex(index=lines, columns=columns, fill_value=0).to_numpy()


def _labels(said: str, data: pd.DataFrame) -> tuple[str, list[Any]]:
    name, _, between = said.partition(" ")
    labels = sorted(data[name].dropna().unique())
    if found := re.fullmatch(r"(\S+)\.\.(\S+)", between):
        kind = type(labels[0])
        labels = [label for label in labels if kind(found[1]) <= label <= kind(found[2])]
    return name, labels


def sdc_differencing(data: None, args: dict[str, Any]) -> dict[str, Any]:
    bounds = disclosure.cell_bounds(args["A"], args["b"])
    return {
        "unit_identified": np.flatnonzero(disclosure.identified_cells(args["A"])) + 1,
        "lower": bounds.lower,
        "upper": bounds.upper,
    }


METHODS = {"sdc": sdc, "sdc_differencing": sdc_differencing}
