"""Where a person can go: the entries of the main navigation that their roles open."""

from itertools import dropwhile
from typing import Any, NamedTuple

from flask import Flask, current_app, g, request, url_for
from flask_babel import lazy_gettext as _l

from survey import db, permissions
from survey.clock import local_day
from survey.i18n import called
from survey.models.agency import Agency
from survey.permissions import OBJECTS
from survey.policy import POLICY
from survey.queries import agencies
from survey.queries.accounts import Person


class Place(NamedTuple):
    """A page as the policy knows it; `below` names pages that lie elsewhere by their addresses."""

    label: str
    endpoint: str
    below: frozenset[str] = frozenset()


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


OF_AN_ACTION = frozenset(
    f"quality.{page}" for page in ("action", "edit_action", "edit_round", "new_action")
)
OF_A_PLAN = frozenset(
    f"quality.{page}"
    for page in (
        "check_record",
        "draws",
        "edit_objective",
        "edit_plan",
        "new_draw",
        "new_objective",
        "new_plan",
        "new_record",
        "plan",
        "record",
        "repeat_draw",
        "revise_plan",
    )
)
OF_A_REVIEW = frozenset(
    f"quality.{page}" for page in ("conclude_review", "edit_review", "new_review", "review")
)
SECTIONS = (
    Section("today", _l("Today"), (Place(_l("Today"), "dashboard.today"),)),
    Section("results", _l("Results"), (Place(_l("Results"), "dashboard.results"),)),
    Section("complaints", _l("Messages"), (Place(_l("Messages of citizens"), "cases.index"),)),
    Section("qr", _l("Slips"), (Place(_l("Slips"), "registry.slips"),)),
    Section("kiosk", _l("Kiosks"), (Place(_l("Kiosks"), "kiosks.index"),)),
    Section(
        "registers",
        _l("Registers"),
        (
            Place(_l("Agencies"), "registry.agencies"),
            Place(_l("Service points"), "registry.points"),
            Place(_l("Procedures"), "registry.procedures"),
            Place(_l("Closed dossiers"), "registry.flows"),
            Place(_l("Imports"), "imports.index"),
        ),
    ),
    Section(
        "plans",
        _l("Quality system"),
        (
            Place(_l("Documents and processes"), "quality.index"),
            Place(_l("Objectives and plans"), "quality.plans", below=OF_A_PLAN),
            Place(_l("Calendar"), "quality.calendar"),
            Place(_l("Management reviews"), "quality.reviews", below=OF_A_REVIEW),
            Place(_l("How far agencies have come"), "inspections.coverage"),
            Place(_l("Corrective actions"), "quality.actions", below=OF_AN_ACTION),
            Place(_l("Checks"), "inspections.checks"),
            Place(_l("Figures to hand on"), "exchange.figures"),
        ),
    ),
    Section(
        "inspections",
        _l("Inspections"),
        (
            Place(_l("Overview"), "inspections.overview"),
            Place(_l("Campaigns"), "inspections.campaigns"),
            Place(_l("Inspections and findings"), "inspections.received"),
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
            Place(_l("Accounts"), "administration.index"),
            Place(_l("Audit trail"), "trail.index"),
        ),
    ),
    Section("info", _l("Help"), (Place(_l("What the figures tell"), "help.statistics"),)),
)
PLACES = tuple(place for section in SECTIONS for place in section.places)

OWN_FILTERS = {"page", "point"}
"""What another agency does not have."""
BEGINNINGS = ("dashboard.today", "administration.index")


class Switch(NamedTuple):
    """The agency of this page, and those whose same page can be opened from here."""

    label: str
    entries: list[Entry]
    more: str


def init_app(app: Flask) -> None:
    app.context_processor(
        lambda: {"navigation": groups(g.get("person")), "agency_switch": agency_switch}
    )


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
    """Where their work begins: who sees no results keeps accounts."""
    first = (_entry(Place("", endpoint), person) for endpoint in BEGINNINGS)
    return next((entry.href for entry in first if entry), None)


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
    """On the page itself or on one below it, of this agency or of another one."""
    agency_code = (request.view_args or {}).get("agency_code")
    nearer = next((other for other in PLACES if request.endpoint in _own(other)), place)
    if nearer is not place:
        return False
    named = current_app.url_map.is_endpoint_expecting(place.endpoint, "agency_code")
    here = url_for(place.endpoint, agency_code=agency_code) if named and agency_code else href
    return request.endpoint in _own(place) or request.path.startswith(f"{here}/")


def _own(place: Place) -> frozenset[str]:
    return place.below | {place.endpoint}


def agency_switch() -> Switch | None:
    """None where the page is not the page of an agency."""
    person, arguments = g.get("person"), request.view_args or {}
    if person is None or _takes_a_form():
        return None
    if OBJECTS.keys() & arguments.keys() != {"agency_code"}:
        return None
    here = agencies.by_code(db.session(), code=arguments["agency_code"])
    if here is None:
        return None
    has_list = "registry.agencies" in current_app.view_functions
    return Switch(
        label=called(here.name_vi, here.name_en),
        entries=[_same_page(agency, here=here) for agency in _near(person, here=here)],
        more=url_for("registry.agencies") if has_list else "",
    )


def _takes_a_form() -> bool:
    """A form is about one agency; what may be done to it may not be open to do to another one."""
    return request.url_rule is None or "POST" in (request.url_rule.methods or ())


def _near(person: Person, *, here: Agency) -> list[Agency]:
    """From the highest agency of the person down to this one, and what is right below it."""
    session, day = db.session(), local_day(g.now)
    roots = permissions.held(person, roles=POLICY[request.endpoint or ""].roles)
    way = agencies.path(session, agency_id=here.id, day=day)
    covered = dropwhile(lambda agency: agency.id not in roots, way)
    return [*covered, *agencies.children(session, agency_id=here.id, day=day)]


def _same_page(agency: Agency, *, here: Agency) -> Entry:
    """The filters of the page stay, but for which of many pages it was and a counter of its own."""
    kept = {name: values for name, values in request.args.lists() if name not in OWN_FILTERS}
    arguments: dict[str, Any] = {
        **kept,
        **(request.view_args or {}),
        "agency_code": agency.code,
    }
    href = url_for(request.endpoint or "", **arguments)
    return Entry(called(agency.name_vi, agency.name_en), href, agency is here)
