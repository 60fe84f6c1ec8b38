"""Whole registers drawn at random: what may stand in a database, and what hands have typed."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from survey.models.agency import (
    Agency,
    AgencyKind,
    AgencyPlacement,
    AgencySuccession,
    SuccessionKind,
)
from survey.models.flow import Flow
from survey.models.point import Offering, PointKind, ServicePoint
from survey.models.procedure import (
    DayType,
    Field,
    Procedure,
    ProcedureLevel,
    ProcedureSuccession,
    TimeLimit,
    TimeUnit,
)
from survey.models.quality_process import ProcessCoverage, ProcessKind, QualityProcess
from survey.models.quality_system import (
    DocumentKind,
    QualityDocument,
    QualitySystem,
    ReportLevel,
)
from survey.models.slip_code import new_code
from survey.models.standard import standards
from survey.registry.importing.cells import INVISIBLE
from survey.text import tidy

TABLES = (
    ProcessCoverage,
    QualityProcess,
    QualityDocument,
    QualitySystem,
    Flow,
    Offering,
    TimeLimit,
    ProcedureSuccession,
    AgencySuccession,
    ServicePoint,
    Procedure,
    Field,
    AgencyPlacement,
    Agency,
)

words = st.sampled_from(["Xã", "Đông", "=1+1", "-5", "'=x", "a;=b", '"', ",", "ự", "\t@x", "1.10"])
letters = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Co", "Mn"])
names = (
    st.lists(words | st.text(letters, max_size=8), min_size=1, max_size=4)
    .map(lambda parts: tidy(" ".join(parts), lines=False))
    .filter(lambda name: name and not INVISIBLE.search(name))
)
notes = st.none() | st.lists(names, min_size=1, max_size=3).map("\n".join)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
days_gone_by = st.dates(date(1900, 1, 1), date(2026, 11, 20))
codes = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,8}", fullmatch=True)


@st.composite
def periods(draw: st.DrawFn) -> dict[str, date | None]:
    first, last = sorted([draw(days), draw(days)])
    return {
        "valid_from": draw(st.sampled_from([None, first])),
        "valid_to": draw(st.sampled_from([None, last])),
    }


@st.composite
def following_periods(draw: st.DrawFn) -> list[dict[str, date | None]]:
    """One or two periods that do not overlap."""
    turn = draw(days)
    if draw(st.booleans()):
        return [draw(periods())]
    return [
        {"valid_from": None, "valid_to": turn},
        {"valid_from": turn + timedelta(days=1), "valid_to": None},
    ]


def fill(session: Session, draw: st.DataObject) -> None:
    """Empty the registers and put drawn rows in."""
    for table in TABLES:
        session.execute(delete(table))
    agencies = _agencies(session, draw)
    points = [
        _added(
            session,
            ServicePoint(
                code=code,
                agency_id=draw.draw(st.sampled_from(agencies)).id,
                kind=draw.draw(st.sampled_from(PointKind)),
                name_vi=draw.draw(names),
                name_en=draw.draw(st.none() | names),
                poster_code=new_code(),
                search="",
                **draw.draw(periods()),
            ),
        )
        for code in draw.draw(st.lists(codes, min_size=1, max_size=3, unique=True))
    ]
    procedures = _procedures(session, draw)
    _relations(session, draw, agencies, points, procedures)
    for agency in agencies:
        _quality_system(session, draw, agency, procedures)
    session.commit()


def _agencies(session: Session, draw: st.DataObject) -> list[Agency]:
    agencies: list[Agency] = []
    for code in draw.draw(st.lists(codes, min_size=2, max_size=5, unique=True)):
        above = draw.draw(st.sampled_from([None, *agencies]))
        agency = Agency(
            code=code,
            kind=draw.draw(st.sampled_from(AgencyKind)),
            name_vi=draw.draw(names),
            name_en=draw.draw(st.none() | names),
            unit_code=draw.draw(st.sampled_from([None, "01", "00004"])),
            identifier=draw.draw(st.sampled_from([None, "H29", "H29.13"])),
            search="",
            **draw.draw(periods()),
        )
        agencies.append(_added(session, agency))
        for period in draw.draw(following_periods()) if above else []:
            placement = AgencyPlacement(agency_id=agency.id, parent_id=above.id, **period)
            _added(session, placement)
    return agencies


def _procedures(session: Session, draw: st.DataObject) -> list[Procedure]:
    fields = [
        _added(session, Field(name_vi=name, name_en=draw.draw(st.none() | names)))
        for name in draw.draw(st.lists(names, min_size=1, max_size=2, unique=True))
    ]
    known = draw.draw(
        st.lists(
            st.tuples(names, st.sampled_from(ProcedureLevel)), min_size=2, max_size=4, unique=True
        )
    )
    return [
        _added(
            session,
            Procedure(
                national_code=draw.draw(st.sampled_from([None, f"1.{number:06d}"])),
                name_vi=name,
                name_en=draw.draw(st.none() | names),
                field_id=draw.draw(st.sampled_from(fields)).id,
                level=level,
                note=draw.draw(notes),
                search="",
                **draw.draw(periods()),
            ),
        )
        for number, (name, level) in enumerate(known)
    ]


def _relations(
    session: Session,
    draw: st.DataObject,
    agencies: list[Agency],
    points: list[ServicePoint],
    procedures: list[Procedure],
) -> None:
    amount = st.none() | st.integers(1, 90)
    succession: dict[str, Any] = {
        "kind": draw.draw(st.sampled_from(SuccessionKind)),
        "effective_on": draw.draw(days),
        "legal_basis": draw.draw(st.none() | names),
    }
    first, second = agencies[:2]
    # The second may stand below the first, which could not go into it.
    _added(session, AgencySuccession(predecessor_id=second.id, successor_id=first.id, **succession))
    one, other = procedures[:2]
    _added(session, ProcedureSuccession(predecessor_id=one.id, successor_id=other.id, **succession))
    for procedure in procedures:
        for period in draw.draw(following_periods()):
            limit = TimeLimit(
                procedure_id=procedure.id,
                agency_id=draw.draw(st.sampled_from([None, first.id])),
                amount=draw.draw(amount),
                unit=draw.draw(st.sampled_from(TimeUnit)),
                day_type=draw.draw(st.sampled_from(DayType)),
                same_day=draw.draw(st.booleans()),
                cutoff_hour=draw.draw(st.none() | st.integers(0, 23)),
                verified_amount=draw.draw(amount),
                difficult_amount=draw.draw(amount),
                as_stated=draw.draw(notes),
                **period,
            )
            _added(session, limit)
        point = draw.draw(st.sampled_from(points))
        for period in draw.draw(following_periods()):
            _added(session, Offering(point_id=point.id, procedure_id=procedure.id, **period))
        flow = Flow(
            point_id=point.id,
            procedure_id=procedure.id,
            day=draw.draw(days_gone_by),
            closed=draw.draw(st.integers(0, 2**31 - 1)),
        )
        _added(session, flow)


def _quality_system(
    session: Session, draw: st.DataObject, agency: Agency, procedures: list[Procedure]
) -> None:
    editions = st.sampled_from([edition.key for edition in standards().editions])
    for period in draw.draw(following_periods()):
        system = QualitySystem(
            agency_id=agency.id,
            level=draw.draw(st.sampled_from(ReportLevel)),
            edition=draw.draw(editions),
            scope=draw.draw(st.none() | names),
            software=draw.draw(st.none() | names),
            **period,
        )
        _added(session, system)
    for number in draw.draw(st.lists(names, max_size=2, unique=True)):
        document = QualityDocument(
            agency_id=agency.id,
            year=draw.draw(st.integers(2000, 2100)),
            kind=draw.draw(st.sampled_from(DocumentKind)),
            number=number,
            title=draw.draw(names),
            signed_on=date(2020, 1, 1),
            link=draw.draw(st.sampled_from([None, "https://tinhmau.example/12.pdf"])),
            edition=draw.draw(editions),
            scope=draw.draw(st.none() | names),
            ended_on=draw.draw(st.sampled_from([None, date(2020, 1, 1)])),
        )
        _added(session, document)
    for code in draw.draw(st.lists(names, max_size=2, unique=True)):
        process = QualityProcess(
            agency_id=agency.id,
            code=code,
            kind=draw.draw(st.sampled_from(ProcessKind)),
            name_vi=draw.draw(names),
            name_en=draw.draw(st.none() | names),
            **draw.draw(periods()),
        )
        _added(session, process)
        for procedure in procedures:
            _added(session, ProcessCoverage(process_id=process.id, procedure_id=procedure.id))


def _added(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row
