"""The load: citizens who open a page, fill it in and send it, each over a connection of their own.

A process of its own, `python -m bench.citizens`: the order comes as JSON on standard input, the
outcome leaves as JSON on standard output. A client begins with its next citizen when the one
before has been thanked.
"""

import asyncio
import gzip
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from bench.serving import ROOT

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
CHOICE = re.compile(r'<input type="(?:radio|checkbox)" name="([\w.]+)" value="(\w+)"')
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
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
    """Milliseconds of the two requests of every accepted flow, and the keys acknowledged."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    opened_ms: list[float] = field(default_factory=list)
    sent_ms: list[float] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        return len(self.keys)

    @property
    def flows_ms(self) -> list[float]:
        return [opened + sent for opened, sent in zip(self.opened_ms, self.sent_ms, strict=True)]


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


async def rate(order: Order) -> Outcome:
    outcome = Outcome()
    paths = iter(order.paths)
    chance = random.Random(order.seed)
    began, used_before = time.perf_counter(), time.process_time()
    until = began + order.seconds
    await asyncio.gather(
        *(
            _client(order.port, paths=paths, until=until, chance=chance, outcome=outcome)
            for _ in range(order.clients)
        )
    )
    outcome.seconds = time.perf_counter() - began
    outcome.cpu_seconds = time.process_time() - used_before
    return outcome


async def _client(
    port: int, *, paths: Iterator[str], until: float, chance: random.Random, outcome: Outcome
) -> None:
    while time.perf_counter() < until and (path := next(paths, None)):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            citizen = _citizen(path, reader, writer, chance=chance, outcome=outcome)
            await asyncio.wait_for(citizen, PATIENCE_SECONDS)
        except (OSError, EOFError, TimeoutError) as trouble:
            outcome.failures.append(f"{path}: {trouble!r}")
        finally:
            writer.close()


async def _citizen(
    path: str,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    *,
    chance: random.Random,
    outcome: Outcome,
) -> None:
    begin = time.perf_counter()
    page = await _ask(reader, writer, head=f"GET {path}", body=b"")
    opened = time.perf_counter()
    fields = fill_in(gzip.decompress(page.body).decode(), chance=chance)
    send = time.perf_counter()
    thanks = await _ask(reader, writer, head=f"POST {path}", body=urlencode(fields).encode())
    sent = time.perf_counter()
    if page.status != 200 or thanks.status != 200:
        outcome.failures.append(f"{path}: {page.status}, {thanks.status}")
        return
    outcome.opened_ms.append(1000 * (opened - begin))
    outcome.sent_ms.append(1000 * (sent - send))
    outcome.keys.append(fields["key"])


def fill_in(page: str, *, chance: random.Random) -> dict[str, str]:
    """The hidden fields of the page, and an answer to everything that can be chosen."""
    choices: dict[str, list[str]] = {}
    for name, value in CHOICE.findall(page):
        choices.setdefault(name, []).append(value)
    chosen = {name: chance.choice(values) for name, values in choices.items()}
    return dict(HIDDEN.findall(page)) | chosen | {"action": "send"}


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, head: str, body: bytes
) -> Answer:
    lines = [f"{head} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: gzip"]
    if body:
        lines.append("Content-Type: application/x-www-form-urlencoded")
        lines.append(f"Content-Length: {len(body)}")
    writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
    answered = await reader.readuntil(b"\r\n\r\n")
    length = LENGTH.search(answered)
    if length is None:
        raise OSError("an answer without a length")
    return Answer(int(answered[9:12]), await reader.readexactly(int(length[1])))


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(rate(Order(**json.load(sys.stdin)))))))
