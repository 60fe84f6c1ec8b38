"""A mark "compared with the legal text" stays only on what was compared.

What says something else than before loses the mark it carried along. A mark that is set anew, on
what stands there by then, is somebody's word and stays.
"""

import copy
from typing import Any, NamedTuple

from survey.models.plain_method import Group, Place, by_key, entries, group, word
from survey.questionnaires.manuscript import Plain

MARKS = {"factors": "official", "scales": "verified", "questions": "verified", "bands": "verified"}
OF_THE_WHOLE = (*MARKS, "index", "legal_basis")


class Kept(NamedTuple):
    """`fallen` are the places whose mark was taken off."""

    plain: Plain
    fallen: list[Place]


def keep(before: Group, after: Group) -> Kept:
    plain = copy.deepcopy(dict(after))
    fallen: list[Place] = []
    for name, mark in MARKS.items():
        vouched = [_said(name, entry) for _, entry in entries(before, name) if _bears(entry, mark)]
        for position, entry in entries(plain, name):
            was = _before(before, after, name=name, position=position)
            carried = _bears(entry, mark) and _bears(was, mark)
            if carried and _said(name, entry) not in vouched:
                plain[name][position].pop(mark)
                fallen.append((name, position))
    is_other = any(before.get(name) != after.get(name) for name in OF_THE_WHOLE)
    if is_other and _bears(before, "verified") and _bears(plain, "verified"):
        plain["verified"] = False
        fallen.append(())
    return Kept(plain, fallen)


def _bears(entry: Group, mark: str) -> bool:
    return entry.get(mark) is True


def _before(before: Group, after: Group, *, name: str, position: int) -> Group:
    """The same entry as it was: by its key, else by its position where it got another key."""
    own = word(dict(entries(after, name))[position], "key")
    known = by_key(before, name)
    if own in known:
        return known[own]
    was = dict(entries(before, name)).get(position, {})
    return {} if word(was, "key") in by_key(after, name) else was


def _said(name: str, entry: Group) -> Any:
    """What the mark vouches for: the Vietnamese words, and what they are worth."""
    if name == "scales":
        options = [option for _, option in entries(entry, "options")]
        return entry.get("kind"), [(_vi(one, "label"), one.get("score")) for one in options]
    if name == "bands":
        return entry.get("from"), entry.get("to"), _vi(entry, "label")
    return _vi(entry, "text" if name == "questions" else "name")


def _vi(entry: Group, name: str) -> Any:
    return group(entry, name).get("vi")
