"""Things of quality systems that tests need, each with one keyword for what the test is about."""

from datetime import date, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from survey.measures import basis
from survey.measures.action_counts import ActionCounts
from survey.measures.basis import Basis
from survey.measures.frozen import FORMULA
from survey.measures.review_facts import FROZEN, ReviewFacts
from survey.measures.standing import Standing
from survey.measures.tables import Verdict
from survey.models.agency import Agency
from survey.models.corrective_action import ActionRound, CorrectiveAction, Origin
from survey.models.invitation_draw import InvitationDraw
from survey.models.management_review import KeptFacts, ManagementReview, ReviewHeading, ReviewPart
from survey.models.measurement_plan import (
    MeasurementPlan,
    Objective,
    PlanItem,
    PlanVersion,
    SampleRule,
    Thing,
)
from survey.models.measurement_record import MeasurementRecord, RecordFigure
from survey.models.procedure import Procedure
from survey.models.quality_process import ProcessCoverage, ProcessKind, QualityProcess
from survey.models.quality_system import (
    DocumentKind,
    QualityDocument,
    QualitySystem,
    ReportLevel,
)
from survey.models.rating import Channel
from survey.quality import waves
from survey.quality.waves import Span
from survey.queries.cases import CaseCounts
from survey.queries.slices import Slice

_numbers = count(1)
NOTHING_TOLD = ReviewFacts(
    earlier=None,
    verdict=Verdict.NO_DATA,
    change=None,
    months=(),
    has_limits=False,
    signals=(),
    standing=Standing.NOT_ASKED,
    drivers=(),
    cases=CaseCounts(0, 0, 0, 0, 0, 0, 0),
    actions=ActionCounts(0, 0),
    standings=(),
    findings=(),
    objectives=(),
    rows=None,
)
EDITION = "tcvn-iso-9001-2015"


def a_system(
    session: Session,
    *,
    agency: Agency,
    level: ReportLevel = ReportLevel.COMMUNE,
    software: str | None = None,
) -> QualitySystem:
    system = QualitySystem(agency_id=agency.id, level=level, edition=EDITION, software=software)
    session.add(system)
    session.commit()
    return system


def a_document(
    session: Session,
    *,
    agency: Agency,
    kind: DocumentKind = DocumentKind.AUDIT_PROGRAMME,
    year: int = 2026,
    signed_on: date | None = None,
    ended_on: date | None = None,
) -> QualityDocument:
    document = QualityDocument(
        agency_id=agency.id,
        year=year,
        kind=kind,
        number=f"{next(_numbers)}/KH-UBND",
        title="Kế hoạch",
        signed_on=signed_on or date(year, 1, 10),
        ended_on=ended_on,
        edition=EDITION if kind is DocumentKind.ANNOUNCEMENT else None,
    )
    session.add(document)
    session.commit()
    return document


def a_process(
    session: Session,
    *,
    agency: Agency,
    kind: ProcessKind = ProcessKind.PROCEDURE,
    covers: tuple[Procedure, ...] = (),
) -> QualityProcess:
    process = QualityProcess(
        agency_id=agency.id, code=f"QT {next(_numbers):02}/HT", kind=kind, name_vi="Quy trình"
    )
    session.add(process)
    session.flush()
    session.add_all(
        ProcessCoverage(process_id=process.id, procedure_id=procedure.id) for procedure in covers
    )
    session.commit()
    return process


def an_objective(session: Session, *, agency: Agency, year: int = 2026, **days: date) -> Objective:
    """`days`: the steps it has taken, such as approved_on."""
    objective = Objective(
        agency_id=agency.id,
        year=year,
        statement="Tỷ lệ hài lòng đạt 90 %",
        target_per_mille=900,
        evaluated="Đo lường sự hài lòng",
        responsible="Văn phòng",
        due_on=date(year, 12, 31),
        created_on=date(year, 1, 2),
        **days,
    )
    session.add(objective)
    session.commit()
    return objective


def a_plan(
    session: Session,
    *,
    agency: Agency,
    title: str = "Đo lường quý III",
    first_day: date = date(2026, 7, 1),
    last_day: date = date(2026, 9, 30),
    target: int = 100,
    procedure: Procedure | None = None,
    things: tuple[Thing, ...] = (),
    objective: Objective | None = None,
    spans: tuple[Span, ...] = (),
    **days: date,
) -> MeasurementPlan:
    """`days`: the steps it has taken, such as approved_on."""
    things = things or (Thing(procedure_id=procedure.id if procedure else None),)
    items = [PlanItem(rule=SampleRule.QUOTA, target=target, **one._asdict()) for one in things]
    plan = MeasurementPlan(
        agency_id=agency.id,
        title=title,
        first_day=first_day,
        last_day=last_day,
        responsible="Văn phòng",
        channel=Channel.SLIP,
        created_on=date(first_day.year, 1, 2),
        objective_id=objective.id if objective else None,
        versions=[
            PlanVersion(
                number=1,
                made_on=date(first_day.year, 1, 2),
                items=items,
                waves=waves.rows(spans, period=Span(first_day, last_day)),
            )
        ],
        **days,
    )
    session.add(plan)
    session.commit()
    return plan


def a_record(
    session: Session,
    *,
    agency: Agency,
    plan: MeasurementPlan | None = None,
    number: int = 1,
    reason: str | None = None,
    **days: date,
) -> MeasurementRecord:
    """Of a plan, else of a quarter of 2025, as if nobody had rated; `days`: its steps."""
    first, last = date(2025, 7, 1), date(2025, 9, 30)
    plan = plan or a_plan(session, agency=agency, first_day=first, last_day=last)
    first, last = plan.first_day, plan.last_day
    record = MeasurementRecord(
        agency_id=agency.id,
        plan_id=plan.id,
        plan_version_id=plan.current.id,
        first_day=first,
        last_day=last,
        number=number,
        reason=reason,
        channel=plan.channel,
        formula=FORMULA,
        created_on=last + timedelta(days=20),
    )
    nothing = basis.written(Basis(Slice(()), plan.channel, (), ()))
    record.figures.append(RecordFigure(basis=nothing, ratings=0, rows_sha256=sha256().hexdigest()))
    session.add(record)
    session.flush()
    for step, day in days.items():
        setattr(record, step, day)
    session.commit()
    return record


def an_action(session: Session, *, agency: Agency, **attempt: Any) -> CorrectiveAction:
    """`attempt`: what its first round holds, such as due_on or announced_on."""
    action = CorrectiveAction(
        agency_id=agency.id,
        title="Chờ lâu tại quầy 1",
        happened="Tỷ lệ hài lòng giảm.",
        opened_on=date(2026, 1, 2),
        origin=Origin.HAND,
        rounds=[ActionRound(number=1, created_on=date(2026, 1, 2), **attempt)],
    )
    session.add(action)
    session.commit()
    return action


def a_review(
    session: Session, *, agency: Agency, held_on: date = date(2026, 8, 4), **days: date
) -> ManagementReview:
    """Of the first half of 2026; `days`: the steps it has taken."""
    review = ManagementReview(
        agency_id=agency.id,
        first_day=date(2026, 1, 1),
        last_day=date(2026, 6, 30),
        held_on=held_on,
        place="Phòng họp số 1",
        chair="Nguyễn Thị Mẫu",
        secretary="Trần Văn Mẫu",
        participants="Văn phòng\nBộ phận một cửa",
        created_on=date(2026, 1, 2),
        **days,
    )
    session.add(review)
    session.commit()
    return review


def a_concluded_review(session: Session, *, agency: Agency, **days: date) -> ManagementReview:
    """With a conclusion under every heading; `days`: the steps it has taken."""
    review = a_review(session, agency=agency)
    review.parts = [ReviewPart(heading=one, conclusion="Đã xem xét") for one in ReviewHeading]
    if "approved_on" in days:
        session.add(what_was_told(review, on=days["approved_on"]))
    session.flush()
    for step, day in days.items():
        setattr(review, step, day)
    session.commit()
    return review


def what_was_told(review: ManagementReview, *, on: date) -> KeptFacts:
    """That there was nothing to tell; without it the database approves no review."""
    facts = FROZEN.dump_json(NOTHING_TOLD).decode()
    return KeptFacts(
        review_id=review.id, gathered_on=on, formula=FORMULA, facts=facts, sha256="0" * 64
    )


def a_draw(session: Session, *, agency: Agency) -> InvitationDraw:
    plan = a_plan(session, agency=agency)
    draw = InvitationDraw(
        item_id=plan.current.items[0].id,
        number=1,
        drawn_on=date(2026, 7, 2),
        seed="00" * 16,
        listed=3,
        list_sha256="0" * 64,
        wanted=2,
    )
    session.add(draw)
    session.commit()
    return draw
