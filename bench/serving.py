"""A web server of gunicorn for the time of a measurement, the product's or the bare view's."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
WORKERS = 2
THREADS = 4
START_SECONDS = 60
PRODUCT = "hailong:create_app()"
SECRET = "only-for-measuring-0123456789-abcdefgh"


class Served(NamedTuple):
    """Where it listens, and the process under which its workers run."""

    port: int
    pid: int


@contextmanager
def serving(application: str, *, ready: str, **environment: str) -> Iterator[Served]:
    """Serve until the block ends; `ready` is a path that answers once it works."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"),
        *("--workers", str(WORKERS), "--worker-class", "gthread", "--threads", str(THREADS)),
        *("--log-level", "warning", application),
    ]
    settings = os.environ | {"HAILONG_SECRET_KEY": SECRET} | environment
    server = subprocess.Popen(command, env=settings, cwd=ROOT)
    try:
        _wait(f"http://127.0.0.1:{port}{ready}", server=server)
        yield Served(port, server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait(url: str, *, server: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + START_SECONDS
    while True:
        try:
            with urlopen(url):
                return
        except URLError as problem:
            if server.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"the server does not answer at {url}") from problem
            time.sleep(0.1)
