"""Two periods beside each other."""

import pytest

from analysis.comparison import difference_of_means, difference_of_shares
from survey.measures import headline
from survey.measures.comparison import compare
from survey.measures.selection import Period
from survey.measures.tables import Verdict
from tests.counting import statements
from tests.factories import a_cell, a_definition, a_point, a_version, an_agency
from tests.measures.asking import APRIL, FEBRUARY, MARCH, the_scope

THE_MONTH_BEFORE = Period(MARCH, MARCH)


@pytest.fixture
def rated(session):
    """Sets down what was answered in March and April."""
    point = a_point(session, agency=(agency := an_agency(session)))
    version = a_version(session)

    def rate(march, april, *, later=version):
        for month, counts, own in ((MARCH, march, version), (APRIL, april, later)):
            if counts:
                a_cell(session, version=own, point=point, month=month, overall=counts)
        return agency

    return rate


def compared(session, *, agency, first=APRIL, earlier=THE_MONTH_BEFORE):
    scope = the_scope(session, agency=agency, first=first, last=APRIL)
    return compare(session, scope=scope, earlier=earlier)


def test_the_difference_has_the_intervals_of_newcombe_and_welch(session, rated):
    agency = rated({"1": 40, "5": 60}, {"1": 10, "5": 90})

    found = compared(session, agency=agency)

    share = difference_of_shares((90, 100), (60, 100))
    mean = difference_of_means([10, 0, 0, 0, 90], [40, 0, 0, 0, 60], [1, 2, 3, 4, 5])
    assert found.satisfied_difference == pytest.approx((share.estimate, share.lower, share.upper))
    assert found.mean_difference.lower == pytest.approx(25 * mean.lower)
    assert found.index_difference.value == pytest.approx(30)
    assert found.verdict is Verdict.HIGHER


def test_parts_are_counted_beside_the_whole_that_was_compared(session, rated):
    agency = rated({"1": 40, "5": 60}, {"1": 10, "5": 90})
    scope = the_scope(session, agency=agency, first=APRIL)
    found = compare(session, scope=scope, earlier=THE_MONTH_BEFORE)

    with statements(session.get_bind()) as asked:
        totals = [
            headline.of_index(session, one) for one in (scope.in_period(THE_MONTH_BEFORE), scope)
        ]

    assert asked == []
    assert totals == [found.before, found.after]


@pytest.mark.parametrize(
    ("march", "april", "verdict"),
    [
        ({"5": 90, "1": 10}, {"5": 60, "1": 40}, Verdict.LOWER),
        ({"5": 50, "1": 10}, {"5": 52, "1": 8}, Verdict.CANNOT_TELL),
        ({"5": 50}, {"5": 50}, Verdict.CANNOT_TELL),
        ({"5": 50}, {"5": 3}, Verdict.TOO_FEW),
        ({}, {"5": 50}, Verdict.NO_DATA),
    ],
)
def test_the_verdict_follows_from_the_interval(session, rated, march, april, verdict):
    assert compared(session, agency=rated(march, april)).verdict is verdict


def test_periods_by_different_methods_are_not_compared(session, rated):
    later = a_version(session, definition=a_definition(key="other"))
    agency = rated({"5": 50}, {"1": 50}, later=later)

    found = compared(session, agency=agency)

    assert (found.verdict, found.index_difference) == (Verdict.OTHER_METHOD, None)


@pytest.mark.parametrize("has_others", [True, False])
def test_it_is_told_that_another_questionnaire_was_answered_too(session, rated, has_others):
    agency = rated({"5": 50}, {"1": 50})
    if has_others:
        older = a_version(session, definition=a_definition(key="other"))
        a_cell(
            session, version=older, point=a_point(session, agency=agency), month=MARCH, q={"5": 9}
        )

    assert compared(session, agency=agency).has_others is has_others


def test_periods_that_share_a_month_are_not_compared(session, rated):
    agency = rated({"5": 50}, {"1": 50})

    found = compared(session, agency=agency, first=MARCH, earlier=Period(FEBRUARY, MARCH))

    assert (found.verdict, found.index_difference) == (Verdict.OVERLAP, None)
