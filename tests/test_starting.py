"""Every command, worker and server starts by importing the product: what that costs and leaves."""

import gc
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from survey.collector import resting

ROOT = Path(__file__).parent.parent
IMPORTED = """
import gc, json, sys
import hailong
print(json.dumps({
    "collects": gc.isenabled(),
    "frozen": gc.get_freeze_count(),
    "full collections": gc.get_stats()[2]["collections"],
    "modules": sorted(sys.modules),
}))
"""


@cache
def started() -> dict[str, Any]:
    """What a Python is like that has imported the product and done nothing else."""
    program = [sys.executable, "-c", IMPORTED]
    told = subprocess.run(program, check=True, capture_output=True, cwd=ROOT).stdout
    answer: dict[str, Any] = json.loads(told)
    return answer


def test_nobody_looks_for_garbage_while_the_product_is_imported():
    assert started()["full collections"] == 0


def test_who_imports_the_product_keeps_a_collector_that_misses_nothing():
    assert started()["collects"]
    assert started()["frozen"] == 0


def test_the_program_starts_without_what_only_figures_need():
    modules = started()["modules"]

    assert "survey.measures.drivers" in modules
    assert [name for name in modules if name.partition(".")[0] in ("scipy", "pandas")] == []


@pytest.mark.parametrize("collects", [True, False])
def test_a_collector_that_rested_is_as_it_was(collects: bool):
    was_enabled = gc.isenabled()
    (gc.enable if collects else gc.disable)()
    try:
        with resting():
            assert not gc.isenabled()
        assert gc.isenabled() == collects
    finally:
        (gc.enable if was_enabled else gc.disable)()
