"""Rows of many things, put together by what they belong to."""

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import Row

Key = TypeVar("Key")
Thing = TypeVar("Thing")


def grouped(rows: Iterable[Row[Key, Thing]]) -> dict[Key, list[Thing]]:
    """Of pairs, the second by the first, in their order."""
    found: dict[Key, list[Thing]] = {}
    for key, thing in rows:
        found.setdefault(key, []).append(thing)
    return found
