"""Rows between two passes over a file: on disk, so that a long file needs no more memory."""

import pickle
from collections.abc import Iterator
from os import SEEK_END
from tempfile import TemporaryFile
from types import TracebackType
from typing import Generic, NamedTuple, TypeVar

from survey.registry.importing.columns import Value

CHUNK = 500  # rows that are looked up together
T = TypeVar("T")


class Entry(NamedTuple):
    """A row of the file whose cells are sound."""

    number: int
    values: dict[str, Value]
    """By column; a column that the file lacks is absent."""
    ids: dict[str, int | None]
    """What the codes in it lead to, once they have been looked up."""

    def get(self, name: str) -> Value:
        return self.ids[name] if name in self.ids else self.values.get(name)

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    def part(self, names: tuple[str, ...]) -> tuple[Value, ...]:
        ids, values = self.ids, self.values
        return tuple([ids[name] if name in ids else values.get(name) for name in names])


class Spool(Generic[T]):
    """Chunks of what is known of rows, in an unnamed file that vanishes with the process."""

    def __init__(self) -> None:
        self.file = TemporaryFile()  # noqa: SIM115  # closed by the with statement around a spool
        self.waiting: list[T] = []
        self.rows = 0

    def __enter__(self) -> "Spool[T]":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.close()

    def add(self, thing: T) -> None:
        self.waiting.append(thing)
        self.rows += 1
        if len(self.waiting) == CHUNK:
            self._write()

    def chunks(self) -> Iterator[list[T]]:
        """Everything that was added, in its order; nothing may be added meanwhile."""
        if self.waiting:
            self._write()
        end = self.file.seek(0, SEEK_END)
        place = 0
        while place < end:
            self.file.seek(place)
            # Our own words of a moment ago, in a file that nobody else can open.
            chunk: list[T] = pickle.load(self.file)  # noqa: S301
            place = self.file.tell()
            yield chunk

    def _write(self) -> None:
        self.file.seek(0, SEEK_END)
        pickle.dump(self.waiting, self.file, pickle.HIGHEST_PROTOCOL)
        self.waiting = []
