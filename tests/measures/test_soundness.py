"""The quality of a questionnaire: the figures of the analysis on the raw rows, or why not."""

import numpy as np
import pytest
from sqlalchemy.orm import Session

from analysis.moments import moments
from analysis.reliability import cronbach_alpha, item_statistics
from analysis.response_quality import long_strings, straight_lined
from survey.measures.soundness import LEAST, soundness
from survey.measures.standing import Standing
from survey.models.agency import Agency
from survey.questionnaires import packs
from tests.factories import a_version, an_agency
from tests.measures.asking import APRIL, MARCH, the_scope
from tests.sealed import hundreds, people, some_responses

FACTORS = packs.shipped()["yeu-to-dich-vu"]
ITEMS = [question.key for question in FACTORS.scored_questions if question.factor]


@pytest.fixture
def commune(session: Session) -> Agency:
    return an_agency(session, name="Xã Mẫu Đông")


@pytest.fixture
def seal(session, commune):
    version = a_version(session, definition=FACTORS)

    def seal(answers, *, agency=commune, day=MARCH):
        some_responses(session, agency=agency, version=version, day=day, answers=answers)

    return seal


def found_in(session, agency, **selected):
    return soundness(session, scope=the_scope(session, agency=agency, **selected))


def test_figures_are_those_of_the_analysis_on_the_raw_rows(session, commune, seal):
    answers = people(FACTORS, count=250, left_out=0.05)
    seal(answers)
    rows = hundreds(FACTORS, answers, questions=ITEMS)
    complete = rows[~np.isnan(rows).any(axis=1)]

    found = found_in(session, commune)

    lower, value, upper = cronbach_alpha(moments(complete))
    statistics = item_statistics(moments(complete))
    assert (found.n, found.ratings) == (len(complete), 250)
    assert found.alpha == pytest.approx((value, lower, upper))
    assert [item.question for item in found.items] == ITEMS
    for k, item in enumerate(found.items):
        assert item.mean == pytest.approx(statistics.mean[k])
        assert item.deviation == pytest.approx(statistics.deviation[k])
        assert item.with_rest == pytest.approx(statistics.item_rest[k])
        assert item.alpha_without == pytest.approx(statistics.alpha_without[k])
        assert item.missing.value == pytest.approx(np.isnan(rows[:, k]).mean())
        assert item.top.value == pytest.approx((complete[:, k] == 100).mean())


def test_same_answers_are_flagged_and_nobody_is_left_out(session, commune, seal):
    answers = people(FACTORS, count=250)
    seal(answers)
    rows = hundreds(FACTORS, answers, questions=ITEMS)
    straight = straight_lined(rows)

    found = found_in(session, commune)

    everybody, varied = found.beside
    assert found.straight.value == pytest.approx(straight.mean())
    assert found.run == pytest.approx(long_strings(rows)[0].mean())
    assert (everybody.n, varied.n) == (250, 250 - straight.sum())
    assert everybody.mean == pytest.approx(rows.mean())
    assert varied.mean == pytest.approx(rows[~straight].mean())
    assert varied.alpha[0] == pytest.approx(cronbach_alpha(moments(rows[~straight])).estimate)


def test_few_who_answered_alike_are_not_told_apart(session, commune, seal):
    answers = people(FACTORS, count=300)
    straight = straight_lined(hundreds(FACTORS, answers, questions=ITEMS))
    varied = [given for given, same in zip(answers, straight, strict=True) if not same]
    alike = [given for given, same in zip(answers, straight, strict=True) if same]
    seal(varied + alike[:4])

    found = found_in(session, commune)

    assert found.n == len(varied) + 4
    assert found.beside is None


def test_a_month_with_few_alike_is_compared_in_no_selection(session, commune, seal):
    answers = people(FACTORS, count=300)
    straight = straight_lined(hundreds(FACTORS, answers, questions=ITEMS))
    varied = [given for given, same in zip(answers, straight, strict=True) if not same]
    alike = [given for given, same in zip(answers, straight, strict=True) if same]
    seal(answers)
    seal(varied[:60] + alike[:2], day=APRIL)

    both = found_in(session, commune, last=APRIL)

    assert both.n == 362
    assert [one.n for one in both.beside] == [300, len(varied)]


def test_too_few_complete_answers_show_nothing(session, commune, seal):
    seal(people(FACTORS, count=LEAST - 1) + [{"overall": "satisfied"}] * 50)

    found = found_in(session, commune)

    assert found.standing is Standing.TOO_FEW
    assert (found.n, found.items) == (None, ())


def test_a_small_month_of_an_agency_below_is_left_out(session, commune, seal):
    village = an_agency(session, name="Xã Mẫu Khê", under=commune)
    seal(people(FACTORS, count=100))
    seal(people(FACTORS, count=4, seed=2) + [{"overall": "satisfied"}] * 20, agency=village)

    found = found_in(session, commune)

    assert (found.n, found.ratings) == (100, 100)


def test_people_who_all_answered_alike_show_nothing(session, commune, seal):
    seal(people(FACTORS, count=1) * 60)

    assert found_in(session, commune).standing is Standing.ALIKE


def test_a_questionnaire_of_one_question_has_no_quality_of_this_kind(session, commune):
    version = a_version(session, definition=packs.shipped()["ba-muc"])
    answers = [{"overall": "satisfied"}] * 60
    some_responses(session, agency=commune, version=version, day=MARCH, answers=answers)

    assert found_in(session, commune).standing is Standing.NOT_ASKED
