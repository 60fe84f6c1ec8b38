"""Which tests one process runs together: those that ask the same costly thing.

By file, and not by the marks of pytest-xdist: it groups by renaming tests, which pytest 9.2 no
longer lets it do, so that the marks had no effect (pytest-xdist issue 1386).
"""

from xdist.scheduler import LoadGroupScheduling
from xdist.workermanage import WorkerController

TOGETHER = {
    "tests/analysis/test_calibration.py": "calibration",
    "tests/analysis/test_design_tests.py": "design tests",
    "tests/demonstration/test_boards.py": "told",
    "tests/demonstration/test_province.py": "province",
    "tests/demonstration/test_running_plan.py": "told",
    "tests/demonstration/test_stories.py": "told",
    "tests/upgrades/test_upgrades.py": "upgraded",
}
"""Files that make something for longer than one test, with what they ask."""


class Together(LoadGroupScheduling):
    """Groups first, as they last longest; every other test goes to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER.get(nodeid.partition("::")[0], nodeid)

    def mark_test_complete(
        self, node: WorkerController, item_index: int, duration: float = 0
    ) -> None:
        """Forget what is done, which would be counted through after each of thousands of tests."""
        super().mark_test_complete(node, item_index, duration)
        assigned = self.assigned_work[node]
        scope = self._split_scope(self.registered_collections[node][item_index])
        if all(assigned[scope].values()):
            del assigned[scope]
