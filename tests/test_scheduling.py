"""What is costly to make is made by one process, and one that hangs takes nothing along."""

import re
import subprocess
import sys
from pathlib import Path

from tests.scheduling import TOGETHER

TESTS = Path(__file__).parent
SHARING = re.compile(r'fixture\(\s*scope="module"|told:\s+Flask')
WITH_OUR_SCHEDULER = "from tests.conftest import pytest_xdist_make_scheduler"
ONE_HANGS = """
from time import sleep

def test_before(): pass
def test_that_hangs(): sleep(3600)
def test_after(): pass
"""


def test_who_makes_something_for_a_whole_file_is_run_by_one_process():
    shared = {
        f"tests/{file.relative_to(TESTS)}"
        for file in TESTS.rglob("test_*.py")
        if SHARING.search(file.read_text(encoding="utf-8"))
    }

    assert shared == TOGETHER.keys()


def test_one_that_hangs_fails_with_its_place_and_the_others_run(tmp_path: Path):
    (tmp_path / "conftest.py").write_text(WITH_OUR_SCHEDULER)
    (tmp_path / "test_it.py").write_text(ONE_HANGS)
    program = [sys.executable, "-m", "pytest", "-c", TESTS.parent / "pyproject.toml"]
    options = ["-n", "1", "--dist", "loadgroup", "-o", "faulthandler_timeout=2", tmp_path]

    told = subprocess.run(
        [*program, *options], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )

    assert "1 failed, 2 passed" in told.stdout
    assert "::test_that_hangs" in told.stdout
    assert 'test_it.py", line 5 in test_that_hangs' in told.stderr
