"""Frames as `analysis` and the adapters want them, whatever index and kinds they came with."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd


def plain(data: Any) -> Any:
    """A frame, or each of several, with rows counted from 0 and numbers as numpy keeps them."""
    if isinstance(data, Mapping):
        return {name: plain(frame) for name, frame in data.items()}
    return data if data is None else data.reset_index(drop=True).apply(_plain_column)


def _plain_column(column: pd.Series) -> pd.Series:
    """Categories that are numbers become numbers; a missing one is NaN, as in a file."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        if not pd.api.types.is_numeric_dtype(column.cat.categories):
            return column
        column = pd.Series(np.asarray(column), column.index)
    if not pd.api.types.is_extension_array_dtype(column) or column.dtype == "str":
        return column.infer_objects()
    if pd.api.types.is_bool_dtype(column) and not column.hasnans:
        return column.astype(bool)
    if pd.api.types.is_numeric_dtype(column):
        return pd.Series(column.to_numpy(float, na_value=np.nan), column.index)
    return column


def label(value: Any) -> str:
    """The name of a level as R writes it: 4 for the number 4.0, TRUE for a truth."""
    if isinstance(value, bool | np.bool_):
        return str(value).upper()
    whole = isinstance(value, float | np.floating) and float(value).is_integer()
    return str(int(value) if whole else value)


def labels(column: pd.Series) -> pd.Series:
    """The names of a column's values; what is missing stays so."""
    return column.astype(object).map(label, na_action="ignore")


def amounts(name: str, *, of: pd.DataFrame) -> pd.Series:
    """A column of numbers, those written as text among them."""
    try:
        found = pd.to_numeric(of[name]).astype(float)
    except (TypeError, ValueError) as wrong:
        raise ValueError(f"{name} must hold numbers") from wrong
    if np.isinf(found).any():
        raise ValueError(f"{name} must hold finite numbers")
    return found


def answers_on(name: str, *, of: pd.DataFrame, scale: Any) -> pd.Series:
    """The answers given to one question, each a score of the scale."""
    found = amounts(name, of=of).dropna()
    if not found.isin(list(scale)).all():
        raise ValueError(f"{name} must hold scores of the scale from {min(scale)} to {max(scale)}")
    return found
