"""What is costly to make is made by one process."""

import re
from pathlib import Path

from tests.scheduling import TOGETHER

TESTS = Path(__file__).parent
SHARING = re.compile(r'fixture\(\s*scope="module"|told:\s+Flask')


def test_who_makes_something_for_a_whole_file_is_run_by_one_process():
    shared = {
        f"tests/{file.relative_to(TESTS)}"
        for file in TESTS.rglob("test_*.py")
        if SHARING.search(file.read_text(encoding="utf-8"))
    }

    assert shared == TOGETHER.keys()
