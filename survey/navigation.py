"""Where a person can go: the entries of the main navigation that their roles open."""

from typing import NamedTuple

from flask import Flask, current_app, g, request, url_for
from flask_babel import lazy_gettext as _l

from survey.permissions import POLICY
from survey.queries.accounts import Person


class Place(NamedTuple):
    """A page as the policy knows it."""

    label: str
    endpoint: str


class Section(NamedTuple):
    icon: str
    label: str
    places: tuple[Place, ...]


class Entry(NamedTuple):
    label: str
    href: str
    current: bool


class Group(NamedTuple):
    """A section as one person sees it; with a single place it is itself the link."""

    icon: str
    label: str
    href: str
    current: bool
    entries: tuple[Entry, ...]


SECTIONS = (
    Section("today", _l("Today"), (Place(_l("Today"), "dashboard.today"),)),
    Section("results", _l("Results"), (Place(_l("Results"), "dashboard.results"),)),
    Section("qr", _l("Slips"), (Place(_l("Slips"), "slips.index"),)),
    Section(
        "registers",
        _l("Registers"),
        (
            Place(_l("Agencies"), "registry.agencies"),
            Place(_l("Service points"), "registry.points"),
            Place(_l("Procedures"), "registry.procedures"),
            Place(_l("Closed dossiers"), "registry.flows"),
            Place(_l("Imports"), "registry.imports"),
        ),
    ),
    Section(
        "questionnaires",
        _l("Questionnaires"),
        (
            Place(_l("Versions"), "questionnaires.index"),
            Place(_l("What is asked where"), "questionnaires.coverage"),
        ),
    ),
    Section(
        "administration",
        _l("Administration"),
        (
            Place(_l("Accounts"), "accounts.index"),
            Place(_l("Audit trail"), "accounts.trail"),
        ),
    ),
)


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"navigation": groups(g.get("person"))})


def groups(person: Person | None) -> list[Group]:
    """What the person may open of what there is, in the order of the sections."""
    if person is None:
        return []
    found = []
    for section in SECTIONS:
        entries = tuple(entry for place in section.places if (entry := _entry(place, person)))
        if entries:
            found.append(_group(section, entries))
    return found


def first_page(person: Person) -> str | None:
    return next((group.href for group in groups(person)), None)


def _group(section: Section, entries: tuple[Entry, ...]) -> Group:
    is_single = len(section.places) == 1
    return Group(
        icon=section.icon,
        label=section.label,
        href=entries[0].href,
        current=any(entry.current for entry in entries),
        entries=() if is_single else entries,
    )


def _entry(place: Place, person: Person) -> Entry | None:
    if place.endpoint not in current_app.view_functions:
        return None
    roles = POLICY[place.endpoint].roles
    at = next((standing for standing in person.memberships if standing.role in roles), None)
    if at is None:
        return None
    named = current_app.url_map.is_endpoint_expecting(place.endpoint, "agency_code")
    href = url_for(place.endpoint, agency_code=at.agency_code if named else None)
    return Entry(place.label, href, _is_here(place, href=href))


def _is_here(place: Place, *, href: str) -> bool:
    """On the page itself, on one below it, or on the same page of another agency."""
    return request.endpoint == place.endpoint or request.path.startswith(f"{href}/")
