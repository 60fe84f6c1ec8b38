"""A small, safe part of YAML read into plain data, with the line of everything in it.

Aliases, anchors, tags and deep nesting are refused, so a small file cannot grow into a
large one. A word is a word: only `true`, `false`, `null` and numbers are anything else,
so that the answers `yes` and `no` stay what they look like.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from survey.models.plain_method import Fault, Place, fault

LARGEST_FILE = 256 * 1024
DEEPEST_NESTING = 12

_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_POINT_NUMBER = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,30}([eE][-+][0-9]{1,3})?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Refusal(NamedTuple):
    """What was refused, and its line."""

    fault: Fault
    line: int


class Tree(NamedTuple):
    """Plain data, the line (from 1) where each place in it starts, and what was refused."""

    data: Any
    lines: dict[Place, int]
    refusals: list[Refusal]

    def line_of(self, place: Place) -> int:
        """The line of this place, or of the nearest one around it that exists."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read(source: bytes) -> Tree:
    """Whatever is wrong stands in the tree; nothing is raised."""
    reader = _Reader()
    data = None
    try:
        data = reader.document(source)
    except _UnreadableError as stop:
        reader.refusals.append(stop.refusal)
    return Tree(data, reader.lines, reader.refusals)


class _UnreadableError(Exception):
    """Nothing after this line can be understood."""

    def __init__(self, code: str, *, line: int = 1, **values: object) -> None:
        super().__init__(code)
        self.refusal = Refusal(fault(code=code, **values), line)


class _Reader:
    """Builds the data from the parser's events, noting lines and refusals on the way."""

    def __init__(self) -> None:
        self.lines: dict[Place, int] = {}
        self.refusals: list[Refusal] = []
        self.events: Iterator[Any] = iter(())

    def document(self, source: bytes) -> Any:
        self.events = _events(source)
        data, documents = None, 0
        for event in self.events:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise _UnreadableError("several_documents", line=_line(event))
            if isinstance(event, yaml.NodeEvent):
                data = self.node(event, place=())
        return data

    def node(self, event: Any, *, place: Place) -> Any:
        self.lines.setdefault(place, _line(event))
        if len(place) > DEEPEST_NESTING:
            raise _UnreadableError("too_deep", line=_line(event), limit=DEEPEST_NESTING)
        if event.anchor is not None:
            self.refuse(event, place, code="alias", name=event.anchor)
        if isinstance(event, yaml.AliasEvent):
            return None
        if event.tag is not None:
            self.refuse(event, place, code="tag", name=event.tag)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(place)
        return self.mapping(place) if isinstance(event, yaml.MappingStartEvent) else _scalar(event)

    def sequence(self, place: Place) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, place=(*place, len(items))))
        return items

    def mapping(self, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _UnreadableError("key_not_text", line=_line(event))
            inside = (*place, event.value)
            if event.value in found:
                self.refuse(event, inside, code="duplicate_key", name=event.value)
            self.lines.setdefault(inside, _line(event))
            value = self.node(next(self.events), place=inside)
            found.setdefault(event.value, value)
        return found

    def refuse(self, event: Any, place: Place, *, code: str, name: str) -> None:
        self.refusals.append(Refusal(fault(*place, code=code, name=name), _line(event)))


def _events(source: bytes) -> Iterator[Any]:
    if len(source) > LARGEST_FILE:
        raise _UnreadableError("file_too_large", limit=LARGEST_FILE // 1024)
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise _UnreadableError("not_utf8", line=line) from None
    unprintable = yaml.reader.Reader.NON_PRINTABLE.search(text)
    if unprintable:
        line, sign = text.count("\n", 0, unprintable.start()) + 1, ord(unprintable.group())
        raise _UnreadableError("control_character", line=line, sign=f"U+{sign:04X}")
    try:
        yield from yaml.parse(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise _UnreadableError("not_yaml", line=int(mark.line) + 1 if mark else 1) from None


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _scalar(event: Any) -> str | float | bool | None:
    text = str(event.value)
    is_quoted = not event.implicit[0]
    if is_quoted:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE_NUMBER.fullmatch(text):
        return int(text)
    return float(text) if _POINT_NUMBER.fullmatch(text) else text
