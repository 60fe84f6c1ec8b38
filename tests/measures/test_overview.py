"""The headline of an agency, to the last digit."""

from datetime import date

import pytest
from scipy.stats import binomtest

from survey.measures import distribution, overview, trend
from survey.measures.figure import State
from survey.measures.visibility import Visibility
from survey.models.rating import Channel
from tests.counting import statements
from tests.factories import a_cell, a_flow, a_point, a_pool, a_procedure, a_version, an_agency
from tests.measures.asking import APRIL, MARCH, the_scope

ANSWERS = {"1": 2, "2": 3, "3": 5, "4": 40, "5": 50}


def the_overview(session, *, agency, **selected):
    return overview.overview(session, scope=the_scope(session, agency=agency, **selected))


def test_the_headline_is_counted_from_the_tallies(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    a_cell(session, version=a_version(session), point=point, month=MARCH, overall=ANSWERS)

    figure = the_overview(session, agency=agency).headline

    assert (figure.state, figure.n) == (State.SHOWN, 100)
    share = binomtest(90, 100).proportion_ci(0.95, "wilson")
    assert figure.satisfied == pytest.approx((0.9, share.low, share.high))
    assert figure.mean.value == pytest.approx(4.33)
    assert figure.mean_0_100.value == pytest.approx(83.25)
    assert figure.dissatisfied_per_thousand.value == pytest.approx(50)
    assert figure.index.estimate.value == pytest.approx(90)


def test_the_headline_counts_the_agency_and_all_below_it(session):
    province = an_agency(session)
    commune = an_agency(session, under=province)
    version = a_version(session)
    for agency, answer in ((province, "1"), (commune, "5"), (an_agency(session), "1")):
        point = a_point(session, agency=agency)
        a_cell(session, version=version, point=point, month=MARCH, overall={answer: 10})

    figure = the_overview(session, agency=province).headline

    assert (figure.n, figure.satisfied.value) == (20, 0.5)


def test_the_headline_counts_the_months_of_the_period(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    version = a_version(session)
    for month, answer in (
        (date(2026, 2, 1), "1"),
        (MARCH, "4"),
        (APRIL, "5"),
        (date(2026, 5, 1), "1"),
    ):
        a_cell(session, version=version, point=point, month=month, overall={answer: 10})

    figure = the_overview(session, agency=agency, first=MARCH, last=APRIL).headline

    assert (figure.n, figure.satisfied.value) == (20, 1)


def test_ratings_without_a_point_count_for_their_agency(session):
    agency = an_agency(session)
    version = a_version(session)
    a_cell(session, version=version, agency=agency, month=MARCH, overall={"5": 7})

    assert the_overview(session, agency=agency).headline.n == 7


@pytest.mark.parametrize(("n", "state"), [(4, State.TOO_FEW), (5, State.SHOWN)])
def test_fewer_than_five_answers_are_not_shown(session, n, state):
    point = a_point(session, agency=(agency := an_agency(session)))
    a_cell(session, version=a_version(session), point=point, month=MARCH, overall={"5": n})

    shown = the_overview(session, agency=agency)

    assert shown.headline.state is state
    assert shown.headline.n == (n if n >= 5 else None)
    assert shown.rate.ratings == (n if n >= 5 else None)


def test_channels_stand_beside_each_other_and_are_never_added_up(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    version = a_version(session)
    for channel, answer, n in (("slip", "4", 10), ("poster", "1", 20), ("kiosk", "5", 3)):
        a_cell(
            session,
            version=version,
            point=point,
            month=MARCH,
            channel=Channel(channel),
            overall={answer: n},
        )

    shown = the_overview(session, agency=agency)

    assert shown.headline.n == 10
    assert {one.channel: (one.figure.n, one.figure.state) for one in shown.channels} == {
        Channel.SLIP: (10, State.SHOWN),
        Channel.POSTER: (20, State.SHOWN),
        Channel.KIOSK: (None, State.TOO_FEW),
    }


def test_response_rates_have_their_own_denominator_per_channel(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    version, procedure = a_version(session), a_procedure(session, at=point)
    a_cell(session, version=version, point=point, month=MARCH, overall=ANSWERS)
    a_cell(
        session,
        version=version,
        point=point,
        month=MARCH,
        channel=Channel.POSTER,
        overall={"5": 10},
    )
    a_flow(session, point=point, procedure=procedure, day=date(2026, 3, 31), closed=400)
    a_flow(session, point=point, procedure=procedure, day=APRIL, closed=999)
    a_pool(session, point=point, valid_from=date(2026, 3, 30), printed=250, used=100)
    a_pool(session, point=point, valid_from=APRIL, printed=999, used=99)

    shown = the_overview(session, agency=agency)
    slip, poster, kiosk = (one.rate for one in shown.channels)

    assert (shown.population, slip.of_closed, slip.of_printed) == (400, 0.25, 0.4)
    assert (poster.of_closed, poster.printed) == (0.025, None)
    assert (kiosk.ratings, kiosk.of_closed) == (0, 0)


def test_without_dossiers_there_is_no_response_rate(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    a_cell(session, version=a_version(session), point=point, month=MARCH, overall=ANSWERS)

    shown = the_overview(session, agency=agency)

    assert (shown.population, shown.rate.of_closed, shown.rate.of_printed) == (None, None, None)


def test_dossiers_and_slips_are_counted_once_for_a_page(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    a_cell(session, version=a_version(session), point=point, month=MARCH, overall=ANSWERS)
    scope = the_scope(session, agency=agency)

    with statements(session.get_bind()) as asked:
        overview.overview(session, scope=scope)
        trend.trend(session, scope=scope)

    assert sum("_flow" in statement for statement in asked) == 1
    assert sum("slip_pool" in statement for statement in asked) == 1


def test_answers_are_counted_once_for_a_page(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    a_cell(session, version=a_version(session), point=point, month=MARCH, overall=ANSWERS)
    scope = the_scope(session, agency=agency)
    overview.overview(session, scope=scope)

    with statements(session.get_bind()) as asked:
        (spread,) = distribution.of_index(session, scope=scope)

    assert asked == []
    assert [answer.n for answer in spread.answers] == list(ANSWERS.values())


def test_another_question_costs_only_its_own_boundaries(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    version = a_version(session)
    a_cell(session, version=version, point=point, month=MARCH, overall=ANSWERS, staff={"yes": 80})
    scope = the_scope(session, agency=agency)
    overview.overview(session, scope=scope)

    with statements(session.get_bind()) as asked:
        Visibility(session, scope, scope.method, ("overall",)).of_selection()
        Visibility(session, scope, scope.method, ("overall", "staff")).of_selection()

    assert len(asked) == 1
