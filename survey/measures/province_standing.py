"""Who measured as planned in a part of the tree, and what inspectors' findings stay open there."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.clock import last_day_of
from survey.measures.check_registers import Registers
from survey.measures.checks import Check, Verdict, answers_of
from survey.models.agency import Agency
from survey.queries import findings, inspections, quality_coverage
from survey.queries.findings import OpenFindings

NOTHING_OPEN = OpenFindings(0, 0, 0)


class AgencyStanding(NamedTuple):
    """`measured` in the year, `before` in the year before."""

    agency: Agency
    measured: Verdict
    before: Verdict
    inspected: bool
    findings: OpenFindings


class ProvinceStanding(NamedTuple):
    year: int
    day: date
    agencies: list[AgencyStanding]

    @property
    def measured(self) -> Counter[Verdict]:
        return Counter(row.measured for row in self.agencies)

    @property
    def measured_before(self) -> Counter[Verdict]:
        return Counter(row.before for row in self.agencies)


def province_standing(
    session: Session, *, roots: Collection[int], year: int, today: date
) -> ProvinceStanding:
    """Of the agencies that apply a quality system on the last day of the year that has come."""
    day = last_day_of(year, today=today)
    found = quality_coverage.applying(session, roots=roots, day=day)
    ids = [agency.id for agency in found]
    still_open = findings.open_on(session, agency_ids=ids, day=day)
    seen = {
        row.agency.id
        for row in inspections.of_agencies(session, agency_ids=ids)
        if row.campaign.first_day.year == year and row.campaign.begun_on is not None
    }
    measured, before = (
        _measured(Registers(session, found, asked, today)) for asked in (year, year - 1)
    )
    return ProvinceStanding(
        year,
        day,
        [
            AgencyStanding(
                agency,
                measured[agency.id],
                before[agency.id],
                agency.id in seen,
                still_open.get(agency.id, NOTHING_OPEN),
            )
            for agency in found
        ],
    )


def _measured(known: Registers) -> dict[int, Verdict]:
    found = answers_of(known, among=(Check.MEASURED_AS_PLANNED,))
    return {agency_id: answer.verdict for agency_id, (answer,) in found.items()}
