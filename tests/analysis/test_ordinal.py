"""Ordered answers: scipy and statsmodels on the people written out, properties, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.miscmodels.ordinal_model import OrderedModel

from analysis.ordinal import association, concordance, linear_by_linear, spearman_correlation
from analysis.ordinal_regression import ordinal_regression

# Agresti (2002), Categorical Data Analysis, 2nd ed., table 2.8: income and job satisfaction
JOBS = np.array([[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]])
tables = st.lists(
    st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=4
).filter(lambda t: np.all(np.sum(t, axis=0) > 0) and np.all(np.sum(t, axis=1) > 0))


def people(table):
    places = np.repeat(np.arange(np.size(table)), np.ravel(table))
    return np.divmod(places, np.shape(table)[1])


def test_agrestis_table_is_reproduced():
    # Agresti (2002), section 3.4.2: M^2 with scores 7.5, 20, 32.5, 60 and 1 to 4 is 3.81
    found = linear_by_linear(JOBS, [7.5, 20, 32.5, 60], [1, 2, 3, 4])

    assert found.test.statistic == pytest.approx(3.81, abs=5e-3)
    assert association(JOBS).test.statistic == pytest.approx(5.97, abs=5e-3)
    assert concordance(JOBS)[:2] == (1331, 849)
    assert concordance(JOBS).gamma == pytest.approx(0.221, abs=5e-4)


@settings(max_examples=40, deadline=None)
@given(tables)
def test_association_agrees_with_scipy_on_the_people_written_out(table):
    rows, columns = people(table)
    theirs = stats.chi2_contingency(table, correction=False)

    found = association(table)

    assert found.test == pytest.approx(
        (theirs.statistic, theirs.dof, theirs.pvalue), rel=1e-9, abs=1e-12
    )
    assert found.cramer_v == pytest.approx(
        stats.contingency.association(table, method="cramer"), abs=1e-9
    )
    assert concordance(table).tau_b == pytest.approx(
        stats.kendalltau(rows, columns).statistic, abs=1e-9
    )
    assert spearman_correlation(table) == pytest.approx(
        stats.spearmanr(rows, columns).statistic, abs=1e-9
    )
    scores = np.arange(np.shape(table)[0]), np.arange(3)
    assert linear_by_linear(table, *scores).correlation == pytest.approx(
        np.corrcoef(rows, columns)[0, 1], abs=1e-9
    )


@settings(max_examples=25, deadline=None)
@given(tables)
def test_a_scale_turned_round_turns_the_sign(table):
    turned = np.array(table)[:, ::-1]

    there, back = concordance(table), concordance(turned)

    assert (there.concordant, there.discordant) == (back.discordant, back.concordant)
    assert spearman_correlation(table) == pytest.approx(-spearman_correlation(turned), abs=1e-12)
    assert association(table).cramer_v == pytest.approx(association(turned).cramer_v)


@pytest.mark.parametrize(
    "method",
    [
        association,
        concordance,
        spearman_correlation,
        lambda table: linear_by_linear(table, [1, 2], [1, 2]),
    ],
)
@pytest.mark.parametrize(
    "table", [[], [[1, 2]], [[1], [2]], [[1, 0], [2, 0]], [[0, 0], [1, 2]], [[1, 2], [3, -4]],
              [[1, 2], [3, 0.5]], [[1, 2], [3, np.nan]], [[1, 2], [3, np.inf]]]
)  # fmt: skip
def test_what_is_no_table_of_two_questions_is_refused(method, table):
    with pytest.raises(ValueError, match="table"):
        method(table)


@pytest.mark.parametrize("scores", [[1, 1], [1], [1, np.nan]])
def test_scores_that_are_none_are_refused(scores):
    with pytest.raises(ValueError, match="row_scores"):
        linear_by_linear([[1, 2], [3, 4]], scores, [1, 2])
    with pytest.raises(ValueError, match="column_scores"):
        linear_by_linear([[1, 2], [3, 4]], [1, 2], scores)


def simulated(link, seed):
    random = np.random.default_rng(seed)
    x = np.column_stack([random.normal(3, 2, 400), random.integers(0, 2, 400)]).round(2)
    noise = random.logistic(size=400) if link == "logit" else random.normal(size=400)
    answers = np.digitize(x @ [0.4, -0.7] + noise, [-0.5, 0.7, 2.1])
    return answers, x


def one_hot(answers):
    return (answers[:, None] == np.arange(answers.max() + 1)).astype(int)


@pytest.mark.parametrize("link", ["logit", "probit"])
def test_the_regression_agrees_with_statsmodels(link):
    answers, x = simulated(link, 1)
    model = OrderedModel(answers, x, distr=link)
    theirs = model.fit(method="bfgs", disp=False, gtol=1e-9, maxiter=500)
    errors = np.sqrt(np.diag(np.linalg.inv(-model.hessian(theirs.params))))

    found = ordinal_regression(one_hot(answers), x, link=link)

    assert found.coefficients == pytest.approx(theirs.params[:2], rel=1e-5)
    assert found.coefficient_errors == pytest.approx(errors[:2], rel=1e-4)
    assert found.thresholds == pytest.approx(
        model.transform_threshold_params(theirs.params)[1:-1], rel=1e-5
    )
    assert found.log_likelihood == pytest.approx(theirs.llf, rel=1e-9)
    assert found.aic == pytest.approx(theirs.aic, rel=1e-9)


def test_of_two_answers_it_is_logistic_regression_of_a_table():
    found = ordinal_regression([[30, 10], [12, 36]], [[0], [1]])

    assert found.coefficients == pytest.approx([np.log(36 / 12) - np.log(10 / 30)])
    assert found.coefficient_errors == pytest.approx([np.sqrt(1 / 30 + 1 / 10 + 1 / 12 + 1 / 36)])
    assert found.thresholds == pytest.approx([np.log(30 / 10)])


def test_people_and_counts_of_people_give_the_same():
    random = np.random.default_rng(5)
    counts, x = random.integers(1, 20, (4, 3)), [[0, 0], [1, 0], [0, 1], [1, 1]]
    row, answer = np.nonzero(counts)
    each = np.repeat(np.arange(row.size), counts[row, answer])

    together = ordinal_regression(counts, x)
    alone = ordinal_regression(np.eye(3)[answer[each]], np.array(x)[row[each]])

    for one, other in zip(together, alone, strict=True):
        assert one == pytest.approx(other, rel=1e-9)


def test_ten_times_as_many_answers_have_errors_smaller_by_the_root_of_ten():
    counts, x = np.array([[5, 9, 4], [2, 7, 11], [4, 4, 4]]), [[0], [1], [5]]

    once, often = ordinal_regression(counts, x), ordinal_regression(10 * counts, x)

    assert often.coefficients == pytest.approx(once.coefficients)
    assert often.coefficient_errors == pytest.approx(once.coefficient_errors / np.sqrt(10))


def test_the_units_of_the_predictors_do_not_matter():
    answers, x = simulated("logit", 2)
    scale, shift = np.array([1e6, 1e-3]), np.array([4e7, -2])

    plain = ordinal_regression(one_hot(answers), x)
    moved = ordinal_regression(one_hot(answers), x * scale + shift)

    assert moved.coefficients * scale == pytest.approx(plain.coefficients, rel=1e-6)
    assert moved.log_likelihood == pytest.approx(plain.log_likelihood)


def test_answers_turned_round_turn_the_signs():
    answers, x = simulated("probit", 3)

    there = ordinal_regression(one_hot(answers), x, link="probit")
    back = ordinal_regression(one_hot(answers)[:, ::-1], x, link="probit")

    assert back.coefficients == pytest.approx(-there.coefficients)
    assert back.thresholds == pytest.approx(-there.thresholds[::-1])


@pytest.mark.parametrize(
    ("counts", "x"),
    [
        ([[5, 0], [0, 5]], [[0], [1]]),  # perfectly
        ([[5, 3], [0, 5]], [[0], [1]]),  # one side only
        ([[3, 0, 0], [0, 3, 0], [0, 0, 3]], [[1], [2], [3]]),
        ([[3, 2, 2], [2, 3, 2], [0, 0, 3]], [[0, 0], [1, 0], [2, 1]]),  # one property
    ],
)
@pytest.mark.parametrize("link", ["logit", "probit"])
def test_separated_answers_are_refused(counts, x, link):
    with pytest.raises(ValueError, match="separate"):
        ordinal_regression(counts, x, link=link)


@pytest.mark.parametrize(
    ("ask", "word"),
    [
        (lambda: ordinal_regression([], []), "counts"),
        (lambda: ordinal_regression([[1], [2]], [[0], [1]]), "counts"),
        (lambda: ordinal_regression([[1, 0], [2, 0]], [[0], [1]]), "counts"),
        (lambda: ordinal_regression([[1, -1], [2, 5]], [[0], [1]]), "counts"),
        (lambda: ordinal_regression([[1, 0.5], [2, 5]], [[0], [1]]), "counts"),
        (lambda: ordinal_regression([[1, np.nan], [2, 5]], [[0], [1]]), "counts"),
        (lambda: ordinal_regression([[1, 2], [2, 5]], [[0]]), "predictors"),
        (lambda: ordinal_regression([[1, 2], [2, 5]], [0, 1]), "predictors"),
        (lambda: ordinal_regression([[1, 2], [2, 5]], [[], []]), "predictors"),
        (lambda: ordinal_regression([[1, 2], [2, 5]], [[0], [np.nan]]), "predictors"),
        (lambda: ordinal_regression([[1, 2], [2, 5]], [[0], [np.inf]]), "predictors"),
        (lambda: ordinal_regression([[1, 2], [2, 5]], [[1], [1]]), "predictors"),
        (lambda: ordinal_regression([[1, 2], [2, 5]], [[1, 2], [2, 4]]), "predictors"),
        (lambda: ordinal_regression([[1, 2], [2, 5]], [[0], [1]], link="loglog"), "link"),
    ],
)
def test_what_cannot_be_regressed_is_refused(ask, word):
    with pytest.raises(ValueError, match=word):
        ask()
