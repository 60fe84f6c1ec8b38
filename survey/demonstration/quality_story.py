"""A year of quality systems in Tỉnh Mẫu: four agencies with a finding each, and one without.

The findings are those that inspectors name most. The plan covers the first quarter, so that it is
over whenever the story is told, but for the first months of a year, which tell of the year before.
What runs meanwhile stands in running_plan.py.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from survey.demonstration import named
from survey.demonstration.papers import papers_of_year
from survey.demonstration.reported_processes import CODES
from survey.models.agency import Agency
from survey.models.measurement_plan import (
    MeasurementPlan,
    Objective,
    PlanItem,
    PlanVersion,
    PlanWave,
    SampleRule,
    field_as_it_is,
)
from survey.models.procedure import Procedure
from survey.models.quality_process import ProcessCoverage, ProcessKind, QualityProcess
from survey.models.quality_system import DocumentKind, QualitySystem, ReportLevel
from survey.models.rating import Channel
from survey.models.standard import standards
from survey.queries import procedures, quality_processes

EDITION = "tcvn-iso-9001-2015"
MONTHS_OF_LAST_YEAR = 4
"""In these first months of a year its own first quarter is not over and closed."""
ANSWERS, ANSWERS_OUT_OF_REACH = 150, 50_000
"""What a plan asks for at the usual volume, and what no commune gets in a quarter."""
ANSWERS_OF_FIELD = 40
OF_FIELD = "1.001193"
"""Registration of births: its field is measured by itself where all is as it should be."""


class Finding(StrEnum):
    NONE = "none"
    NO_PROGRAMME = "no_programme"
    LATE_OBJECTIVES = "late_objectives"
    PROCEDURES_MISSING = "procedures_missing"
    NOT_MEASURED = "not_measured"


STORIES = {
    "phuong-mau-dong": Finding.NONE,
    "phuong-mau-tay": Finding.NOT_MEASURED,
    "xa-mau-giang": Finding.LATE_OBJECTIVES,
    "xa-mau-hai": Finding.PROCEDURES_MISSING,
    "xa-mau-lang": Finding.NO_PROGRAMME,
}


def year_of(today: date) -> int:
    """The year that the story tells of."""
    return today.year if today.month > MONTHS_OF_LAST_YEAR else today.year - 1


def build(session: Session, *, today: date, volume: float) -> None:
    for code, finding in STORIES.items():
        agency = named.agency(session, code)
        _build(session, agency, finding=finding, today=today, volume=volume)
    session.flush()


def _build(
    session: Session, agency: Agency, *, finding: Finding, today: date, volume: float
) -> None:
    year = year_of(today)
    session.add(QualitySystem(agency_id=agency.id, level=ReportLevel.COMMUNE, edition=EDITION))
    kinds = set(standards().documents) - {DocumentKind.EXTERNAL}
    if finding is Finding.NO_PROGRAMME:
        kinds -= {DocumentKind.AUDIT_PROGRAMME, DocumentKind.AUDIT_RESULTS}
    session.add_all(papers_of_year(agency, year=year, kinds=sorted(kinds), edition=EDITION))
    objective = _objective(agency, year=year, is_late=finding is Finding.LATE_OBJECTIVES)
    session.add(objective)
    session.flush()
    plan = _plan(agency, year=year, is_kept=finding is not Finding.NOT_MEASURED, volume=volume)
    if finding is Finding.NONE:
        plan.current.items.append(_field(session, volume=volume))
    plan.objective_id = objective.id
    plan.current.waves = _waves(year, several=finding is Finding.NONE)
    session.add(plan)
    handled = quality_processes.uncovered(session, agency_id=agency.id, day=today)
    left_out = 2 if finding is Finding.PROCEDURES_MISSING else 0
    _cover(session, agency, procedures=handled[left_out:])


def _objective(agency: Agency, *, year: int, is_late: bool) -> Objective:
    return Objective(
        agency_id=agency.id,
        year=year,
        statement="Tỷ lệ hài lòng của người dân đạt từ 85 % trở lên (mô phỏng)",
        target_per_mille=850,
        evaluated="Kết quả đo lường sự hài lòng theo kế hoạch",
        responsible="Văn phòng HĐND và UBND",
        due_on=date(year, 12, 31),
        created_on=date(year, 1, 5),
        submitted_on=date(year, 1, 8),
        approved_on=date(year, 3, 20) if is_late else date(year, 1, 15),
    )


def _plan(agency: Agency, *, year: int, is_kept: bool, volume: float) -> MeasurementPlan:
    target = max(round(ANSWERS * volume), 1) if is_kept else ANSWERS_OUT_OF_REACH
    item = PlanItem(rule=SampleRule.QUOTA, target=target)
    first_day, last_day = date(year, 1, 1), date(year, 3, 31)
    made_on = date(year - 1, 12, 1)
    return MeasurementPlan(
        agency_id=agency.id,
        title=f"Kế hoạch đo lường sự hài lòng quý I năm {year} (mô phỏng)",
        first_day=first_day,
        last_day=last_day,
        responsible="Văn phòng HĐND và UBND",
        channel=Channel.SLIP,
        created_on=made_on,
        submitted_on=date(year - 1, 12, 10),
        approved_on=date(year - 1, 12, 20),
        carried_out_on=date(year, 4, 10) if is_kept else None,
        versions=[PlanVersion(number=1, made_on=made_on, items=[item])],
    )


def _field(session: Session, *, volume: float) -> PlanItem:
    procedure = procedures.by_national_code(session, code=OF_FIELD)
    if procedure is None:
        raise LookupError(OF_FIELD)
    held = procedures.of_field(session, field_id=procedure.field_id)
    thing = field_as_it_is(procedure.field_id, procedure_ids=[row.id for row in held])
    target = max(round(ANSWERS_OF_FIELD * volume), 1)
    return PlanItem(rule=SampleRule.QUOTA, target=target, **thing._asdict())


def _waves(year: int, *, several: bool) -> list[PlanWave]:
    """The quarter as one; or January, and what comes after it."""
    ends = [date(year, 1, 31), date(year, 3, 31)] if several else [date(year, 3, 31)]
    begins = [date(year, 1, 1), date(year, 2, 1)]
    return [
        PlanWave(first_day=first, last_day=last) for first, last in zip(begins, ends, strict=False)
    ]


def _cover(session: Session, agency: Agency, *, procedures: Sequence[Procedure]) -> None:
    """Two procedures to a process, as agencies write them; beside a system and an internal one."""
    kinds = (ProcessKind.SYSTEM, ProcessKind.INTERNAL)
    session.add_all(_process(agency, code=f"{CODES[kind]} 001", kind=kind) for kind in kinds)
    for number, turn in enumerate(range(0, len(procedures), 2), start=1):
        process = _process(
            agency, code=f"{CODES[ProcessKind.PROCEDURE]} {number:03}", kind=ProcessKind.PROCEDURE
        )
        session.add(process)
        session.flush()
        session.add_all(
            ProcessCoverage(process_id=process.id, procedure_id=procedure.id)
            for procedure in procedures[turn : turn + 2]
        )


def _process(agency: Agency, *, code: str, kind: ProcessKind) -> QualityProcess:
    return QualityProcess(
        agency_id=agency.id, code=code, kind=kind, name_vi=f"Quy trình {code} (mô phỏng)"
    )
