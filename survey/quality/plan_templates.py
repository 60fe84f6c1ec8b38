"""Measurement plans to begin with: proposals for each kind of agency, filled with what it has."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from flask_babel import gettext as _
from pydantic import BaseModel, ConfigDict, TypeAdapter
from sqlalchemy.orm import Session

from survey.clock import first_of_month, next_month
from survey.i18n import language
from survey.models.agency import Agency, AgencyKind
from survey.models.measurement_plan import SampleRule
from survey.models.wording import in_language
from survey.quality import plan_items
from survey.quality.plan_forms import ROWS
from survey.queries import agencies, closed_dossiers, names
from survey.queries.slices import Group, Members, Slice

FILE = Path(__file__).with_name("plan_templates.yaml")
Months = tuple[int, int]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Margin(Part):
    margin: int  # percentage points


class Busiest(Margin):
    number: int


class PlanTemplate(Part):
    key: str
    kinds: frozenset[AgencyKind]
    title: Mapping[str, str]
    about: Mapping[str, str]
    months: Months
    waves: tuple[Months, ...] = ()
    whole: Margin | None = None
    each_counter: Margin | None = None
    fields: Busiest | None = None
    busiest: Busiest | None = None

    def called(self, *, year: int) -> str:
        return in_language(self.title, language()).format(year=year)

    @property
    def says(self) -> str:
        return in_language(self.about, language())


@cache
def templates() -> tuple[PlanTemplate, ...]:
    return TypeAdapter(tuple[PlanTemplate, ...]).validate_python(yaml.safe_load(FILE.read_text()))


def fitting(agency: Agency) -> list[PlanTemplate]:
    return [template for template in templates() if agency.kind in template.kinds]


def named(key: str | None, *, agency: Agency) -> PlanTemplate | None:
    return next((one for one in fitting(agency) if one.key == key), None)


def filled(
    session: Session, template: PlanTemplate, *, agency: Agency, year: int
) -> dict[str, Any]:
    """As values of the form; everything can be changed there."""
    first, last = template.months
    return {
        "title": template.called(year=year),
        "first_month": date(year, first, 1),
        "last_month": date(year, last, 1),
        "waves": [
            {"first_month": date(year, begin, 1), "last_month": date(year, end, 1)}
            for begin, end in template.waves
        ],
        "items": [*_items(session, template, agency=agency, year=year), *([{}] * ROWS)],
    }


def plain(*, year: int, today: date) -> dict[str, Any]:
    """Without a template: the agency as a whole, in months that can still be approved in time."""
    first = max(date(year, 1, 1), next_month(first_of_month(today)))
    last = date(year, 12, 1)
    return {
        "title": _("Measurement of satisfaction in %(year)s", year=year),
        "first_month": min(first, last),
        "last_month": last,
        "items": [{"what": plan_items.AGENCY}, *([{}] * (ROWS - 1))],
    }


def _items(
    session: Session, template: PlanTemplate, *, agency: Agency, year: int
) -> Iterable[dict[str, Any]]:
    things = plan_items.things(session, agency=agency, day=date(year, 1, 1))
    offered = [thing.value for thing in things]
    if template.whole:
        yield _item(plan_items.AGENCY, template.whole)
    if template.each_counter:
        for key in offered:
            if key.startswith("point-"):
                yield _item(key, template.each_counter)
    closed = _closed(session, agency=agency, year=year)
    for kind, wanted in (("field", template.fields), ("procedure", template.busiest)):
        if wanted:
            keys = [key for key in _busiest(session, closed, kind=kind) if key in offered]
            yield from (_item(key, wanted) for key in keys[: wanted.number])


def _item(key: str, margin: Margin) -> dict[str, Any]:
    return {"what": key, "rule": SampleRule.SHARE.value, "margin": margin.margin}


def _closed(session: Session, *, agency: Agency, year: int) -> Counter[int]:
    """Dossiers of the year before, by procedure."""
    first, last = date(year - 1, 1, 1), date(year - 1, 12, 31)
    ids = tuple(agencies.subtree_ids(session, roots=[agency.id], day=last))
    of = Slice(members=(Members(ids, first, last),))
    rows = closed_dossiers.closed(session, of=of, by=[Group.PROCEDURE])
    return Counter({procedure_id: row.closed for row in rows for procedure_id in row.key})


def _busiest(session: Session, closed: Counter[int], *, kind: str) -> list[str]:
    """Fields or procedures by their dossiers, most first."""
    sums = closed if kind == "procedure" else Counter[int]()
    if kind == "field":
        of = names.fields_of_procedures(session)
        for procedure_id, dossiers in closed.items():
            sums[of[procedure_id]] += dossiers
    return [f"{kind}-{key}" for key in sorted(sums, key=lambda key: (-sums[key], key))]
