"""A line to PostgreSQL that breaks when a rating is confirmed: done, and nobody knows."""

import socket
from pathlib import Path
from threading import Event, Thread

SOCKET = ".s.PGSQL.5432"
CONFIRMING = (b"INSERT INTO pending_rating", b"COMMIT\0")


class CuttingLine:
    """Passes everything on; while `cuts` is set, what confirms a rating never arrives."""

    def __init__(self, *, server: Path, here: Path) -> None:
        self.cuts = Event()
        self._server = str(server / SOCKET)
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(here / SOCKET))
        self._listening.listen()
        Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._server)
            commits = Event()
            for end, other, outward in ((client, server, True), (server, client, False)):
                Thread(
                    target=self._pass_on, args=(end, other, outward, commits), daemon=True
                ).start()

    def _pass_on(
        self, end: socket.socket, other: socket.socket, outward: bool, commits: Event
    ) -> None:
        with end, other:
            while part := _received(end):
                if outward and self.cuts.is_set() and any(word in part for word in CONFIRMING):
                    commits.set()
                elif not outward and commits.is_set():
                    other.shutdown(socket.SHUT_RDWR)
                    return
                other.sendall(part)


def _received(end: socket.socket) -> bytes:
    try:
        return end.recv(65536)
    except OSError:
        return b""
