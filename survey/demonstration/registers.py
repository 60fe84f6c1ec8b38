"""The registers of Tỉnh Mẫu: agencies, who became whom, counters and what they handle.

Written as the years brought it, through the same upkeep that officials use: first what was, then
the mergers and the end of the districts.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.demonstration.chronicle import Chronicle
from survey.demonstration.plan import AgencyPlan, PointPlan, Province
from survey.models.agency import Agency, SuccessionKind
from survey.models.point import ServicePoint
from survey.models.procedure import Procedure
from survey.queries import points as known_points
from survey.queries import procedures
from survey.registry import agencies, agency_changes, offers, points
from survey.registry.agencies import AgencyDetails
from survey.registry.agency_plan import ENDS, Change
from survey.registry.points import PointDetails

LEGAL_BASIS = "Dữ liệu mô phỏng"


class Handled(NamedTuple):
    """A procedure that a counter handles, and its part of the counter's work."""

    procedure_id: int
    field_id: int
    weight: float


class Counter(NamedTuple):
    """A service point as it stands in the registers, with what is planned for it."""

    plan: PointPlan
    agency_plan: AgencyPlan
    point_id: int
    agency_id: int
    first_day: date
    last_day: date
    handled: tuple[Handled, ...]


class Site(NamedTuple):
    """Where the registers are written, and by whom."""

    session: Session
    province: Province
    chronicle: Chronicle
    by: Actor


def build(site: Site) -> list[Counter]:
    """The counters come back in the order in which they were opened."""
    founded: dict[str, Agency] = {}
    counters = []
    for plan in _begun(site, later=False):
        founded[plan.code] = agencies.create(
            site.session,
            details=_details(plan),
            parent=founded[plan.under] if plan.under else None,
            by=site.by,
        )
        counters += _open(site, plan=plan, agency=founded[plan.code])
    for change in _changes(site, founded=founded):
        heirs, _ = agency_changes.carry_out(site.session, change=change, by=site.by)
        founded |= {heir.code: heir for heir in heirs}
    for plan in _begun(site, later=True):
        counters += _open(site, plan=plan, agency=founded[plan.code])
    return counters


def _begun(site: Site, *, later: bool) -> list[AgencyPlan]:
    return [plan for plan in site.province.agencies if (plan.begins is not None) is later]


def _details(plan: AgencyPlan) -> AgencyDetails:
    return AgencyDetails(name_vi=plan.name.vi, name_en=plan.name.en, kind=plan.kind, code=plan.code)


def _changes(site: Site, *, founded: Mapping[str, Agency]) -> list[Change]:
    """Mergers, and the districts that end; of one day the mergers first, while all still stand."""
    merged = [
        _change(site, plans=_merged_into(site, heir=heir), heir=heir, founded=founded)
        for heir in _begun(site, later=True)
    ]
    ended = [plan for plan in site.province.agencies if plan.ends and not plan.becomes]
    changes = [*merged, _change(site, plans=ended, heir=None, founded=founded)]
    return sorted(changes, key=lambda change: (change.day, change.kind is None))


def _merged_into(site: Site, *, heir: AgencyPlan) -> list[AgencyPlan]:
    return [plan for plan in site.province.agencies if plan.becomes == heir.code]


def _change(
    site: Site, *, plans: list[AgencyPlan], heir: AgencyPlan | None, founded: Mapping[str, Agency]
) -> Change:
    codes = [point.code for plan in plans for point in plan.points]
    found = [known_points.by_code(site.session, code=code) for code in codes]
    return Change(
        day=site.chronicle.day_named(plans[0].ends or ""),
        predecessors=tuple(founded[plan.code] for plan in plans),
        parent=founded[(heir or plans[0]).under or ""],
        kind=SuccessionKind.MERGE if heir else None,
        new=(_details(heir),) if heir else (),
        legal_basis=LEGAL_BASIS,
        points_to={point.id: ENDS for point in found if point is not None},
    )


def _open(site: Site, *, plan: AgencyPlan, agency: Agency) -> list[Counter]:
    return [_counter(site, plan=point, agency_plan=plan, agency=agency) for point in plan.points]


def _counter(site: Site, *, plan: PointPlan, agency_plan: AgencyPlan, agency: Agency) -> Counter:
    begins = site.chronicle.begin(plan.begins) or agency.valid_from
    details = PointDetails(
        name_vi=plan.name.vi,
        name_en=plan.name.en,
        kind=plan.kind,
        code=plan.code,
        valid_from=begins,
    )
    point = points.create(site.session, agency=agency, details=details, by=site.by)
    first_day = max(begins or site.chronicle.first_day, site.chronicle.first_day)
    last_day = site.chronicle.end(agency_plan.ends) or site.chronicle.today
    return Counter(
        plan=plan,
        agency_plan=agency_plan,
        point_id=point.id,
        agency_id=agency.id,
        first_day=first_day,
        last_day=last_day,
        handled=_offer(site, point=point, desk=plan.desk, first_day=first_day, last_day=last_day),
    )


def _offer(
    site: Site, *, point: ServicePoint, desk: str, first_day: date, last_day: date
) -> tuple[Handled, ...]:
    handled = [
        (_procedure(site.session, name=name), weight)
        for name, weight in site.province.desks[desk].items()
    ]
    if first_day <= last_day:
        offers.offer(
            site.session,
            point=point,
            procedure_ids=[procedure.id for procedure, _ in handled],
            first_day=first_day,
            by=site.by,
        )
    return tuple(Handled(row.id, row.field_id, weight) for row, weight in handled)


def _procedure(session: Session, *, name: str) -> Procedure:
    """By national code, or by name where the code is not known; both stand in the catalogue."""
    found = procedures.by_national_code(session, code=name)
    found = found or procedures.by_name(session, name_vi=name)
    if found is None:
        raise LookupError(f"the catalogue has no procedure {name}")
    return found
