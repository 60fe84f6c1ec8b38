"""From draft to closed: no stage is skipped, no day moves back, late stays late."""

from datetime import date, timedelta
from functools import partial

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey.errors.steps import DayMovesBack, StageOver
from survey.models.corrective_action import ActionRound
from survey.models.measurement_plan import MeasurementPlan, Objective
from survey.models.measurement_record import MeasurementRecord
from survey.models.staged import Stage, Stepwise
from survey.quality.stages import advance, order
from tests.factories import an_agency
from tests.quality_things import a_plan, a_record, a_review, an_objective

CREATED = date(2026, 1, 2)
ATTEMPTS = st.lists(st.tuples(st.sampled_from(Stage), st.integers(-5, 400)), max_size=25)
MAKERS = (a_plan, an_objective, a_record, partial(a_review, held_on=CREATED))


def days_of(row: Stepwise) -> list[date | None]:
    return [getattr(row, column) for _, column in row.steps]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", [MeasurementPlan, Objective, MeasurementRecord, ActionRound])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(attempts=ATTEMPTS)
def test_whatever_is_tried_stages_follow_each_other_and_days_never_move_back(
    app: Flask, kind: type[Stepwise], attempts: list[tuple[Stage, int]]
):
    row = kind(created_on=CREATED)

    with app.test_request_context():
        for stage, offset in attempts:
            before, reached = days_of(row), row.stage
            try:
                advance(row, to=stage, day=CREATED + timedelta(days=offset))
            except (StageOver, DayMovesBack):
                assert days_of(row) == before
            else:
                assert order(row).index(row.stage) == order(row).index(reached) + 1
                assert row.stage is stage
                assert [d for d, was in zip(days_of(row), before, strict=True) if was] == [
                    was for was in before if was
                ]
            taken = [day for day in days_of(row) if day is not None]
            assert taken == sorted(taken)
            assert all(day >= CREATED for day in taken)
            assert days_of(row)[: len(taken)] == taken


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    "days",
    [
        {"approved_on": date(2026, 3, 1)},
        {"submitted_on": date(2026, 3, 1), "approved_on": date(2026, 2, 1)},
        {"submitted_on": date(2025, 1, 1)},
    ],
)
def test_the_database_takes_no_stage_that_is_skipped_and_no_day_before(
    session: Session, make, days: dict[str, date]
):
    agency = an_agency(session)

    with pytest.raises(DBAPIError):
        make(session, agency=agency, **days)


@pytest.mark.parametrize("make", [a_plan, an_objective])
def test_nothing_is_carried_out_that_was_not_approved(session: Session, make):
    days = {"submitted_on": date(2026, 3, 1), "carried_out_on": date(2026, 3, 2)}

    with pytest.raises(DBAPIError, match="carried_out_after_approved"):
        make(session, agency=an_agency(session), **days)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("other", [None, date(2026, 2, 1), date(2026, 9, 1)])
def test_a_day_once_set_stays(session: Session, make, other: date | None):
    days = {"submitted_on": date(2026, 2, 1), "approved_on": date(2026, 6, 1)}
    row = make(session, agency=an_agency(session), **days)

    row.approved_on = other

    with pytest.raises(DBAPIError, match="a step once taken stays"):
        session.commit()


@pytest.mark.parametrize("make", [a_plan, an_objective])
def test_what_was_approved_does_not_change(session: Session, make):
    days = {"submitted_on": date(2026, 2, 1), "approved_on": date(2026, 6, 1)}
    row = make(session, agency=an_agency(session), **days)

    row.responsible = "Người khác"

    with pytest.raises(DBAPIError, match="what was approved does not change"):
        session.commit()


@pytest.mark.parametrize(
    ("approved", "is_late"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)]
)
def test_an_approval_on_the_first_day_of_the_period_is_late(approved: date, is_late: bool):
    row = MeasurementPlan(approved_on=approved)

    assert row.was_approved_late(begins=date(2026, 7, 1)) is is_late
