"""A selection made ready to be counted: its agencies, its months, its method."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from survey.measures import lineage, methods
from survey.measures.catalogue import Catalogue, catalogue
from survey.measures.disclosure import boundary_ranks
from survey.measures.lineage import Family
from survey.measures.methods import Method
from survey.measures.selection import Period, Selection
from survey.models.rating import Channel
from survey.queries import tallies, versions
from survey.queries.slices import Group, Members, Slice
from survey.queries.tallies import Responses
from survey.queries.versions import Version


@dataclass(frozen=True)
class Scope:
    """What every measure needs to know about a selection, read once.

    `sealed` counts the responses of the selection by channel, version and month, over all
    months: it says what was asked and when, and leaves the measures only as a number that
    is shown.
    """

    selection: Selection
    threshold: int
    family: Family
    catalogue: Catalogue
    months: tuple[date, ...]
    """Every month from the first to the last in which the top of the family was rated."""
    sealed: tuple[Responses, ...]
    answered: tuple[Version, ...]
    """The versions that were ever answered here, newest first."""
    seen: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was found out for this selection and is asked again; another selection has its own."""

    @cached_property
    def method(self) -> Method | None:
        """The one whose figures are shown: that of the version asked for, else the newest.

        Where nothing was answered in the period, the newest of all: that there is nothing
        may only be said where it can be shown.
        """
        own = self.methods_in_channel
        return self.method_in(self.selection.period) or (own[0] if own else None)

    def method_in(self, period: Period) -> Method | None:
        """Nothing that was answered in the period was asked by a newer method."""
        wanted = self.selection.version_id
        used = {wanted} if wanted else self.versions_in(period)
        return next((m for m in self.methods if used & set(m.version_ids)), None)

    @property
    def methods_in_channel(self) -> list[Method]:
        used = {key for (channel, key, _), _ in self.sealed if channel == self.selection.channel}
        wanted = self.selection.version_id
        return [
            method
            for method in self.methods
            if used & set(method.version_ids) and (not wanted or wanted in method.version_ids)
        ]

    @cached_property
    def methods(self) -> list[Method]:
        return methods.methods(self.answered)

    def versions_in(self, period: Period) -> set[int]:
        """The versions answered in this channel and period."""
        return {
            version
            for (channel, version, month), _ in self.sealed
            if channel == self.selection.channel and period.first <= month <= period.last
        }

    def responses(self, *, channel: Channel, period: Period) -> int:
        """Ratings of one channel in a period, by whatever method."""
        return sum(
            n
            for (found, _, month), n in self.sealed
            if found == channel and period.first <= month <= period.last
        )

    def in_channel(self, channel: Channel) -> "Scope":
        """The same, with the method that is newest in another channel."""
        return self._once(channel, channel=channel)

    def in_period(self, period: Period) -> "Scope":
        """The same in other months."""
        return self._once(period, period=period)

    def _once(self, key: Hashable, **changes: Any) -> "Scope":
        """Made once, so that what is found out there is known to all who ask there."""
        if key not in self.seen:
            self.seen[key] = replace(self, selection=replace(self.selection, **changes))
        found: Scope = self.seen[key]
        return found

    def of_version(self, version_id: int) -> "Scope":
        """The same by the method to which a version belongs."""
        return replace(self, selection=replace(self.selection, version_id=version_id))

    @property
    def ranks(self) -> tuple[int, ...]:
        return boundary_ranks(self.months)

    def stretch(self, period: Period) -> tuple[int, int]:
        """The boundaries of a period among the months."""
        begin = sum(month < period.first for month in self.months)
        end = sum(month <= period.last for month in self.months)
        return begin, max(begin, end)

    def of(
        self, *, period: Period | None = None, agency_id: int | None = None, filtered: bool = True
    ) -> Slice:
        """The counts of an agency, in all months where no period is given."""
        chosen = self.selection
        members = self.family.members(agency_id or chosen.agency_id)
        if period is not None:
            members = tuple(
                inside for some in members if (inside := _during(some, period=period)) is not None
            )
        if not filtered:
            return Slice(members)
        procedure_ids = self.catalogue.counted(
            procedure_id=chosen.procedure_id, field_id=chosen.field_id
        )
        whole_field = chosen.field_id if chosen.procedure_id is None else None
        return Slice(members, chosen.point_id, procedure_ids, whole_field)

    def own(self, agency_id: int) -> Slice:
        """The counts of an agency in all months, without those of the agencies below it."""
        return Slice(self.family.own(agency_id))


def resolve(session: Session, *, selection: Selection, suppress_below: int) -> Scope:
    """`suppress_below`: the least number of answers that are shown."""
    top = selection.seen_from or selection.agency_id
    family = lineage.family(session, top=top, lineage=selection.lineage, today=selection.today)
    procedures = catalogue(session, lineage=selection.lineage, today=selection.today)
    if selection.field_id is not None and selection.field_as is not None:
        procedures = procedures.planned(selection.field_id, procedure_ids=selection.field_as)
    scope = Scope(selection, suppress_below, family, procedures, (), (), ())
    groups = (Group.CHANNEL, Group.VERSION, Group.MONTH)
    sealed = tallies.responses(session, of=scope.of(), by=groups)
    return replace(
        scope,
        months=_months(session, scope, sealed=sealed),
        sealed=tuple(sealed),
        answered=tuple(versions.by_ids(session, ids={row.key[1] for row in sealed})),
    )


def _months(session: Session, scope: Scope, *, sealed: Sequence[Responses]) -> tuple[date, ...]:
    everything = Slice(scope.family.members(scope.family.top))
    if scope.of() == everything:
        found = {row.key[-1] for row in sealed}
        seen = (min(found), max(found)) if found else None
    else:
        seen = tallies.first_and_last_month(session, members=everything.members)
    return Period(*seen).months if seen else ()


def _during(members: Members, *, period: Period) -> Members | None:
    first = max(members.first or period.first, period.first)
    last = min(members.last or period.last, period.last)
    return Members(members.agency_ids, first, last) if first <= last else None
