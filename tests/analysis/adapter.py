"""One door to every method of `analysis`, for whoever checks it against another program.

`run` takes the words of a reference case and answers with the keys of its `expected`. What a
case says in prose ("overall>=4 by month") is read in `wording`; frames are made plain in `frames`;
each part of the statistics has its own module in `adapters`, and none knows the shipped cases.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from tests.analysis import frames
from tests.analysis.adapters import (
    calibrations,
    changes,
    charts,
    disclosure,
    factor_models,
    funnels,
    indices,
    ordinal,
    proportions,
    quality,
    ranks,
    scales,
    survey_inference,
    surveys,
    trends,
)

Source = pd.DataFrame | Mapping[str, pd.DataFrame] | None
Method = Callable[[Any, dict[str, Any]], Any]

METHODS: dict[str, Method] = {
    **calibrations.METHODS,
    **changes.METHODS,
    **charts.METHODS,
    **disclosure.METHODS,
    **factor_models.METHODS,
    **funnels.METHODS,
    **indices.METHODS,
    **ordinal.METHODS,
    **proportions.METHODS,
    **quality.METHODS,
    **ranks.METHODS,
    **scales.METHODS,
    **survey_inference.METHODS,
    **surveys.METHODS,
    **trends.METHODS,
}


def run(method: str, data: Source, args: dict[str, Any]) -> Any:
    """What `analysis` answers; raises KeyError for a method that it does not have."""
    answer = METHODS[method]
    try:
        return answer(frames.plain(data), args)
    except KeyError as missing:
        raise ValueError(f"{missing} is neither an argument nor in the data") from missing
