"""What a reader chose to see: it lives in the address, and the address alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from survey.dashboard import periods
from survey.dashboard.periods import Named
from survey.errors.problem import FilterUnknown
from survey.measures.selection import Lineage, Selection
from survey.models.rating import Channel

HIGHEST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class Filters:
    """Empty: not narrowed. `is_latest`: the address names no period, so the newest is shown."""

    period: Named
    is_latest: bool = False
    channel: Channel = Channel.SLIP
    lineage: Lineage = Lineage.NOW
    procedure: int | None = None
    field: int | None = None
    point: int | None = None
    version: int | None = None

    def arguments(self) -> dict[str, str]:
        """What has to stand in an address to come back to the same figures today."""
        return self._narrowing() if self.is_latest else self.pinned()

    def pinned(self) -> dict[str, str]:
        """What has to stand in an address to come back to the same figures next year."""
        return {"period": self.period.key} | self._narrowing()

    def changed(self, **changes: object) -> Self:
        return replace(self, **changes)  # type: ignore[arg-type]  # dataclasses check the names

    def _narrowing(self) -> dict[str, str]:
        chosen = {
            "channel": self.channel if self.channel is not Channel.SLIP else None,
            "lineage": self.lineage if self.lineage is not Lineage.NOW else None,
            "procedure": self.procedure,
            "field": self.field,
            "point": self.point,
            "version": self.version,
        }
        return {name: str(value) for name, value in chosen.items() if value is not None}


def read(address: Mapping[str, str], *, latest: Named) -> Filters:
    """The filters an address names; raises FilterUnknown for what nobody could have chosen."""
    key = address.get("period", "")
    period = periods.parse(key) if key else latest
    if period is None:
        raise FilterUnknown
    try:
        channel = Channel(address.get("channel") or Channel.SLIP)
        lineage = Lineage(address.get("lineage") or Lineage.NOW)
    except ValueError:
        raise FilterUnknown from None
    return Filters(
        period=period,
        is_latest=not key,
        channel=channel,
        lineage=lineage,
        procedure=_number(address, "procedure"),
        field=_number(address, "field"),
        point=_number(address, "point"),
        version=_number(address, "version"),
    )


def _number(address: Mapping[str, str], name: str) -> int | None:
    written = address.get(name, "")
    if not written:
        return None
    if not (written.isascii() and written.isdecimal()) or int(written) > HIGHEST_NUMBER:
        raise FilterUnknown
    return int(written)


def selection(filters: Filters, *, agency_id: int, seen_from: int | None, today: date) -> Selection:
    return Selection(
        agency_id=agency_id,
        period=filters.period.period,
        today=today,
        lineage=filters.lineage,
        procedure_id=filters.procedure,
        field_id=filters.field,
        point_id=filters.point,
        channel=filters.channel,
        version_id=filters.version,
        seen_from=seen_from,
    )
