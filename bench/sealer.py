"""One sealing run in a process of its own, so that its memory and processor time are its own.

`python -m bench.sealer DATABASE_URL` prints JSON.
"""

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass

import psutil

from bench import machine
from bench.serving import ROOT, SECRET
from survey import closing
from survey.app import create_app
from survey.clock import now
from survey.collector import stay
from survey.sealing import night
from survey.settings import Settings

MIB = 1024**2


@dataclass(frozen=True)
class Sealed:
    ratings: int
    seconds: float
    cpu_seconds: float
    grown_mib: float
    """How far memory grew, at its highest, beyond what the program held before."""


def seal_apart(url: str) -> Sealed:
    done = subprocess.run(
        [sys.executable, "-m", "bench.sealer", url],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return Sealed(**json.loads(done.stdout))


def seal(url: str) -> Sealed:
    app = create_app(Settings(database_url=url, secret_key=SECRET))
    with app.app_context():
        held = psutil.Process().memory_info().rss
        began, used = time.perf_counter(), time.process_time()
        outcomes = list(night.seal(through=closing.last_closed_day(now()), now=now()))
        seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - used
    ratings = sum(outcome.sealed for outcome in outcomes)
    return Sealed(ratings, seconds, cpu_seconds, (machine.highest_memory() - held) / MIB)


if __name__ == "__main__":
    stay()  # as the command does before it begins
    print(json.dumps(asdict(seal(sys.argv[1]))))
