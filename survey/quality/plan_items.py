"""Between the rows of a form and the items of a plan."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey.i18n import called
from survey.measures.plan_progress import dossiers_a_year_before
from survey.models.agency import Agency
from survey.models.measurement_plan import (
    WHOLE,
    MeasurementPlan,
    PlanItem,
    SampleRule,
    Thing,
    field_as_it_is,
)
from survey.models.point import ServicePoint
from survey.models.procedure import Field, Procedure
from survey.quality.plan_forms import USUAL_MARGIN, ItemsForm, Measurable, rule_of
from survey.quality.plan_refusals import PopulationUnknown
from survey.quality.plans import ItemDetails
from survey.quality.targets import target_of
from survey.queries import agencies, names, points, procedures, quality_processes
from survey.text import searchable

AGENCY = "agency"
NAMES = {"field": names.of_fields, "point": names.of_points, "procedure": names.of_procedures}
NAMED = re.compile(r"(field|point|procedure)-(\d+)")


def things(session: Session, *, agency: Agency, day: date) -> list[Measurable]:
    """What an item may measure: the whole agency, a field, one of its counters or procedures.

    A field may be one that agencies below handle, for their answers count as well.
    """
    below = agencies.subtree_ids(session, roots=[agency.id], day=day)
    fields = procedures.fields_handled(session, agency_ids=below)
    counters = points.of_agencies(session, agency_ids=[agency.id], day=day)
    handled = quality_processes.coverable(session, agency_id=agency.id, process_id=None)
    groups = (
        ("field", _("One field"), fields),
        ("point", _("One counter"), counters),
        ("procedure", _("One procedure"), handled),
    )
    whole = _offered(AGENCY, agency, label=called(agency.name_vi, agency.name_en))
    parts = [
        _offered(f"{kind}-{row.id}", row, label=_named(kind, row.name_vi, row.name_en), group=group)
        for kind, group, rows in groups
        for row in rows
    ]
    return [whole, *parts]


def _offered(
    key: str,
    of: Agency | Field | ServicePoint | Procedure,
    *,
    label: str,
    group: str | None = None,
) -> Measurable:
    words = searchable(label, of.name_vi, of.name_en)
    return Measurable(key, label, optgroup=group, words=words)


def named(session: Session, *, agency: Agency, items: Iterable[PlanItem]) -> dict[str, str]:
    """What the items measure, by their keys, whether or not it can be measured still."""
    keys, found = {key_of(item) for item in items}, {AGENCY: called(agency.name_vi, agency.name_en)}
    for kind, of in NAMES.items():
        numbers = {number for key in keys for number in _numbers(key, kind=kind)}
        for number, name in of(session, ids=numbers).items():
            found[f"{kind}-{number}"] = _named(kind, *name)
    return found


def _numbers(key: str, *, kind: str) -> list[int]:
    found = NAMED.fullmatch(key)
    return [int(found[2])] if found and found[1] == kind else []


def _named(kind: str, vi: str, en: str | None) -> str:
    """A field and a procedure may have the same name."""
    name = called(vi, en)
    return _("Field: %(name)s", name=name) if kind == "field" else name


def written(session: Session, plan: MeasurementPlan) -> list[dict[str, Any]]:
    """Items as rows of a form; a population that was counted is left to be counted again, or it
    would be kept for whatever else the row names then."""
    return [
        {
            "what": key_of(item),
            "rule": item.rule.value,
            "margin": (item.margin_per_mille or USUAL_MARGIN * 10) // 10,
            "population": None if item.population == counted else item.population,
            "quota": item.target if item.rule is SampleRule.QUOTA else None,
        }
        for item in plan.current.items
        for counted in [
            dossiers_a_year_before(
                session,
                agency_id=plan.agency_id,
                first_day=plan.first_day,
                last_day=plan.last_day,
                thing=item.thing,
            )
        ]
    ]


def read(
    session: Session, form: ItemsForm, *, agency: Agency, first_day: date, last_day: date
) -> list[ItemDetails]:
    """Where no population is entered, the dossiers of the same months a year before count."""
    return [
        _item(session, row, agency=agency, first_day=first_day, last_day=last_day)
        for row in form.items
        if row.form.what.data
    ]


def _item(
    session: Session, row: Any, *, agency: Agency, first_day: date, last_day: date
) -> ItemDetails:
    thing = thing_of(session, row.form.what.data)
    rule, margin = rule_of(row), (row.form.margin.data or USUAL_MARGIN) * 10
    population = row.form.population.data or dossiers_a_year_before(
        session, agency_id=agency.id, first_day=first_day, last_day=last_day, thing=thing
    )
    if not population and rule is not SampleRule.QUOTA:
        raise PopulationUnknown
    return ItemDetails(
        rule=rule,
        target=target_of(rule, population=population, margin=margin, quota=row.form.quota.data),
        thing=thing,
        population=population or None,
        margin_per_mille=margin,
    )


def thing_of(session: Session, key: str) -> Thing:
    """A field with the procedures it holds now."""
    found = NAMED.fullmatch(key)
    if found is None:
        return WHOLE
    number = int(found[2])
    match found[1]:
        case "procedure":
            return Thing(procedure_id=number)
        case "point":
            return Thing(point_id=number)
    held = procedures.of_field(session, field_id=number)
    return field_as_it_is(number, procedure_ids=[row.id for row in held])


def key_of(item: PlanItem) -> str:
    for kind in NAMES:
        if (number := getattr(item, f"{kind}_id")) is not None:
            return f"{kind}-{number}"
    return AGENCY
