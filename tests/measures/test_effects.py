"""Whether an action did what was announced: from sealed answers, the same whenever it is read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from survey.measures.baselines import answers_needed, baseline
from survey.measures.effect_months import Asked
from survey.measures.effects import FROZEN, Announced, Reason, read, verdict
from survey.measures.figure import Estimate
from survey.models.corrective_action import Design, Direction, Measured, Outcome
from survey.models.point import ServicePoint
from survey.models.questionnaire import QuestionnaireVersion
from survey.models.rating import Channel
from tests.action_world import CHANGED, MONTHS, rated
from tests.factories import a_point, a_version, an_agency

LEAST = 5
STEADY = [160, 158, 162, 161, 159, 160, 161, 159, 160, 158, 162, 160]
BETTER = [140, 141, 139, 138, 142, 140, 170, 172, 168, 171, 169, 170]


@pytest.fixture
def points(session: Session) -> tuple[ServicePoint, ServicePoint]:
    agency = an_agency(session)
    return a_point(session, agency=agency), a_point(session, agency=agency)


@pytest.fixture
def version(session: Session) -> QuestionnaireVersion:
    return a_version(session)


def asked(point: ServicePoint, version: QuestionnaireVersion, **changed) -> Asked:
    told = {
        "agency_id": point.agency_id,
        "measured": Measured.SHARE,
        "question": "overall",
        "channel": Channel.SLIP,
        "version_id": version.id,
        "point_id": point.id,
        "procedure_id": None,
        "first_month": MONTHS[0],
        "changed_on": CHANGED,
        "read_on": date(2026, 12, 20),
    }
    return Asked(**told | changed)


def announced(of: Asked, **changed) -> Announced:
    told = {
        "design": Design.DIFFERENCE,
        "direction": Direction.RISE,
        "expected": 10.0,
        "answers": 500,
    }
    return Announced(of, **told | changed)


def test_a_counter_that_rose_beside_steady_ones_worked(session: Session, points, version):
    for point, satisfied in zip(points, (BETTER, STEADY), strict=True):
        rated(session, point=point, version=version, satisfied=satisfied)

    found = read(session, announced(asked(points[0], version)), suppress_below=LEAST)

    assert found.outcome is Outcome.WORKED
    assert found.change.value == pytest.approx(15, abs=0.5)
    assert (found.answers(after=False), found.answers(after=True)) == (1200, 1200)
    assert found.months[0].others_value == pytest.approx(80)


def test_what_all_counters_do_is_not_what_the_action_did(session: Session, points, version):
    for point in points:
        rated(session, point=point, version=version, satisfied=BETTER)

    found = read(session, announced(asked(points[0], version)), suppress_below=LEAST)

    assert (found.outcome, found.reason) == (Outcome.DID_NOT_WORK, Reason.NO_CHANGE)
    assert found.change.value == pytest.approx(0, abs=1e-9)


def test_a_series_is_compared_with_its_own_trend(session: Session, points, version):
    rising = [120 + 3 * place for place in range(12)]
    rated(session, point=points[0], version=version, satisfied=rising)
    told = announced(asked(points[0], version), design=Design.SERIES)

    found = read(session, told, suppress_below=LEAST)

    assert found.change.value == pytest.approx(0, abs=1e-6)
    assert found.outcome is not Outcome.WORKED
    assert found.months[0].others_n is None


def test_the_mean_of_a_question_can_be_announced(session: Session, points, version):
    for point, satisfied in zip(points, (BETTER, STEADY), strict=True):
        rated(session, point=point, version=version, satisfied=satisfied)

    told = announced(asked(points[0], version, measured=Measured.MEAN), expected=5.0)
    found = read(session, told, suppress_below=LEAST)

    # 4 is worth 75 and 2 is worth 25: half of a satisfied share
    assert found.change.value == pytest.approx(7.5, abs=0.3)
    assert found.outcome is Outcome.WORKED


def test_fewer_answers_than_announced_cannot_tell(session: Session, points, version):
    for point, satisfied in zip(points, (BETTER, STEADY), strict=True):
        rated(session, point=point, version=version, satisfied=satisfied)

    told = announced(asked(points[0], version), answers=1201)
    found = read(session, told, suppress_below=LEAST)

    assert (found.outcome, found.reason) == (Outcome.CANNOT_TELL, Reason.TOO_FEW_ANSWERS)


def test_the_month_of_the_signal_and_one_with_both_are_left_out(session: Session, points, version):
    for point, satisfied in zip(points, (BETTER, STEADY), strict=True):
        rated(session, point=point, version=version, satisfied=satisfied)
    of = asked(points[0], version, changed_on=date(2026, 6, 10), signal_month=date(2026, 4, 1))

    months = [m.month for m in read(session, announced(of), suppress_below=LEAST).months]

    assert date(2026, 4, 1) not in months
    assert date(2026, 6, 1) not in months
    assert len(months) == 10


def test_months_that_were_not_final_on_the_day_of_reading_never_count(
    session: Session, points, version
):
    for point, satisfied in zip(points, (BETTER, STEADY), strict=True):
        rated(session, point=point, version=version, satisfied=satisfied)
    of = asked(points[0], version, read_on=date(2026, 9, 10))

    months = read(session, announced(of), suppress_below=LEAST).months

    assert max(month.month for month in months) == date(2026, 7, 1)


def test_months_that_may_not_be_shown_do_not_count(session: Session, points, version):
    rated(session, point=points[0], version=version, satisfied=[3] * 12, n=4)
    told = announced(asked(points[0], version), design=Design.SERIES)

    found = read(session, told, suppress_below=LEAST)

    assert found.months == ()
    assert (found.outcome, found.reason) == (Outcome.CANNOT_TELL, Reason.TOO_FEW_MONTHS)


def test_where_all_answer_alike_no_change_can_be_told(session: Session, points, version):
    rated(session, point=points[0], version=version, satisfied=[200] * 12)
    told = announced(asked(points[0], version), design=Design.SERIES)

    assert read(session, told, suppress_below=LEAST).reason is Reason.NOTHING_VARIES


def test_a_signal_says_how_much_comes_back_by_itself(session: Session, points, version):
    low = [160, 158, 130, 161, 159, 160]
    rated(session, point=points[0], version=version, satisfied=low, months=MONTHS[:6])
    of = asked(points[0], version, signal_month=MONTHS[2])

    found = baseline(session, of, suppress_below=LEAST)

    assert 2 < found.by_itself.value < 10
    assert found.value == pytest.approx(100 * sum([160, 158, 161, 159, 160]) / 1000)


def test_the_design_follows_from_whether_other_counters_were_rated(
    session: Session, points, version
):
    rated(session, point=points[0], version=version, satisfied=STEADY)
    assert (
        baseline(session, asked(points[0], version), suppress_below=LEAST).design is Design.SERIES
    )

    rated(session, point=points[1], version=version, satisfied=STEADY)
    assert (
        baseline(session, asked(points[0], version), suppress_below=LEAST).design
        is Design.DIFFERENCE
    )
    whole = asked(points[0], version, point_id=None)
    assert baseline(session, whole, suppress_below=LEAST).design is Design.SERIES


def test_the_answers_that_are_needed_follow_from_the_months_before(
    session: Session, points, version
):
    rated(session, point=points[0], version=version, satisfied=[160] * 12)
    of = asked(points[0], version)
    found = baseline(session, of, suppress_below=LEAST)
    needed = {"expected": 5.0, "power": 0.8}

    # Fleiss et al. (2003), equation 4.14, for 80 and 85 per cent: 905.37
    assert answers_needed(found, of, direction=Direction.RISE, **needed) == 906
    assert answers_needed(found, of, direction=Direction.RISE, expected=25.0, power=0.8) is None


def test_a_reading_comes_back_from_its_frozen_form(session: Session, points, version):
    for point, satisfied in zip(points, (BETTER, STEADY), strict=True):
        rated(session, point=point, version=version, satisfied=satisfied)
    found = read(session, announced(asked(points[0], version)), suppress_below=LEAST)

    assert FROZEN.validate_json(FROZEN.dump_json(found)) == found


LIMITS = st.tuples(st.floats(-100, 100), st.floats(0, 50), st.floats(0, 50)).map(
    lambda drawn: Estimate(drawn[0], drawn[0] - drawn[1], drawn[0] + drawn[2])
)


@given(change=LIMITS, expected=st.floats(0.1, 50), answers=st.integers(0, 300))
def test_a_verdict_follows_the_limits_and_is_the_same_the_other_way_round(
    change: Estimate, expected: float, answers: int
):
    outcome, reason = verdict(
        change, direction=Direction.RISE, expected=expected, answers=answers, needed=100
    )
    mirrored = Estimate(-change.value, -change.upper, -change.lower)

    assert (outcome, reason) == verdict(
        mirrored, direction=Direction.FALL, expected=expected, answers=answers, needed=100
    )
    if answers < 100:
        assert outcome is Outcome.CANNOT_TELL
    elif outcome is Outcome.WORKED:
        assert change.lower > 0
        assert change.upper >= expected
    elif outcome is Outcome.DID_NOT_WORK:
        assert change.upper < expected
    else:
        assert change.lower <= 0 <= expected <= change.upper
