"""The months of a selection against their limits."""

from datetime import date

import pytest

from analysis.control_charts import laney_chart
from survey.clock import months_before
from survey.measures.control import Rule, control
from tests.factories import a_cell, a_definition, a_point, a_version, an_agency
from tests.measures.asking import MAY, the_scope

STEADY = (80, 83, 79, 81, 84, 78, 82, 80, 79, 83, 81, 80, 82, 79)


@pytest.fixture
def charted(session):
    """The chart of months to May 2026, with so many of 100 satisfied; None: four answered."""
    point = a_point(session, agency=(agency := an_agency(session)))
    version = a_version(session)

    def charted(satisfied, *, versions=None):
        for back, count in enumerate(reversed(satisfied)):
            month = months_before(MAY, back)
            own = (versions or {}).get(month, version)
            answers = {"5": count, "1": 100 - count} if count is not None else {"1": 4}
            a_cell(session, version=own, point=point, month=month, overall=answers)
        first = months_before(MAY, len(satisfied) - 1)
        return control(session, scope=the_scope(session, agency=agency, first=first, last=MAY))

    return charted


def test_the_limits_are_those_of_laney_on_the_tallies(charted):
    found = charted((*STEADY, 40))

    chart = laney_chart((*STEADY, 40), [100] * 15)
    limits = list(found.limits.values())
    assert [own.lower for own in limits] == pytest.approx(chart.lower.tolist())
    assert [own.upper for own in limits] == pytest.approx(chart.upper.tolist())
    assert limits[0].centre == pytest.approx(chart.centre)


def test_months_that_vary_as_usual_give_no_signal(charted):
    found = charted(STEADY)

    assert found.has_limits
    assert found.signals == ()


def test_a_month_far_from_the_others_is_beyond_its_limit(charted):
    signal = charted((*STEADY, 40)).signals[0]

    assert (signal.rule, signal.months[0].month) == (Rule.BELOW_LIMIT, MAY)
    assert signal.months[0].counted == (40, 100)


def test_a_run_is_told_with_all_its_months(charted):
    found = charted((88, 80, 87, 79, 88, 80, 78, 79, 77, 80, 78, 79, 77, 80, 95, 96))

    runs = [signal for signal in found.signals if signal.rule is Rule.RUN_BELOW]
    assert [len(signal.months) for signal in runs] == [9]
    assert runs[0].months[0].month == date(2025, 7, 1)


def test_a_hidden_month_is_a_gap_that_ends_a_run(charted):
    found = charted((88, 80, 87, 79, 88, 80, 78, 79, 77, None, 78, 79, 77, 80, 95, 96))

    assert date(2025, 11, 1) not in found.limits
    assert not [signal for signal in found.signals if signal.rule is Rule.RUN_BELOW]


def test_limits_are_made_of_the_shown_months_alone(charted):
    """Whoever knows the answers of the others learns nothing of the four."""
    found = charted((*STEADY, None, *STEADY))

    shown = [point for point in found.trend.points if point.figure.is_shown]
    satisfied = [round(point.figure.satisfied.value * 100) for point in shown]
    chart = laney_chart(satisfied, [100] * len(shown))
    assert 12 <= len(shown) < 2 * len(STEADY) + 1
    assert list(found.limits) == [point.month for point in shown]
    assert [own.upper for own in found.limits.values()] == pytest.approx(chart.upper.tolist())


def test_fewer_than_twelve_months_have_no_limits(charted):
    found = charted(STEADY[:11])

    assert not found.has_limits
    assert found.limits == {}


def test_months_that_are_all_alike_have_no_limits_and_nothing_unusual(charted):
    found = charted([80] * 12)

    assert found.has_limits
    assert (found.limits, found.signals) == ({}, ())


def test_another_method_begins_another_stretch(session, charted):
    other = a_version(session, definition=a_definition(key="other"))
    months = {months_before(MAY, back): other for back in range(12)}

    found = charted((*[20, 24] * 6, *STEADY[:12]), versions=months)

    first, second = found.stretches
    assert (len(first.months), len(second.months)) == (12, 12)
    assert first.months[0].limits.centre == pytest.approx(0.22)
    assert second.months[0].limits.centre == pytest.approx(sum(STEADY[:12]) / 1200)
