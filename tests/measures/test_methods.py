"""What the questionnaire declares decides how answers become an index."""

import pytest

from analysis.index import net_share_interval
from survey.measures import headline
from survey.measures.breakdown import breakdown
from survey.measures.distribution import distributions, of_index
from survey.measures.figure import State
from survey.measures.overview import overview
from survey.measures.tables import Dimension
from survey.models.method import Aggregate
from tests.factories import a_cell, a_point, a_version, an_agency
from tests.measures.asking import APRIL, MARCH, the_scope
from tests.methods import a_method, a_question, a_scale, both

FACTS = {"bad": 0, "fair": 1, "good": 2}


def several(*, key="points", **index):
    """Three questions of two factors, from 0 to 2 points each, with nothing that counts as such."""
    return a_method(
        key=key,
        factors=[{"key": "time", "name": both("Time")}, {"key": "staff", "name": both("Staff")}],
        scales=[a_scale("facts", "facts", FACTS)],
        questions=[
            a_question("limit", "facts", factor="time"),
            a_question("wait", "facts", factor="time"),
            a_question("manner", "facts", factor="staff"),
        ],
        index={"overall": ["limit", "wait", "manner"], **index},
    )


def rated(session, *, definition, **answers):
    point = a_point(session, agency=(agency := an_agency(session)))
    version = a_version(session, definition=definition)
    a_cell(session, version=version, point=point, month=MARCH, **answers)
    return agency


def figure(session, *, agency):
    return headline.of_index(session, the_scope(session, agency=agency))


ANSWERS = {
    "limit": {"good": 10},
    "wait": {"good": 5, "fair": 5},
    "manner": {"bad": 4, "good": 4},
}


def test_points_are_added_up_to_the_greatest_sum(session):
    method = several(aggregate="sum_of_points", maximum=6)

    found = figure(session, agency=rated(session, definition=method, **ANSWERS))

    assert found.index.estimate.value == pytest.approx(2 + 1.5 + 1)
    assert (found.index.maximum, found.index.aggregate) == (6, Aggregate.SUM_OF_POINTS)
    assert 0 <= found.index.estimate.lower < 4.5 < found.index.estimate.upper <= 6
    assert (found.n, found.satisfied, found.mean) == (8, None, None)


def test_a_mean_of_several_questions_counts_each_alike(session):
    method = several(aggregate="mean_0_100")

    found = figure(session, agency=rated(session, definition=method, **ANSWERS))

    assert found.index.estimate.value == pytest.approx((100 + 75 + 50) / 3)


def test_weights_bring_the_questions_together_by_factor_first(session):
    method = several(aggregate="mean_0_100", weights={"time": 0.8, "staff": 0.2})

    found = figure(session, agency=rated(session, definition=method, **ANSWERS))

    assert found.index.estimate.value == pytest.approx(0.8 * (100 + 75) / 2 + 0.2 * 50)
    assert {name["en"]: share for name, share in found.computation.weights} == {
        "Time": 0.8,
        "Staff": 0.2,
    }


def test_an_index_needs_every_question_of_it(session):
    few = ANSWERS | {"manner": {"good": 3}}
    none = {key: counts for key, counts in ANSWERS.items() if key != "manner"}

    for answers, state in ((few, State.TOO_FEW), (none, State.NO_DATA)):
        method = several(key=state.value, aggregate="sum_of_points", maximum=6)
        agency = rated(session, definition=method, **answers)
        assert figure(session, agency=agency).state is state


def test_the_band_is_that_of_the_estimate(session):
    bands = [
        {"from": 0, "to": 50, "label": both("Weak")},
        {"from": 50, "to": 100, "label": both("Strong")},
    ]
    agency = rated(session, definition=a_method(bands=bands), overall={"good": 8, "bad": 2})

    assert figure(session, agency=agency).index.band.label["en"] == "Strong"


def test_equal_answers_leave_room_for_doubt(session):
    agency = rated(session, definition=a_method(), overall={"very_good": 5})

    found = figure(session, agency=agency)

    assert (found.mean_0_100.value, found.mean_0_100.upper) == (100, 100)
    assert found.mean_0_100.lower < 70


def test_the_newest_method_is_shown_and_the_others_are_listed(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    old, new = (a_version(session, definition=a_method(key=key)) for key in ("old", "new"))
    a_cell(session, version=old, point=point, month=MARCH, overall={"good": 50})
    a_cell(session, version=new, point=point, month=APRIL, overall={"bad": 20})

    def read(**selected):
        return overview(session, scope=the_scope(session, agency=agency, **selected))

    found = read(last=APRIL)

    assert (found.headline.n, found.rate.ratings) == (20, 70)
    assert [(one.version.code, one.shown) for one in found.versions] == [
        ("new", True),
        ("old", False),
    ]
    assert read(last=APRIL, version_id=old.id).headline.n == 50
    assert read().headline.n == 50


def test_answers_are_listed_in_the_order_of_the_scale(session):
    answers = {"overall": {"very_bad": 1, "good": 9}, "access": {"yes": 3}}
    agency = rated(session, definition=a_method(), **answers)

    overall, access, _why = distributions(session, scope=the_scope(session, agency=agency))

    assert [(one.option, one.n) for one in overall.answers] == [
        ("very_bad", 1),
        ("bad", 0),
        ("fair", 0),
        ("good", 9),
        ("very_good", 0),
    ]
    assert overall.answers[3].share.value == 0.9
    assert [one.satisfied for one in overall.answers] == [False, False, False, True, True]
    assert (access.state, access.n, access.answers) == (State.TOO_FEW, None, ())


def test_of_several_answers_each_is_a_share_of_all_who_rated(session):
    answers = {"overall": {"good": 20}, "why": {"time": 15, "staff": 10}}
    agency = rated(session, definition=a_method(), responses=20, **answers)

    *_, why = distributions(session, scope=the_scope(session, agency=agency))

    assert (why.several, why.n) == (True, 20)
    assert [one.share.value for one in why.answers] == [0.75, 0.5, 0]


def test_a_list_of_reasons_has_no_figure_of_its_own(session):
    agency = rated(session, definition=a_method(), overall={"good": 9}, why={"time": 9})
    scope = the_scope(session, agency=agency)

    found = breakdown(session, scope=scope, dimension=Dimension.QUESTION)

    assert [row.key for row in found.rows] == ["overall", "access"]


def test_the_answers_of_the_index_are_those_of_the_whole(session):
    point = a_point(session, agency=(agency := an_agency(session)))
    a_cell(
        session,
        version=a_version(session),
        point=point,
        month=MARCH,
        overall={"1": 3, "5": 17},
        staff={"yes": 9, "no": 6},
    )
    scope = the_scope(session, agency=agency)

    whole = {one.question: one for one in distributions(session, scope=scope)}

    assert of_index(session, scope=scope) == (whole["overall"],)


def test_a_net_score_takes_dissatisfied_answers_off_satisfied_ones(session):
    method = a_method(index={"aggregate": "net_share", "overall": ["overall"]})
    counts = {"very_good": 40, "good": 20, "bad": 15, "very_bad": 10, "fair": 15}

    found = figure(session, agency=rated(session, definition=method, overall=counts))

    expected = net_share_interval(60, 25, 100)
    assert found.net.value == pytest.approx(35)
    assert found.net.lower == pytest.approx(100 * expected.lower)
    assert found.net.upper == pytest.approx(100 * expected.upper)
    assert (found.index.estimate, found.index.aggregate) == (found.net, Aggregate.NET_SHARE)
    assert found.satisfied.value == 0.6


def test_only_a_method_that_counts_so_has_a_net_score(session):
    found = figure(session, agency=rated(session, definition=a_method(), overall={"good": 50}))

    assert found.net is None
