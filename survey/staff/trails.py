"""The way down to a page of the registers, for its breadcrumb."""

from datetime import date
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from survey import db
from survey.i18n import called
from survey.models.agency import Agency
from survey.models.point import ServicePoint
from survey.models.procedure import Procedure
from survey.queries import agencies


class Step(NamedTuple):
    """Without an address where the person may not go."""

    label: str
    href: str | None


def to_agency(path: list[Agency], *, on_day: date | None, reachable: set[int]) -> list[Step]:
    """Down the tree; the pages are asked for `on_day`, empty for today."""
    top = Step(_("Agencies"), url_for("registry.agencies", day=on_day))
    return [
        top,
        *(
            Step(
                called(agency.name_vi, agency.name_en),
                url_for("registry.agency", agency_code=agency.code, day=on_day)
                if agency.id in reachable
                else None,
            )
            for agency in path
        ),
    ]


def to_point(point: ServicePoint) -> list[Step]:
    """By way of its agency, which the person may open whenever they may open the point."""
    agency = agencies.by_id(db.session(), agency_id=point.agency_id)
    steps = [Step(_("Service points"), url_for("registry.points"))]
    if agency is not None:
        name = called(agency.name_vi, agency.name_en)
        steps.append(Step(name, url_for("registry.agency", agency_code=agency.code)))
    return [
        *steps,
        Step(
            called(point.name_vi, point.name_en), url_for("registry.point", point_code=point.code)
        ),
    ]


def for_agency(agency: Agency, *, last: str) -> list[Step]:
    """To a page that does something with an agency."""
    name = called(agency.name_vi, agency.name_en)
    return [
        Step(_("Agencies"), url_for("registry.agencies")),
        Step(name, url_for("registry.agency", agency_code=agency.code)),
        Step(last, None),
    ]


def for_procedure(procedure: Procedure, *, last: str) -> list[Step]:
    name = called(procedure.name_vi, procedure.name_en)
    return [
        Step(_("Procedures"), url_for("registry.procedures")),
        Step(name, url_for("registry.procedure", procedure_id=procedure.id)),
        Step(last, None),
    ]
