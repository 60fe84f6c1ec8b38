"""Between the rows of a form and the items of a plan."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from survey.i18n import called
from survey.measures.plan_progress import dossiers_a_year_before
from survey.models.agency import Agency
from survey.models.measurement_plan import PlanItem, SampleRule
from survey.quality.plan_forms import USUAL_MARGIN, ItemsForm, rule_of
from survey.quality.plan_refusals import PopulationUnknown
from survey.quality.plans import ItemDetails
from survey.quality.targets import target_of
from survey.queries import points, quality_processes

WHOLE = "agency"
NAMED = re.compile(r"(procedure|point)-(\d+)")


def things(session: Session, *, agency: Agency, day: date) -> list[tuple[str, str]]:
    """What an item may measure: the whole agency, one of its counters, one of its procedures."""
    counters = points.of_agencies(session, agency_ids=[agency.id], day=day)
    handled = quality_processes.coverable(session, agency_id=agency.id, process_id=None)
    return [
        (WHOLE, called(agency.name_vi, agency.name_en)),
        *((f"point-{row.id}", called(row.name_vi, row.name_en)) for row in counters),
        *((f"procedure-{row.id}", called(row.name_vi, row.name_en)) for row in handled),
    ]


def written(items: Iterable[PlanItem]) -> list[dict[str, Any]]:
    """Items as rows of a form."""
    return [
        {
            "what": key_of(item),
            "rule": item.rule.value,
            "margin": (item.margin_per_mille or USUAL_MARGIN * 10) // 10,
            "population": item.population,
            "quota": item.target if item.rule is SampleRule.QUOTA else None,
        }
        for item in items
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
    procedure_id, point_id = _named(row.form.what.data)
    rule, margin = rule_of(row), (row.form.margin.data or USUAL_MARGIN) * 10
    population = row.form.population.data or dossiers_a_year_before(
        session,
        agency_id=agency.id,
        first_day=first_day,
        last_day=last_day,
        procedure_id=procedure_id,
        point_id=point_id,
    )
    if not population and rule is not SampleRule.QUOTA:
        raise PopulationUnknown
    return ItemDetails(
        rule=rule,
        target=target_of(rule, population=population, margin=margin, quota=row.form.quota.data),
        procedure_id=procedure_id,
        point_id=point_id,
        population=population or None,
        margin_per_mille=margin,
    )


def _named(key: str) -> tuple[int | None, int | None]:
    """Number of the procedure, number of the point; neither for the whole agency."""
    found = NAMED.fullmatch(key)
    if found is None:
        return None, None
    number = int(found[2])
    return (number, None) if found[1] == "procedure" else (None, number)


def key_of(item: PlanItem) -> str:
    if item.procedure_id is not None:
        return f"procedure-{item.procedure_id}"
    return WHOLE if item.point_id is None else f"point-{item.point_id}"
