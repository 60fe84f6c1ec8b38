"""A network between a tablet and its server that does what bad networks do."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import NamedTuple

OWN = {"Content-Length", "Connection", "Date", "Server"}
"""Headers that each connection says anew."""
PORTAL = "<!doctype html><title>Wi-Fi</title><p>Đăng nhập để dùng mạng".encode()


class Request(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Answer(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    content: bytes
    said_length: int
    """What the header says, whatever follows."""


Fault = Callable[["Network", Request], Answer | None]
"""What becomes of a request; None: the connection ends without an answer."""


@dataclass
class Network:
    """`coming` happens to the next uploads of ratings, one each; `always` to every request."""

    behind: int
    coming: list[Fault] = field(default_factory=list)
    always: Fault | None = None
    seen: list[str] = field(default_factory=list)
    kept: list[Request] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def pass_on(self, request: Request) -> Answer:
        with closing(HTTPConnection("127.0.0.1", self.behind)) as connection:
            connection.request(request.method, request.path, request.body, request.headers)
            response = connection.getresponse()
            content = response.read()
        headers = [(name, value) for name, value in response.getheaders() if name not in OWN]
        return Answer(response.status, headers, content, len(content))

    def treat(self, request: Request) -> Answer | None:
        always = self.always  # before it is seen: who waits for it may change what comes after
        self.seen.append(request.path)
        if always is not None:
            return always(self, request)
        if request.path.endswith("/ratings") and self.coming:
            return self.coming.pop(0)(self, request)
        return self.pass_on(request)


def dropped(_network: Network, _request: Request) -> None:
    """The request never arrives."""


def unanswered(network: Network, request: Request) -> None:
    """It arrives, and the receipt is lost."""
    network.pass_on(request)


def half_open(network: Network, request: Request) -> None:
    """It arrives, and then there is silence while the connection seems to stand."""
    network.pass_on(request)
    network.over.wait()


def truncated(network: Network, request: Request) -> Answer:
    answer = network.pass_on(request)
    return answer._replace(content=answer.content[: len(answer.content) // 2])


def portal(_network: Network, _request: Request) -> Answer:
    """Somebody else answers, and says that all is well."""
    return Answer(200, [("Content-Type", "text/html")], PORTAL, len(PORTAL))


def doubled(network: Network, request: Request) -> Answer:
    """It arrives twice, and the tablet hears what was said to the second."""
    network.pass_on(request)
    return network.pass_on(request)


def delayed(network: Network, request: Request) -> None:
    """It is held back, and overtaken by the next."""
    network.kept.append(request)


def overtaking(network: Network, request: Request) -> Answer:
    """It arrives before those that were held back."""
    answer = network.pass_on(request)
    for late in network.kept:
        network.pass_on(late)
    network.kept.clear()
    return answer


@contextmanager
def network(behind: int) -> Iterator[tuple[Network, int]]:
    """With the port at which tablets reach the server through it."""
    made = Network(behind)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def treat(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            request = Request(self.command, self.path, dict(self.headers), self.rfile.read(length))
            answer = made.treat(request)
            self.close_connection = True
            if answer is not None:
                self.send_response(answer.status)
                for name, value in answer.headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(answer.said_length))
                self.end_headers()
                self.wfile.write(answer.content)

        do_GET = do_POST = treat  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=served.serve_forever)
    thread.start()
    yield made, served.server_port
    made.over.set()
    served.shutdown()
    thread.join()
    served.server_close()
