"""Whether every wave of an approved plan has its approved record."""

from collections.abc import Iterable
from datetime import date, timedelta

from survey.measures.check_facts import Evidence, Fact
from survey.measures.check_registers import Registers
from survey.models.measurement_plan import MeasurementPlan, PlanWave
from survey.models.standard import standards


def evidence(known: Registers, plan: MeasurementPlan) -> Iterable[Evidence]:
    """Of the waves of the present version that are over."""
    approved = {
        (record.first_day, record.last_day): record
        for record in reversed(known.records.get(plan.id, []))
        if record.approved_on is not None
    }
    for wave in plan.current.waves:
        record = approved.get((wave.first_day, wave.last_day))
        if record is not None:
            yield Evidence(Fact.RECORD_APPROVED, record.approved_on, plan.title, record.id)
        elif wave.last_day < known.today:
            yield _awaited(wave, plan=plan, today=known.today)


def _awaited(wave: PlanWave, *, plan: MeasurementPlan, today: date) -> Evidence:
    due = wave.last_day + timedelta(days=standards().record_approved_within)
    fact = Fact.RECORD_MISSING if today > due else Fact.RECORD_DUE
    return Evidence(fact, due, plan.title, plan.id)
