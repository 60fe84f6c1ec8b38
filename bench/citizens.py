"""The load: citizens who open a page, fill it in and send it, each over a connection of their own.

A process of its own, `python -m bench.citizens`: the order comes as JSON on standard input, the
outcome leaves as JSON on standard output. A client begins with its next citizen when the one
before has been thanked. Clients are threads with plain sockets: what the load costs is taken from
the cores that it measures.
"""

import gzip
import json
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from bench.serving import ROOT

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
CHOICE = re.compile(r'<input type="(?:radio|checkbox)" name="([\w.]+)" value="(\w+)"')
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
END_OF_HEAD = b"\r\n\r\n"
READ_AT_ONCE = 64 * 1024
PATIENCE_SECONDS = 30


@dataclass
class Order:
    """Rate at these paths, one after the other, with so many clients, for so long."""

    port: int
    paths: list[str]
    clients: int
    seconds: float
    seed: int = 1


@dataclass
class Outcome:
    """Of every accepted flow the milliseconds of its two requests, and the key acknowledged."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    flows: list[tuple[float, str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        return len(self.flows)

    @property
    def flows_ms(self) -> list[float]:
        return [took for took, _ in self.flows]

    @property
    def keys(self) -> list[str]:
        return [key for _, key in self.flows]


class Answer(NamedTuple):
    status: int
    body: bytes


def send_out(order: Order) -> Outcome:
    """Run the load in a process of its own and wait for it."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.citizens"],
        input=json.dumps(asdict(order)),
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return Outcome(**json.loads(done.stdout))


def rate(order: Order) -> Outcome:
    outcome = Outcome()
    paths = iter(order.paths)
    began, used_before = time.perf_counter(), time.process_time()
    until = began + order.seconds
    with ThreadPoolExecutor(order.clients) as pool:
        chances = [random.Random(order.seed + number) for number in range(order.clients)]
        at_work = [
            pool.submit(_client, order.port, paths, until, chance, outcome) for chance in chances
        ]
    for client in at_work:
        client.result()
    outcome.seconds = time.perf_counter() - began
    outcome.cpu_seconds = time.process_time() - used_before
    return outcome


def _client(
    port: int, paths: Iterator[str], until: float, chance: random.Random, outcome: Outcome
) -> None:
    while time.perf_counter() < until and (path := next(paths, None)):
        try:
            with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                _citizen(path, connection, chance=chance, outcome=outcome)
        except (OSError, EOFError) as trouble:
            outcome.failures.append(f"{path}: {trouble!r}")


def _citizen(
    path: str, connection: socket.socket, *, chance: random.Random, outcome: Outcome
) -> None:
    begin = time.perf_counter()
    page = _ask(connection, head=f"GET {path}", sends=b"")
    opened = time.perf_counter()
    fields = fill_in(gzip.decompress(page.body).decode(), chance=chance)
    send = time.perf_counter()
    thanks = _ask(connection, head=f"POST {path}", sends=urlencode(fields).encode())
    sent = time.perf_counter()
    if page.status != 200 or thanks.status != 200:
        outcome.failures.append(f"{path}: {page.status}, {thanks.status}")
        return
    outcome.flows.append((1000 * (opened - begin + sent - send), fields["key"]))


def fill_in(page: str, *, chance: random.Random) -> dict[str, str]:
    """The hidden fields of the page, and an answer to everything that can be chosen."""
    choices: dict[str, list[str]] = {}
    for name, value in CHOICE.findall(page):
        choices.setdefault(name, []).append(value)
    chosen = {name: chance.choice(values) for name, values in choices.items()}
    return dict(HIDDEN.findall(page)) | chosen | {"action": "send"}


def _ask(connection: socket.socket, *, head: str, sends: bytes) -> Answer:
    lines = [f"{head} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: gzip"]
    if sends:
        lines.append("Content-Type: application/x-www-form-urlencoded")
        lines.append(f"Content-Length: {len(sends)}")
    connection.sendall("\r\n".join(lines).encode() + END_OF_HEAD + sends)
    received = bytearray()
    while END_OF_HEAD not in received:
        _receive(connection, received)
    answered, _, body = received.partition(END_OF_HEAD)
    length = LENGTH.search(answered)
    if length is None:
        raise OSError("an answer without a length")
    while len(body) < int(length[1]):
        _receive(connection, body)
    return Answer(int(answered[9:12]), bytes(body))


def _receive(connection: socket.socket, received: bytearray) -> None:
    more = connection.recv(READ_AT_ONCE)
    if not more:
        raise EOFError("the server hung up")
    received += more


if __name__ == "__main__":
    print(json.dumps(asdict(rate(Order(**json.load(sys.stdin))))))
