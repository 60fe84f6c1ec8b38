"""Texts that are longer than the form of the same register takes."""

from collections.abc import Iterator

from survey.registry.importing.changes import Change
from survey.registry.importing.columns import Format, Type, Value
from survey.staff.form_base import LONGEST_NAME, LONGEST_NOTE

BY_HAND = {Type.NAME: LONGEST_NAME, Type.LINK: LONGEST_NAME, Type.NOTE: LONGEST_NOTE}


class Lengths:
    """Of the texts that rows give; what they only name by a text stands in the register already."""

    def __init__(self, format: Format) -> None:
        names = {f"{prefix}_name" for prefix in format.procedures}
        self.most = {
            column.name: BY_HAND[column.type]
            for column in format.columns
            if column.type in BY_HAND and column.target is None and column.name not in names
        }
        """By column, in characters."""

    def beyond(self, change: Change) -> Iterator[tuple[str, Value, int]]:
        """Column, text, and how long it might be."""
        for name, _old, new in change.fields:
            most = self.most.get(name)
            if most is not None and isinstance(new, str) and len(new) > most:
                yield name, new, most
