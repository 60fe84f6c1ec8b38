"""A method in its plain form, as a file or an editor hands it in: lists, groups, anything.

Readers here pass over whatever has the wrong shape, for the shape is checked by the
definition itself; so mistakes of both kinds can be told at once.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

LARGEST_NUMBER = 1e6

Group = Mapping[str, Any]
Place = tuple[str | int, ...]


class Fault(NamedTuple):
    """What does not fit together; `place` leads to it: ("questions", 2, "scale")."""

    place: Place
    code: str
    values: dict[str, Any]

    @property
    def where(self) -> str:
        return ".".join(str(step) for step in self.place)


def fault(*place: str | int, code: str, **values: object) -> Fault:
    return Fault(place, code, values)


def group(method: Group, name: str) -> Group:
    """The group under this name, empty if there is none."""
    found = method.get(name)
    return found if isinstance(found, Mapping) else {}


def entries(method: Group, name: str) -> Iterator[tuple[int, Group]]:
    """The groups of the list under this name, each with its position in the list."""
    found = method.get(name)
    for position, entry in enumerate(found if isinstance(found, list) else ()):
        if isinstance(entry, Mapping):
            yield position, entry


def words(method: Group, name: str) -> Iterator[tuple[int, str]]:
    """The texts of the list under this name, each with its position in the list."""
    found = method.get(name)
    for position, entry in enumerate(found if isinstance(found, list) else ()):
        if isinstance(entry, str):
            yield position, entry


def word(entry: Group, name: str) -> str | None:
    """The text under this name."""
    found = entry.get(name)
    return found if isinstance(found, str) else None


def number(entry: Group, name: str) -> float | None:
    """The number under this name, if it is one that can be reckoned with."""
    found = entry.get(name)
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    return found if abs(found) <= LARGEST_NUMBER else None


def by_key(method: Group, name: str) -> dict[str, Group]:
    """The groups of the list under this name, by their `key`; the first of two alike."""
    found: dict[str, Group] = {}
    for _, entry in entries(method, name):
        key = word(entry, "key")
        if key is not None:
            found.setdefault(key, entry)
    return found
