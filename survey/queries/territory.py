"""The part of the tree that somebody is responsible for."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select

from survey.queries import agencies


class Territory(NamedTuple):
    """Agencies, and all that stands below them on a day."""

    roots: Collection[int]
    day: date

    def agencies(self) -> Select[int]:
        """Their numbers, to narrow other rows by."""
        return agencies.subtree(roots=self.roots, day=self.day)
