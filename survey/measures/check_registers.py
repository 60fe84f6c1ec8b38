"""What the registers say of agencies in a year: read for all of them at once, when it is asked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from survey.clock import last_day_of
from survey.closing import closed_by
from survey.measures.plan_progress import ItemProgress, progress_of
from survey.models.agency import Agency
from survey.models.finding import Finding
from survey.models.measurement_plan import MeasurementPlan, Objective, Thing
from survey.models.measurement_record import MeasurementRecord
from survey.models.procedure import Procedure
from survey.models.quality_system import QualityDocument, QualitySystem
from survey.queries import (
    findings,
    measurement_plans,
    measurement_records,
    names,
    quality_documents,
    quality_processes,
    quality_systems,
)


@dataclass(frozen=True)
class Registers:
    """By agency, or by plan; who has nothing in a register has no entry.

    Each register is a statement or two however many agencies there are.
    """

    session: Session
    agencies: Collection[Agency]
    year: int
    today: date

    @property
    def day(self) -> date:
        """The last day of the year that has come."""
        return last_day_of(self.year, today=self.today)

    @cached_property
    def ids(self) -> list[int]:
        return [agency.id for agency in self.agencies]

    @cached_property
    def systems(self) -> dict[int, QualitySystem]:
        return quality_systems.of_agencies(self.session, agency_ids=self.ids, day=self.day)

    @cached_property
    def documents(self) -> dict[int, list[QualityDocument]]:
        """Those that count in the year and were signed by the day, newest first."""
        found = quality_documents.of_agencies(self.session, agency_ids=self.ids, year=self.year)
        return {
            agency_id: [one for one in theirs if one.signed_on <= self.day]
            for agency_id, theirs in found.items()
        }

    @cached_property
    def objectives(self) -> dict[int, list[Objective]]:
        return measurement_plans.objectives_of(self.session, agency_ids=self.ids, year=self.year)

    @cached_property
    def uncovered(self) -> dict[int, list[Procedure]]:
        return quality_processes.uncovered_of(self.session, agency_ids=self.ids, day=self.day)

    @cached_property
    def plans(self) -> dict[int, list[MeasurementPlan]]:
        return measurement_plans.plans_of(self.session, agency_ids=self.ids, year=self.year)

    @cached_property
    def records(self) -> dict[int, list[MeasurementRecord]]:
        """By plan."""
        ids = [plan.id for plans in self.plans.values() for plan in plans]
        return measurement_records.of_plans(self.session, plan_ids=ids)

    @cached_property
    def progress(self) -> dict[int, list[ItemProgress]]:
        """By plan, of those whose every day is closed."""
        over = [plan for plans in self.plans.values() for plan in plans if self.is_over(plan)]
        return progress_of(self.session, plans=over, today=self.today)

    @cached_property
    def names(self) -> dict[Thing, list[str]]:
        """Of what items measure, where it is over; none for the agency as a whole."""
        things = {row.item.thing for rows in self.progress.values() for row in rows}
        kinds = (
            ("procedure_id", names.of_procedures),
            ("point_id", names.of_points),
            ("field_id", names.of_fields),
        )
        found = [
            (column, of(self.session, ids={getattr(one, column) for one in things} - {None}))
            for column, of in kinds
        ]
        return {
            thing: [
                known[key].vi for column, known in found if (key := getattr(thing, column)) in known
            ]
            for thing in things
        }

    @cached_property
    def findings(self) -> dict[int, list[Finding]]:
        return findings.of_agencies(self.session, agency_ids=self.ids, until=self.day)

    def is_over(self, plan: MeasurementPlan) -> bool:
        """Every day of its period is closed."""
        return closed_by(self.today) >= plan.last_day
