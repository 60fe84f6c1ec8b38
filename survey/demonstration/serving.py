"""The demonstration as it runs: web server and worker, which end together."""

import errno
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from enum import Enum
from threading import Event

from survey.demonstration.installation import Installation

WEB_WORKERS = 2
THREADS = 4
LOOKED_AFTER_EVERY = 0.5  # seconds
ENDED_WITHIN = 15.0  # seconds, then they are killed
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Child = subprocess.Popen[bytes]


class Obstacle(Enum):
    """What keeps the demonstration from being served."""

    PORT_IN_USE = "somebody else listens there"
    NOT_OURS = "an address of another machine, or a port that is not for everybody"


def obstacle(installation: Installation) -> Obstacle | None:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((installation.address, installation.port))
        except OSError as problem:
            is_taken = problem.errno == errno.EADDRINUSE
            return Obstacle.PORT_IN_USE if is_taken else Obstacle.NOT_OURS
    return None


def serve(installation: Installation, *, when_up: Callable[[], None]) -> bool:
    """Until somebody says stop; False when a child ended by itself. No child outlives this."""
    stop = Event()
    for name in STOPPING:
        signal.signal(name, lambda *_: stop.set())
    children = [_start("gunicorn", *_web(installation)), _start("hailong", "worker")]
    is_up = False
    try:
        while not stop.wait(LOOKED_AFTER_EVERY) and all(child.poll() is None for child in children):
            if not is_up and _answers(installation):
                is_up = True
                when_up()
    finally:
        _end(children)
    return stop.is_set()


def _web(installation: Installation) -> list[str]:
    return [
        *("--workers", str(WEB_WORKERS), "--worker-class", "gthread", "--threads", str(THREADS)),
        *("--bind", f"{installation.address}:{installation.port}"),
        *("--log-level", "warning", "--no-control-socket"),
        "hailong:create_app()",
    ]


def _start(*module_and_arguments: str) -> Child:
    # In a session of its own: Ctrl-C reaches this process alone, which then ends them in order.
    command = [sys.executable, "-m", *module_and_arguments]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603


def _answers(installation: Installation) -> bool:
    try:
        with socket.create_connection((installation.address, installation.port), timeout=1):
            return True
    except OSError:
        return False


def _end(children: list[Child]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=ENDED_WITHIN)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
