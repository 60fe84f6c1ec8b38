"""Every reference case against what another program computed, to the tolerance of the case.

The freely licensed cases stand in `reference`; a clone that has the others beside it reads them
there. `null` stands for what R calls NA, NaN or infinite.
"""

import json
import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.analysis.adapter import METHODS, Source, run

HERE = Path(__file__).parent / "reference"
BESIDE = Path(__file__).parents[3] / "shared" / "reference"
WAITING = {"cfa_ordinal", "kleinberg_burst"}
"""Methods that the product does not have."""
SMALLEST = 1e-14
"""Two numbers nearer than this are one, whatever their size."""


def cases() -> list[Any]:
    found = {path.name: path for root in (BESIDE, HERE) for path in (root / "ref").glob("*.json")}
    return [pytest.param(path, id=path.stem) for name, path in sorted(found.items())]


@pytest.mark.parametrize("path", cases())
def test_a_reference_case_is_reproduced(path):
    case = json.loads(path.read_text(encoding="utf-8"))
    if case["method"] in WAITING:
        pytest.skip("the product does not have this method")

    answer = run(case["method"], _data(case["dataset"], root=path.parents[1]), case["args"])

    assert _differences(answer, case) == []
    assert _coverage(answer, case["expected"]) >= 0.5


def test_no_method_waits_that_is_there():
    assert WAITING & METHODS.keys() == set()


def _data(named: str | list[str], *, root: Path) -> Source:
    if named == "inline":
        return None
    if isinstance(named, str):
        return _read(root / "data" / named)
    return {name: _read(root / "data" / name) for name in named}


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, keep_default_na=False, na_values=[""])


def _coverage(answer: Any, expected: Any) -> float:
    """The share of the keys that are answered; a list is as good as its poorest row."""
    if isinstance(expected, list):
        return min(_coverage(a, e) for a, e in zip(answer, expected, strict=True))
    return len(answer.keys() & expected.keys()) / len(expected)


def _differences(answer: Any, case: dict[str, Any]) -> list[str]:
    """What a case does not ask for is not looked at: some ask for one interval of several."""
    expected = case["expected"]
    if isinstance(expected, dict):
        answer = {key: value for key, value in answer.items() if key in expected}
    return list(_walk(answer, expected, case["rtol"], case.get("atol") or 0, ""))


def _walk(answer: Any, expected: Any, rtol: float, atol: float, place: str):
    answer = answer.tolist() if hasattr(answer, "tolist") else answer
    if isinstance(expected, dict):
        for key, value in answer.items():
            if key not in expected:
                yield f"{place}/{key} is not expected"
            else:
                yield from _walk(value, expected[key], rtol, atol, f"{place}/{key}")
    elif isinstance(expected, list):
        if len(answer) != len(expected):
            yield f"{place}: {len(answer)} values instead of {len(expected)}"
        for number, (a, e) in enumerate(zip(answer, expected, strict=False)):
            yield from _walk(a, e, rtol, atol, f"{place}/{number}")
    elif not _same(answer, expected, rtol, atol):
        yield f"{place}: {answer!r} instead of {expected!r}"


def _same(answer: Any, expected: Any, rtol: float, atol: float) -> bool:
    if expected is None:
        return answer is None or (isinstance(answer, float) and not math.isfinite(answer))
    if isinstance(expected, bool | str):
        return answer == expected
    if not isinstance(answer, int | float):
        return False
    return abs(answer - expected) <= max(atol, rtol * abs(expected), SMALLEST)
