"""Records of fields: counted from the rows of their procedures, and giving nobody away."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.clock import start_of_day
from survey.measures import frozen
from survey.models.agency import Agency
from survey.models.measurement_plan import MeasurementPlan, Thing, field_as_it_is
from survey.models.measurement_record import MeasurementRecord
from survey.models.procedure import Procedure
from survey.models.questionnaire import QuestionnaireVersion
from survey.models.staged import Stage
from survey.quality import records
from survey.quality.waves import Span
from tests.factories import a_point, a_procedure, a_version, an_agency
from tests.quality_things import a_plan
from tests.sealed import some_responses

APPROVED = {"submitted_on": date(2026, 6, 1), "approved_on": date(2026, 6, 9)}
THIRD, LATER = Span(date(2026, 7, 1), date(2026, 7, 31)), Span(date(2026, 8, 1), date(2026, 9, 30))
MADE = Actor(None, start_of_day(date(2026, 10, 16)))
JULY, AUGUST = date(2026, 7, 14), date(2026, 8, 14)


@pytest.fixture
def agency(session: Session) -> Agency:
    return an_agency(session)


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return a_version(session)


@pytest.fixture
def held(session: Session, agency: Agency) -> list[Procedure]:
    """Two procedures of one field, and one of another."""
    point = a_point(session, agency=agency)
    first = a_procedure(session, at=point)
    second = a_procedure(session, at=point, beside=first)
    return [first, second, a_procedure(session, at=point)]


def rated(session, agency, version, procedure, *, good: int, bad: int, day: date = JULY) -> None:
    answers = [{"overall": "5"}] * good + [{"overall": "2"}] * bad
    sealed = {"agency": agency, "version": version, "procedure": procedure, "day": day}
    some_responses(session, answers=answers, **sealed)


def field_of(*procedures: Procedure) -> Thing:
    return field_as_it_is(procedures[0].field_id, procedure_ids=[one.id for one in procedures])


def made(session: Session, plan: MeasurementPlan, *, span: Span = THIRD) -> MeasurementRecord:
    record = records.make(session, plan=plan, span=span, reason=None, suppress_below=5, by=MADE)
    session.commit()
    return record


def test_a_field_is_the_sum_of_its_procedures_and_stays_so(
    session: Session, agency: Agency, version, held: list[Procedure]
):
    rated(session, agency, version, held[0], good=30, bad=10)
    rated(session, agency, version, held[1], good=15, bad=5)
    rated(session, agency, version, held[2], good=0, bad=12)
    things = (field_of(*held[:2]), Thing(procedure_id=held[0].id))
    record = made(
        session, a_plan(session, agency=agency, things=things, spans=(THIRD,), **APPROVED)
    )

    held[1].field_id = held[2].field_id
    session.commit()

    whole, field, procedure = record.figures
    assert [(one.satisfied, one.n) for one in record.figures] == [(45, 72), (45, 60), (30, 40)]
    assert frozen.recheck(session, record=record).is_same
    assert field.thing.procedure_ids == (held[0].id, held[1].id)
    assert len({whole.rows_sha256, field.rows_sha256, procedure.rows_sha256}) == 3


@pytest.mark.parametrize(
    ("moved", "is_hidden"),
    [
        (3, True),  # the field as planned less the field as the pages show it are three people
        (20, False),
        (0, False),
    ],
)
def test_nobody_is_found_by_subtracting_the_field_of_today(
    session: Session, agency: Agency, version, held: list[Procedure], moved: int, is_hidden: bool
):
    rated(session, agency, version, held[0], good=30, bad=10)
    rated(session, agency, version, held[2], good=20, bad=20)
    if moved:
        rated(session, agency, version, held[1], good=moved, bad=0)
    things = (field_of(*held[:2]),)
    plan = a_plan(session, agency=agency, things=things, spans=(THIRD,), **APPROVED)
    held[1].field_id = held[2].field_id
    session.commit()

    _, field = made(session, plan).figures

    assert field.is_hidden is is_hidden
    assert field.n == (None if is_hidden else 40 + moved)


@pytest.mark.parametrize(("is_changed", "compared"), [(False, [True, True]), (True, [True, False])])
def test_a_field_is_compared_while_it_holds_the_same_procedures(
    session: Session, agency: Agency, version, held: list[Procedure], is_changed, compared
):
    for day in (JULY, AUGUST):
        rated(session, agency, version, held[0], good=60, bad=40, day=day)
        rated(session, agency, version, held[1], good=60, bad=40, day=day)
    before = a_plan(
        session, agency=agency, things=(field_of(*held[:2]),), spans=(THIRD,), **APPROVED
    )
    first = made(session, before)
    for step in (Stage.SUBMITTED, Stage.APPROVED):
        records.advance(session, record=first, to=step, by=MADE)
    same = field_of(held[0]) if is_changed else field_of(*held[:2])
    plan = a_plan(session, agency=agency, things=(same,), spans=(LATER,), **APPROVED)

    second = made(session, plan, span=LATER)

    assert [figure.change is not None for figure in second.figures] == compared
