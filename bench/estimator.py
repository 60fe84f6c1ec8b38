"""One estimation in a process of its own, so that its memory is its own.

`python -m bench.estimator FOLDER NAME` prints how many times the input the process grew at its
highest, the input included.
"""

import subprocess
import sys
from pathlib import Path

import psutil

from bench import machine, survey_sample
from bench.serving import ROOT

ESTIMATIONS = {"means": survey_sample.stratified_means, "alpha": survey_sample.alpha}


def memory_apart(folder: Path, *, name: str) -> float:
    done = subprocess.run(
        [sys.executable, "-m", "bench.estimator", str(folder), name],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout)


def memory(folder: Path, *, name: str) -> float:
    held = psutil.Process().memory_info().rss
    sample = survey_sample.read(folder)
    ESTIMATIONS[name](sample)
    return (machine.highest_memory() - held) / sample.bytes


if __name__ == "__main__":
    print(memory(Path(sys.argv[1]), name=sys.argv[2]))
