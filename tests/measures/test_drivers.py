"""Key drivers: the shares of the analysis on the raw rows, or a reason why there are none."""

import numpy as np
import pytest
from sqlalchemy.orm import Session

from analysis.drivers import regression, relative_weights
from analysis.importance import Quadrant
from analysis.moments import moments
from survey.leaf import canonical
from survey.measures import together
from survey.measures.coding import Column
from survey.measures.drivers import LEAST, key_drivers
from survey.measures.figure import State
from survey.measures.standing import Standing
from survey.models.agency import Agency
from survey.questionnaires import packs
from tests.factories import a_version, an_agency
from tests.measures.asking import APRIL, FEBRUARY, JANUARY, MARCH, MAY, the_scope
from tests.sealed import hundreds, people, some_responses

FACTORS = packs.shipped()["yeu-to-dich-vu"]
SHORT = packs.shipped()["quay-ngan"]
EFFORT = packs.shipped()["de-hay-kho"]


@pytest.fixture
def commune(session: Session) -> Agency:
    return an_agency(session, name="Xã Mẫu Đông")


def seal(session, commune, definition, answers, *, day=MARCH):
    version = a_version(session, definition=definition)
    some_responses(session, agency=commune, version=version, day=day, answers=answers)
    return version


def questions_of(definition) -> list[str]:
    return [question.key for question in definition.scored_questions]


def test_shares_are_those_of_the_analysis_on_the_raw_rows(session, commune):
    answers = people(FACTORS, count=300)
    seal(session, commune, FACTORS, answers)
    raw = moments(hundreds(FACTORS, answers, questions=questions_of(FACTORS)))

    found = key_drivers(session, scope=the_scope(session, agency=commune))

    weights = relative_weights(raw)
    expected = dict(zip(questions_of(FACTORS)[1:], weights / weights.sum(), strict=True))
    assert found.n == 300
    assert found.explained == pytest.approx(regression(raw).explained)
    assert {one.key: one.weight.value for one in found.drivers} == pytest.approx(expected)
    assert all(one.weight.lower <= one.weight.value <= one.weight.upper for one in found.drivers)
    assert [one.key for one in found.drivers] == sorted(expected, key=expected.get, reverse=True)


def test_the_same_selection_always_shows_the_same_limits(session, commune):
    seal(session, commune, FACTORS, people(FACTORS, count=150))

    once, again = (key_drivers(session, scope=the_scope(session, agency=commune)) for _ in "ab")

    assert once == again


def one_for_all(noted: list) -> Column:
    """Everybody's answers are worth the same; it is noted what was read."""

    def read(given) -> float:
        noted.append(given)
        return 1.0

    return Column("overall", {}, ("overall",), read)


def test_what_was_answered_alike_is_read_once(session, commune):
    answers = people(SHORT, count=10)
    version = seal(session, commune, SHORT, answers, day=MARCH)
    some_responses(session, agency=commune, version=version, day=APRIL, answers=answers)
    scope, read = the_scope(session, agency=commune, first=MARCH, last=APRIL), []
    columns = [one_for_all(read)]

    found = together.gather(session, scope=scope, method=scope.method, columns=columns)

    assert len(read) == len({canonical(given) for given in answers})
    assert found.everyone.n == 20


def test_what_may_be_named_and_was_left_out_counts_as_neither(session, commune):
    answers = people(SHORT, count=300, left_out=0.4)
    seal(session, commune, SHORT, answers)
    rows = hundreds(SHORT, answers, questions=questions_of(SHORT))
    weights = relative_weights(moments(np.where(np.isnan(rows), 50, rows)))

    found = key_drivers(session, scope=the_scope(session, agency=commune))

    shares = {one.key: one.weight.value for one in found.drivers}
    assert found.n == 300
    assert [shares[key] for key in questions_of(SHORT)[1:]] == pytest.approx(
        list(weights / weights.sum())
    )


def test_performance_is_the_figure_that_the_page_by_question_shows(session, commune):
    answers = people(FACTORS, count=200)
    seal(session, commune, FACTORS, answers)

    found = key_drivers(session, scope=the_scope(session, agency=commune))

    for one in found.drivers:
        satisfied = FACTORS.satisfied_options(one.key)
        share = sum(given[one.key] in satisfied for given in answers) / 200
        assert one.figure.satisfied.value == pytest.approx(share)
        assert one.quadrant in Quadrant


def test_options_that_may_be_chosen_together_are_drivers_of_their_own(session, commune):
    keys = list(EFFORT.scale_of("burdens").labels)
    rng = np.random.default_rng(3)
    answers = [
        {
            **given,
            "burdens": [
                key for k, key in enumerate(keys) if rng.random() < (0.6 if k else 0.1 + 0.7 * hard)
            ],
        }
        for given in people(EFFORT, count=400)
        for hard in [given["overall"] in EFFORT.dissatisfied_options("overall")]
    ]
    seal(session, commune, EFFORT, answers)

    found = key_drivers(session, scope=the_scope(session, agency=commune))

    assert found.drivers[0].key == keys[0]
    assert found.drivers[0].direction < 0
    assert found.drivers[0].quadrant is None


def test_too_few_complete_answers_show_nothing(session, commune):
    seal(session, commune, FACTORS, people(FACTORS, count=LEAST - 1))

    found = key_drivers(session, scope=the_scope(session, agency=commune))

    assert found.standing is Standing.TOO_FEW
    assert (found.n, found.drivers) == (None, ())


def test_people_who_all_answered_alike_show_nothing(session, commune):
    seal(session, commune, FACTORS, people(FACTORS, count=1) * 150)

    found = key_drivers(session, scope=the_scope(session, agency=commune))

    assert found.standing is Standing.ALIKE


def test_a_questionnaire_of_one_question_has_none(session, commune):
    definition = packs.shipped()["ba-muc"]
    seal(session, commune, definition, [{"overall": "satisfied"}] * 150)

    found = key_drivers(session, scope=the_scope(session, agency=commune))

    assert found.standing is Standing.NOT_ASKED


def test_a_period_without_ratings_says_so(session, commune):
    seal(session, commune, FACTORS, people(FACTORS, count=150))

    found = key_drivers(session, scope=the_scope(session, agency=commune, first=JANUARY))

    assert found.standing is Standing.NO_DATA


def test_what_is_hidden_on_the_page_of_results_is_hidden_here(session, commune):
    version = seal(session, commune, FACTORS, people(FACTORS, count=200))
    some_responses(
        session, agency=commune, version=version, day=APRIL, answers=people(FACTORS, count=3)
    )

    march = key_drivers(session, scope=the_scope(session, agency=commune))

    assert march.standing is Standing.TOO_FEW


def test_more_ratings_than_can_wait_for_are_not_counted(session, commune, monkeypatch):
    seal(session, commune, FACTORS, people(FACTORS, count=150))
    monkeypatch.setattr(together, "MOST_RATINGS", 149)

    found = key_drivers(session, scope=the_scope(session, agency=commune))

    assert found.standing is Standing.TOO_MANY


@pytest.mark.parametrize("limit", ["MOST_ROWS", "MOST_PATTERNS"])
def test_more_patterns_than_fit_are_not_counted(session, commune, monkeypatch, limit):
    seal(session, commune, FACTORS, people(FACTORS, count=150))
    monkeypatch.setattr(together, limit, 20)

    found = key_drivers(session, scope=the_scope(session, agency=commune))

    assert found.standing is Standing.TOO_MANY


def test_a_month_that_may_still_grow_waits(session, commune):
    version = seal(session, commune, FACTORS, people(FACTORS, count=150))
    some_responses(
        session, agency=commune, version=version, day=MAY, answers=people(FACTORS, count=120)
    )
    today = MAY.replace(month=6, day=8)

    both = key_drivers(session, scope=the_scope(session, agency=commune, last=MAY, today=today))
    may = key_drivers(session, scope=the_scope(session, agency=commune, first=MAY, today=today))

    assert both.n == 150
    assert may.standing is Standing.NOT_CLOSED


def test_no_two_selections_differ_by_few_people(session, commune):
    """Months of villages with few complete answers are left out of every selection."""
    village = an_agency(session, name="Xã Mẫu Khê", under=commune)
    version = a_version(session, definition=FACTORS)
    incomplete = [{"overall": "satisfied"}] * 20
    for month in (FEBRUARY, MARCH, APRIL):
        for agency, count in ((commune, 150), (village, 4)):
            answers = people(FACTORS, count=count, seed=month.month) + incomplete
            some_responses(session, agency=agency, version=version, day=month, answers=answers)

    stretches = [(FEBRUARY, FEBRUARY), (FEBRUARY, MARCH), (FEBRUARY, APRIL), (MARCH, APRIL)]
    counted = [
        key_drivers(session, scope=the_scope(session, agency=commune, first=first, last=last)).n
        for first, last in stretches
    ]

    assert counted == [150, 300, 450, 300]


def test_states_of_figures_are_those_of_the_results(session, commune):
    seal(session, commune, FACTORS, people(FACTORS, count=150))

    found = key_drivers(session, scope=the_scope(session, agency=commune))

    assert {one.figure.state for one in found.drivers} == {State.SHOWN}
