"""The statistics that bring SciPy along, loaded when the first figure is computed.

SciPy was a fifth of the start of every command and of the worker, most of which compute none.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis import chart_rules as chart_rules
    from analysis import comparison as comparison
    from analysis import driver_intervals as driver_intervals
    from analysis import funnel as funnel
    from analysis import importance as importance
    from analysis import index as index
    from analysis import interrupted_series as interrupted_series
    from analysis import intervals as intervals
    from analysis import odds as odds
    from analysis import power as power
    from analysis import proportions as proportions
    from analysis import regression_to_mean as regression_to_mean
    from analysis import reliability as reliability
    from analysis import sample_size as sample_size

ON_MOST_PAGES = ("intervals", "index", "comparison", "proportions")


def __getattr__(name: str) -> ModuleType:
    """One of the modules above; the interpreter asks for each of them once."""
    try:
        module = globals()[name] = import_module(f"analysis.{name}")
    except ModuleNotFoundError as missing:
        raise AttributeError(name) from missing
    return module


def load() -> None:
    """Ahead, where nobody waits for it: a server does, before its first page."""
    for name in ON_MOST_PAGES:
        __getattr__(name)
