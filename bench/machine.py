"""The machine a run was made on, and how much of it others used meanwhile."""

import os
import platform
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import psutil

KIB = 1024


def facts() -> dict[str, Any]:
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": [round(load, 2) for load in os.getloadavg()],
    }


def highest_memory() -> int:
    """Bytes this process held at its highest; 0 where the system does not tell.

    `getrusage` would count what the process that started this one held as well.
    """
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) * KIB if found else 0


class Used(NamedTuple):
    """Processor seconds since some beginning; take differences."""

    at: float
    busy: float
    of: dict[str, float]

    def since(self, before: "Used") -> "Used":
        spent = {name: seconds - before.of[name] for name, seconds in self.of.items()}
        return Used(self.at - before.at, self.busy - before.busy, spent)

    @property
    def by_others(self) -> float:
        """Cores that neither these processes nor anything they name used, on average."""
        return max(0.0, (self.busy - sum(self.of.values())) / self.at)


def used(groups: dict[str, Iterable[int]]) -> Used:
    """Processor time of groups of processes, named by the first process of each."""
    whole = psutil.cpu_times()
    busy = whole.user + whole.system + whole.nice + whole.irq + whole.softirq
    spent = {name: sum(map(_seconds, pids)) for name, pids in groups.items()}
    return Used(time.monotonic(), busy, spent)


def _seconds(pid: int) -> float:
    """Of a process and those below it, ended ones included."""
    root = psutil.Process(pid)
    total = 0.0
    for process in [root, *root.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()
