"""What a page is asked for: an agency, its place in the tree, filters, and what can be chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from sqlalchemy.orm import Session

from survey import closing, permissions
from survey.clock import first_of_month
from survey.dashboard import filters, periods
from survey.dashboard.filters import Filters
from survey.dashboard.periods import Named
from survey.dashboard.wording import CHANNELS, name_of
from survey.errors.problem import FilterUnknown, NotFound
from survey.measures.selection import Lineage, Selection
from survey.models.agency import Agency
from survey.policy import READERS_OF_RESULTS
from survey.queries import agencies, names, result_choices
from survey.queries.accounts import Person
from survey.queries.names import Names
from survey.queries.result_choices import Choice, Covered

Latest = Callable[[date], Named]
"""The period that ends with a month."""


@dataclass(frozen=True)
class Choices:
    """What the figures of an agency can be narrowed to."""

    periods: periods.Offer
    procedures: list[Choice]
    fields: list[Choice]
    points: list[Choice]


@dataclass(frozen=True)
class Inquiry:
    """`trail` leads from the highest agency the reader may open down to this one."""

    agency: Agency
    trail: list[Agency]
    agency_ids: frozenset[int]
    covered: Covered
    choices: Choices
    filters: Filters
    today: date

    @property
    def selection(self) -> Selection:
        return filters.selection(
            self.filters, agency_id=self.agency.id, seen_from=self.trail[0].id, today=self.today
        )

    @property
    def whole(self) -> Self:
        """Of all that the agency does, whatever the filters narrow it to."""
        filters = self.filters.changed(procedure=None, field=None, point=None)
        return self if filters == self.filters else replace(self, filters=filters)

    @property
    def closed(self) -> date:
        """The last day that is closed; the demonstration closes days before their time."""
        by_calendar = closing.closed_by(self.today)
        return max(by_calendar, self.covered.last_day or by_calendar)

    @property
    def name(self) -> str:
        return name_of(self.agency)

    @property
    def facts(self) -> tuple[str, ...]:
        """Of whom, when, by which channel: what stands with every exhibit and in every file."""
        channel = str(CHANNELS[self.filters.channel])
        return (self.name, self.filters.period.words, channel, *self._narrowed())

    @property
    def facts_of_all_channels(self) -> tuple[str, ...]:
        return (self.name, self.filters.period.words, *self._narrowed())

    def _narrowed(self) -> list[str]:
        chosen = (self.filters.procedure, self.filters.field, self.filters.point)
        offered = (self.choices.procedures, self.choices.fields, self.choices.points)
        return [
            name_of(choice)
            for number, choices in zip(chosen, offered, strict=True)
            for choice in choices
            if choice.id == number
        ]


def made(
    session: Session,
    *,
    agency_code: str,
    address: Mapping[str, str],
    person: Person,
    today: date,
    latest: Latest = periods.twelve_months,
) -> Inquiry:
    """`latest`: the period up to the last month, where the address names none.

    Raises NotFound without the agency, FilterUnknown for what cannot be chosen in it.
    """
    agency = agencies.by_code(session, code=agency_code)
    if agency is None:
        raise NotFound
    agency_ids = frozenset(agencies.subtree_ids(session, roots=[agency.id], day=today))
    covered = result_choices.covered(session, agency_ids=agency_ids)
    last_month = first_of_month(covered.last_day or today)
    chosen = filters.read(address, latest=latest(last_month))
    if has_ended(agency, today=today):
        # As it is now, what was rated there counts for others.
        chosen = chosen.changed(lineage=Lineage.THEN)
    return Inquiry(
        agency=agency,
        trail=_trail(session, agency=agency, person=person, today=today),
        agency_ids=agency_ids,
        covered=covered,
        choices=Choices(
            periods=periods.offered(covered.first_month or last_month, last_month),
            procedures=_with_chosen(
                session,
                result_choices.procedures(session, agency_ids=agency_ids),
                chosen=chosen.procedure,
                named=names.of_procedures,
            ),
            fields=_with_chosen(
                session,
                result_choices.fields(session, agency_ids=agency_ids),
                chosen=chosen.field,
                named=names.of_fields,
            ),
            points=_points(session, agency=agency, agency_ids=agency_ids, chosen=chosen.point),
        ),
        filters=chosen,
        today=today,
    )


def has_ended(agency: Agency, *, today: date) -> bool:
    return agency.valid_to is not None and agency.valid_to < today


def _trail(session: Session, *, agency: Agency, person: Person, today: date) -> list[Agency]:
    path = agencies.path(session, agency_id=agency.id, day=today)
    held = permissions.held(person, roles=READERS_OF_RESULTS)
    top = next((place for place, above in enumerate(path) if above.id in held), len(path) - 1)
    return path[top:]


def _with_chosen(
    session: Session, offered: list[Choice], *, chosen: int | None, named: Callable[..., Names]
) -> list[Choice]:
    """What is chosen is shown as chosen, also where nobody rated it."""
    if chosen is None or any(choice.id == chosen for choice in offered):
        return offered
    found = named(session, ids=[chosen])
    if chosen not in found:
        raise FilterUnknown
    return [*offered, Choice(chosen, *found[chosen])]


def _points(
    session: Session, *, agency: Agency, agency_ids: frozenset[int], chosen: int | None
) -> list[Choice]:
    """The counters of the agency itself, and the chosen one if it stands below."""
    own = result_choices.points(session, agency_id=agency.id)
    if chosen is None or any(point.id == chosen for point in own):
        return own
    below = result_choices.point(session, point_id=chosen, agency_ids=agency_ids)
    if below is None:
        raise FilterUnknown
    return [*own, below]
