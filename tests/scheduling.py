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

    def schedule(self) -> None:
        """A process that replaces another runs its last test when it knows what comes after."""
        super().schedule()
        for node in self.nodes:
            self._reschedule(node)

    def mark_test_complete(
        self, node: WorkerController, item_index: int, duration: float = 0
    ) -> None:
        super().mark_test_complete(node, item_index, duration)
        self._forget_if_done(node, self._split_scope(self.registered_collections[node][item_index]))

    def remove_node(self, node: WorkerController) -> str | None:
        """A test that took its process along had its turn: pytest-xdist would run it for ever."""
        assigned = self.assigned_work[node]
        left = (
            (scope, test) for scope in assigned for test, ran in assigned[scope].items() if not ran
        )
        scope, test = next(left, (None, None))
        if scope and test:
            assigned[scope][test] = True
            self._forget_if_done(node, scope)
        super().remove_node(node)
        return test

    def _reschedule(self, node: WorkerController) -> None:
        """A process that replaces another gets nothing before it has told what it collected."""
        if node in self.registered_collections:
            super()._reschedule(node)

    def _forget_if_done(self, node: WorkerController, scope: str) -> None:
        """It would be counted through after each of thousands of tests."""
        if all(self.assigned_work[node][scope].values()):
            del self.assigned_work[node][scope]
