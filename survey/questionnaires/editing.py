"""A section of a draft as it comes back from the editor: read, changed in its order, compared.

The form carries the section as it was opened. What was typed is put upon that, so a draft that
somebody else has changed meanwhile is noticed and nothing of either is lost.
"""

import copy
import json
import re
from itertools import count
from typing import Any, NamedTuple

from werkzeug.datastructures import MultiDict

from survey.models import plain_method
from survey.models.plain_method import Group, Place
from survey.models.wording import without_unprintable
from survey.questionnaires.fields import (
    CODES,
    DAY,
    KEYS,
    NUMBER,
    SECTIONS,
    SWITCH,
    Block,
    Field,
    at,
    blocks,
    in_words,
    name_of,
)
from survey.questionnaires.manuscript import Plain

_NUMBER = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,9})?")
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
"""As people write it where the browser has no field for days; a calendar checks it later."""
_ACTION = re.compile(r"(add|up|down|remove):([a-z_]+(\.[a-z0-9_]+)*)")


KEYED = frozenset({"factors", "scales", "options", "questions"})


class Removed(NamedTuple):
    """An entry that was taken out; the form carries it along until the next step."""

    path: str
    entry: Any

    @property
    def written(self) -> str:
        return json.dumps(self._asdict(), sort_keys=True)

    @property
    def name(self) -> str:
        """What people know it by: its words, else its key or number."""
        entry = self.entry if isinstance(self.entry, dict) else {}
        texts = (in_words(plain_method.group(entry, n)) for n in ("text", "name", "label", "title"))
        keys = (entry.get(name) for name in ("key", "number"))
        return next((str(found) for found in (*texts, *keys) if found), self.path)


class Acted(NamedTuple):
    """What a button beside an entry did: where the entry is now, or what was taken out."""

    place: Place = ()
    removed: Removed | None = None


class Taken(NamedTuple):
    """The whole draft with what was typed; `is_late`: the section was changed by somebody else.

    `place` is that of the entry which was added, moved or put back.
    """

    plain: Plain
    is_late: bool
    place: str
    removed: Removed | None


def part(method: Group, *, section: str) -> Plain:
    """The keys of one section."""
    return {key: method[key] for key in SECTIONS[section].keys if key in method}


def opened(method: Group, *, section: str) -> str:
    """What the form carries along."""
    return json.dumps(part(method, section=section), sort_keys=True)


def take(stored: Plain, *, section: str, form: MultiDict[str, str]) -> Taken:
    base = _opened(form.get("opened", ""), section=section)
    rest = {key: value for key, value in stored.items() if key not in SECTIONS[section].keys}
    typed = copy.deepcopy(rest | base)
    for field in _all_fields(blocks(section, method=typed)):
        _put(typed, field, value=_read(field, form))
    acted = _act(typed, form, section=section)
    return Taken(
        typed,
        is_late=part(stored, section=section) != base,
        place=name_of(acted.place),
        removed=acted.removed,
    )


def _opened(text: str, *, section: str) -> Plain:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return part(found, section=section) if isinstance(found, dict) else {}


def _all_fields(found: list[Block] | tuple[Block, ...]) -> list[Field]:
    return [field for block in found for field in (*block.fields, *_all_fields(block.inside))]


def _read(field: Field, form: MultiDict[str, str]) -> Any:
    """What was typed, as it was typed where it is not what is asked for; None for nothing."""
    if field.kind == SWITCH:
        return field.name in form or (False if field.always else None)
    if field.kind == KEYS:
        return form.getlist(field.name) or None
    typed = without_unprintable(form.get(field.name, "")).strip()
    if field.kind == CODES:
        return re.split(r"[\s,;]+", typed) if typed else None
    if field.kind == NUMBER and _NUMBER.fullmatch(typed):
        number = float(typed.replace(",", "."))
        return int(number) if number.is_integer() else number
    if field.kind == DAY and (written := _DAY.fullmatch(typed)):
        return "-".join(part.zfill(2) for part in reversed(written.groups()))
    return typed or None


def _put(method: Plain, field: Field, *, value: Any) -> None:
    """Nothing typed takes the key away; what the field could not show stays as it is."""
    *way, last = field.path
    is_blank = value is None or value is False
    if is_blank and not field.fits(at(method, field.path)):
        return
    if value is None and field.path == ("channels",):
        value = []  # asked for always, be it empty
    parent = at(method, tuple(way))
    if value is not None:
        _group_at(method, tuple(way))[str(last)] = value
    elif isinstance(parent, dict):
        parent.pop(str(last), None)
        if not parent and way and isinstance(way[-1], str):
            at(method, tuple(way[:-1])).pop(way[-1])


def _group_at(method: Plain, way: Place) -> Plain:
    """The group at the end of the way, made where there is none."""
    found = at(method, way)
    if not isinstance(found, dict):
        found = {}
        at(method, way[:-1])[way[-1]] = found
    return found


def _act(method: Plain, form: MultiDict[str, str], *, section: str) -> Acted:
    """Add an entry, take one out or put it back, move one up or down."""
    action = form.get("action", "")
    if action == "restore":
        return _restore(method, form.get("removed", ""), section=section)
    found = _ACTION.fullmatch(action)
    path = _path(found[2], section=section) if found else ()
    if found is None or not path:
        return Acted()
    if found[1] == "add":
        return _add(method, path)
    entries, position = at(method, path[:-1]), path[-1]
    if not isinstance(entries, list) or not isinstance(position, int) or position >= len(entries):
        return Acted()
    entry = entries.pop(position)
    if found[1] == "remove":
        return Acted(removed=Removed(found[2], entry))
    to = max(position - 1, 0) if found[1] == "up" else min(position + 1, len(entries))
    entries.insert(to, entry)
    return Acted((*path[:-1], to))


def _path(written: str, *, section: str) -> Place:
    """Empty where it leads out of the section."""
    path = tuple(int(step) if step.isdigit() else step for step in written.split("."))
    return path if path[0] in SECTIONS[section].keys else ()


def _restore(method: Plain, text: str, *, section: str) -> Acted:
    """Where it was; where the list has become shorter meanwhile, at its end."""
    try:
        found = json.loads(text)
        path = _path(str(found["path"]), section=section)
        entry = found["entry"]
    except (ValueError, RecursionError, LookupError, TypeError):
        return Acted()
    entries = at(method, path[:-1])
    if not path or not isinstance(entries, list) or not isinstance(path[-1], int):
        return Acted()
    entries.insert(path[-1], entry)
    return Acted((*path[:-1], min(path[-1], len(entries) - 1)))


def _add(method: Plain, path: Place) -> Acted:
    parent = at(method, path[:-1])
    entries = parent.setdefault(str(path[-1]), []) if isinstance(parent, dict) else None
    if not isinstance(entries, list):
        return Acted()
    entries.append({"key": _fresh_key(entries, str(path[-1]))} if path[-1] in KEYED else {})
    return Acted((*path, len(entries) - 1))


def _fresh_key(entries: list[Any], name: str) -> str:
    """A key that none of the entries has, to be replaced by a better one."""
    taken = {entry.get("key") for entry in entries if isinstance(entry, dict)}
    return next(key for n in count(len(entries) + 1) if (key := f"{name}-{n}") not in taken)
