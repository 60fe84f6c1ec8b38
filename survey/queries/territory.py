"""The part of the tree that somebody is responsible for."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, true

from survey.queries import agencies


class Territory(NamedTuple):
    """Agencies, and all that stands below them on a day."""

    roots: Collection[int]
    day: date

    def holds(self, agency_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
        """Whether the agency of a row is one of them.

        As a truth of its own, not a condition to join by: PostgreSQL, which does not know how many
        rows hold the words looked for, would walk along all these agencies for each such row.
        """
        within = agency_id.in_(agencies.subtree(roots=self.roots, day=self.day))
        return within.is_(true())
