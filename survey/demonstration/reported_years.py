"""A year of which a region of the demonstration tells."""

from datetime import date
from typing import NamedTuple


class Year(NamedTuple):
    number: int

    @property
    def period(self) -> dict[str, date]:
        """What holds in this year and on no other day."""
        return {"valid_from": date(self.number, 1, 1), "valid_to": date(self.number, 12, 31)}
