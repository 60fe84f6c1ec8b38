"""Reliability, adequacy, drivers, importance, clustering: examples, second ways, properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis import clustering, drivers, importance, reliability, sampling_adequacy
from analysis.driver_intervals import relative_weight_intervals
from analysis.importance import Crosshair
from analysis.moments import moments, of_portions
from analysis.shapley import lmg_shares

few = settings(max_examples=20, deadline=None)


def answers(seed: int, *, people: int = 60, questions: int = 4) -> np.ndarray:
    """Answers from 1 to 5 that have something in common."""
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(people, 1))
    return np.clip(np.rint(3.4 + common + rng.normal(size=(people, questions))), 1, 5)


seeds = st.integers(0, 10_000)


@few
@given(seeds)
def test_moments_are_those_of_numpy_however_the_rows_arrive(seed):
    rows = answers(seed) + 1e6
    whole = moments(rows)
    parts = of_portions(np.array_split(rows, 7))
    patterns, counts = np.unique(rows, axis=0, return_counts=True)
    counted = moments(patterns, counts=counts)

    for found in (whole, parts, counted):
        np.testing.assert_allclose(found.means, rows.mean(axis=0), rtol=1e-12)
        np.testing.assert_allclose(found.covariance, np.cov(rows.T), rtol=1e-9, atol=1e-12)
        assert found.n == len(rows)


def test_alpha_is_that_of_a_published_table():
    # Bland, J. M., Altman, D. G. (1997), BMJ 314, 572, the mini-HAQ: 10 items, sum of the
    # items' variances 11.16, variance of the sum 77.44, alpha 0.95
    common = (77.44 - 11.16) / 90
    covariance = np.full((10, 10), common) + np.diag(np.full(10, 1.116 - common))
    rows = np.linalg.cholesky(covariance) @ _white(10, people=40)

    assert reliability.cronbach_alpha(moments(rows.T)).estimate == pytest.approx(0.951, abs=5e-4)


def _white(questions: int, *, people: int) -> np.ndarray:
    """Numbers whose sample covariance is exactly the identity."""
    drawn = np.random.default_rng(1).normal(size=(questions, people))
    drawn -= drawn.mean(axis=1, keepdims=True)
    return np.linalg.solve(np.linalg.cholesky(np.cov(drawn)), drawn)


@few
@given(seeds, st.floats(0.5, 20), st.floats(-50, 50))
def test_alpha_does_not_depend_on_the_scale_or_on_the_order_of_questions(seed, factor, shift):
    rows = answers(seed)
    plain = reliability.cronbach_alpha(moments(rows)).estimate

    moved = reliability.cronbach_alpha(moments(factor * rows[:, ::-1] + shift)).estimate

    assert moved == pytest.approx(plain, abs=1e-9)


@few
@given(seeds)
def test_a_wider_confidence_makes_a_wider_interval_around_alpha(seed):
    found = [
        reliability.cronbach_alpha(moments(answers(seed)), confidence=share)
        for share in (0.8, 0.95, 0.99)
    ]

    assert found[2].lower < found[1].lower < found[0].lower < found[0].estimate
    assert found[0].estimate < found[0].upper < found[1].upper < found[2].upper < 1


@few
@given(seeds)
def test_item_statistics_are_correlations_with_sums_of_rows(seed):
    rows = answers(seed, questions=3)
    found = reliability.item_statistics(moments(rows))

    for place in range(3):
        rest = np.delete(rows, place, axis=1)
        r = np.corrcoef(rows[:, place], rest.sum(axis=1))[0, 1]
        assert found.item_rest[place] == pytest.approx(r, abs=1e-12)
        without = reliability.cronbach_alpha(moments(rest)).estimate
        assert found.alpha_without[place] == pytest.approx(without)


def test_lambda6_explains_each_question_by_the_others():
    rows = answers(3)
    unexplained = []
    for place in range(4):
        x = np.column_stack([np.ones(len(rows)), np.delete(rows, place, axis=1)])
        y = rows[:, place]
        left = y - x @ np.linalg.lstsq(x, y)[0]
        unexplained.append(left @ left / ((y - y.mean()) @ (y - y.mean())))

    found = reliability.guttman_lambda6(moments(rows))

    assert found == pytest.approx(1 - sum(unexplained) / np.corrcoef(rows.T).sum())


def test_the_standard_error_of_alpha_is_its_spread_in_repeated_samples():
    rng = np.random.default_rng(5)
    covariance = 0.5 + 0.5 * np.eye(4)
    samples = [moments(rng.multivariate_normal(np.zeros(4), covariance, 300)) for _ in range(400)]
    spread = np.std([reliability.cronbach_alpha(sample).estimate for sample in samples])

    claimed = np.mean([reliability.alpha_standard_error(sample) for sample in samples])

    assert claimed == pytest.approx(spread, rel=0.12)


@few
@given(seeds)
def test_adequacy_is_made_of_partial_correlations(seed):
    rows = answers(seed, questions=3)
    r = np.corrcoef(rows.T)
    partial = [
        (r[i, j] - r[i, k] * r[j, k]) / np.sqrt((1 - r[i, k] ** 2) * (1 - r[j, k] ** 2))
        for i, j, k in ((0, 1, 2), (0, 2, 1), (1, 2, 0))
    ]
    together = r[0, 1] ** 2 + r[0, 2] ** 2 + r[1, 2] ** 2

    found = sampling_adequacy.sampling_adequacy(moments(rows))

    assert found.overall == pytest.approx(together / (together + np.square(partial).sum()))
    assert np.all((found.of_questions >= 0) & (found.of_questions <= 1))


def test_two_unrelated_blocks_need_two_components():
    rng = np.random.default_rng(2)
    blocks = [rng.normal(size=(4000, 1)) + 0.6 * rng.normal(size=(4000, 4)) for _ in range(2)]

    found = sampling_adequacy.partial_averages(moments(np.hstack(blocks)))

    assert int(np.argmin(found)) + 1 == 2


def test_bartletts_test_keeps_its_level_where_nothing_hangs_together():
    rng = np.random.default_rng(8)
    p = [sampling_adequacy.sphericity_test(moments(rng.normal(size=(50, 4)))).p for _ in range(600)]

    assert np.mean(np.array(p) < 0.05) == pytest.approx(0.05, abs=0.03)


@few
@given(seeds, st.integers(1, 5))
def test_drivers_share_out_the_whole_of_r_squared(seed, p):
    found = moments(answers(seed, people=40, questions=p + 1))
    explained = drivers.regression(found).explained

    for shares in (
        lmg_shares(found),
        drivers.relative_weights(found),
        drivers.car_scores(found),
    ):
        assert shares.sum() == pytest.approx(explained, abs=1e-12)
        assert np.all(shares >= -1e-12)
    assert np.all(drivers.usefulness(found) <= lmg_shares(found) + explained)


def test_regression_is_least_squares_on_the_rows():
    rows = answers(11, questions=4)
    x = np.column_stack([np.ones(len(rows)), rows[:, 1:]])
    expected = np.linalg.lstsq(x, rows[:, 0])[0]

    found = drivers.regression(moments(rows))

    np.testing.assert_allclose([found.intercept, *found.slopes], expected)


def test_lmg_averages_the_gain_over_all_orders():
    rows = answers(12, questions=4)
    gains = np.zeros(3)
    orders = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
    for order in orders:
        before = 0.0
        for position, driver in enumerate(order):
            columns = [0, *(1 + place for place in order[: position + 1])]
            explained = drivers.regression(moments(rows[:, columns])).explained
            gains[driver] += (explained - before) / len(orders)
            before = explained

    np.testing.assert_allclose(lmg_shares(moments(rows)), gains, atol=1e-12)


def test_every_share_is_the_squared_correlation_where_drivers_are_unrelated():
    x = _white(3, people=50)
    found = moments(np.column_stack([2 * x[0] + x[1] + 0.3 * x[2], x[0], x[1]]))
    first = found.correlation[0, 1:] ** 2

    np.testing.assert_allclose(lmg_shares(found), first)
    np.testing.assert_allclose(drivers.relative_weights(found), first)
    np.testing.assert_allclose(drivers.usefulness(found), first)


def test_intervals_of_drivers_hold_the_estimate_and_narrow_with_more_answers():
    patterns, counts = np.unique(answers(13, people=200, questions=3), axis=0, return_counts=True)

    few_people, many = (
        relative_weight_intervals(
            patterns, counts=counts * times, rng=np.random.default_rng(1), draws=200
        )
        for times in (1, 25)
    )

    assert np.all((few_people.lower <= few_people.estimate) & (many.lower >= few_people.lower))
    assert np.all(many.upper - many.lower < (few_people.upper - few_people.lower) / 3)
    assert few_people.estimate.sum() == pytest.approx(1)


def test_units_that_are_alike_have_an_icc_of_one_and_strangers_none():
    alike = clustering.intraclass_correlation([5, 5, 5], [1.0, 2.0, 3.0], [0.0, 0.0, 0.0])
    strangers = clustering.intraclass_correlation([5, 5, 5], [2.0, 2.0, 2.0], [1.0, 1.0, 1.0])

    assert alike.single == 1
    assert strangers.single == pytest.approx(-1 / 4)
    assert clustering.variance_components([5, 5, 5], [2.0] * 3, [1.0] * 3).single == 0


def test_restricted_likelihood_and_analysis_of_variance_agree_where_sizes_are_equal():
    # Searle, Casella, McCulloch (1992), section 3.7: for balanced data the two are the same
    sizes, means, variances = [6, 6, 6, 6], [3.0, 3.6, 4.2, 2.8], [0.8, 1.1, 0.7, 0.9]
    anova = clustering.intraclass_correlation(sizes, means, variances)
    found = clustering.variance_components(sizes, means, variances)

    assert found.within == pytest.approx(anova.within, rel=1e-6)
    assert found.between == pytest.approx((anova.between - anova.within) / 6, rel=1e-6)


@few
@given(arrays(float, 5, elements=st.floats(1, 5)), arrays(float, 5, elements=st.floats(0, 1)))
def test_what_lies_on_a_line_belongs_to_the_higher_side(performance, matters):
    places = importance.quadrants(
        performance, matters, at=importance.median_crosshair(performance, matters)
    )
    good = performance >= np.median(performance)

    assert [place in {"keep_up", "possible_overkill"} for place in places] == good.tolist()
    assert sorted(importance.gap_order(performance, matters)) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: moments([[1.0, np.nan], [2, 3]]), "rows"),
        (lambda: moments([[1.0, np.inf], [2, 3]]), "rows"),
        (lambda: moments([[1.0, 2.0]]), "rows"),
        (lambda: moments(np.empty((0, 3))), "rows"),
        (lambda: of_portions([]), "rows"),
        (lambda: of_portions([[[1, 2]], [[1, 2, 3]]]), "portions"),
        (lambda: moments([[1, 2], [2, 3]], counts=[1, 0.5]), "counts"),
        (lambda: moments([[1, 2], [2, 3]], counts=[1]), "counts"),
        (lambda: reliability.cronbach_alpha(moments([[1], [2]])), "answers"),
        (lambda: reliability.cronbach_alpha(moments([[1, 2], [1, 2]])), "answers"),
        (lambda: reliability.cronbach_alpha(moments(answers(1)), confidence=1.0), "confidence"),
        (lambda: reliability.item_statistics(moments([[1, 2, 3], [1, 3, 4]])), "answers"),
        (lambda: reliability.guttman_lambda6(moments([[1, 2], [2, 4], [3, 6]])), "answers"),
        (lambda: sampling_adequacy.sampling_adequacy(moments([[1, 2], [2, 4], [4, 8]])), "answers"),
        (lambda: drivers.regression(moments([[1], [2], [4]])), "answers"),
        (lambda: drivers.regression(moments([[1, 2], [2, 2], [4, 2], [5, 2]])), "rows"),
        (lambda: lmg_shares(moments([[1, 2, 4], [2, 3, 6], [4, 1, 2]])), "answers"),
        (lambda: lmg_shares(moments(answers(1, questions=18))), "answers"),
        (lambda: clustering.intraclass_correlation([5], [1], [1]), "sizes"),
        (lambda: clustering.intraclass_correlation([1, 1], [1, 2], [0, 0]), "sizes"),
        (lambda: clustering.intraclass_correlation([5, 5], [1, np.nan], [1, 1]), "means"),
        (lambda: clustering.intraclass_correlation([5, 5], [2, 2], [0, 0]), "means"),
        (lambda: clustering.variance_components([5, 5], [1, 2], [0, 0]), "variances"),
        (lambda: importance.quadrants([1], [np.nan], at=Crosshair(1, 1)), "importance"),
        (lambda: importance.gap_order([], []), "performance"),
    ],
)
def test_what_cannot_be_computed_is_refused_by_name(call, argument):
    with pytest.raises(ValueError, match=argument):
        call()
