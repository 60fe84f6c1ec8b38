"""Factors, confirmatory models, omega, path models: second ways to the same numbers, refusals."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize
from statsmodels.multivariate.factor import Factor

from analysis import factors, path_schemes, principal_factors, rotation, validity
from analysis.confirmatory import fit_factor_model
from analysis.fit_indices import model_fit
from analysis.general_factor import hierarchical_omega
from analysis.moments import Moments, moments
from analysis.path_model import fit_path_model, latent_index
from tests.analysis.adapters.factor_models import parameters, reliabilities

REFERENCE = Path(__file__).parent / "reference"
few = settings(max_examples=12, deadline=None)
seeds = st.integers(0, 10_000)
BLOCKS = [[0, 1, 2], [3, 4, 5]]


def answers(seed: int, *, people: int = 400, blocks: int = 2, size: int = 3) -> np.ndarray:
    """Answers to blocks of questions; what is behind the blocks hangs together."""
    rng = np.random.default_rng(seed)
    shared = rng.normal(size=(people, 1))
    behind = 0.6 * shared + 0.8 * rng.normal(size=(people, blocks))
    strength = np.linspace(0.6, 0.9, size)
    return np.hstack(
        [
            behind[:, [block]] * strength
            + rng.normal(size=(people, size)) * np.sqrt(1 - strength**2)
            for block in range(blocks)
        ]
    )


def test_estimates_and_standard_errors_are_those_of_lavaan():
    case = json.loads((REFERENCE / "ref/cfa.vn_4factor.json").read_text())
    columns = [f"q{number}" for number in range(1, 13)]
    rows = pd.read_csv(REFERENCE / "data/vn_responses.csv")[columns].dropna().to_numpy(float)
    blocks = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]
    names = ["f1", "f2", "f3", "f4"]

    model = fit_factor_model(moments(rows), blocks)

    for found, expected in zip(
        parameters(model, names, columns, blocks), case["expected"]["params"], strict=True
    ):
        assert {found[key] for key in ("lhs", "op", "rhs")} <= set(expected.values())
        for key in ("est", "se", "std_all"):
            assert found[key] == pytest.approx(expected[key], rel=1e-6, abs=1e-9)
    for name, expected in case["expected"]["cr_ave"].items():
        assert reliabilities(model, names, blocks)[name] == pytest.approx(expected, rel=1e-6)


@few
@given(seeds)
def test_no_other_parameters_are_likelier(seed):
    sample = moments(answers(seed))
    model = fit_factor_model(sample, BLOCKS)
    best = model_fit(model)

    def lost(change: np.ndarray) -> float:
        loadings = model.loadings.copy()
        loadings[[1, 2], 0] += change[:2]
        loadings[[4, 5], 1] += change[2:4]
        phi = model.factor_covariance + np.array([[change[4], change[5]], [change[5], change[6]]])
        sigma = loadings @ phi @ loadings.T + np.diag(model.unique + change[7:])
        trace = np.trace(np.linalg.solve(sigma, model.sample))
        return float(np.linalg.slogdet(sigma)[1] + trace)

    other = optimize.minimize(lost, np.zeros(13), method="BFGS", options={"gtol": 1e-9})
    assert other.fun == pytest.approx(lost(np.zeros(13)), abs=1e-10)
    assert best.degrees_of_freedom == 8
    assert 0 <= best.p <= 1
    assert 0 <= best.comparative <= 1


def test_a_model_of_three_questions_says_their_covariances_exactly():
    sample = moments(answers(1)[:, :3])
    model = fit_factor_model(sample, [[0, 1, 2]])

    np.testing.assert_allclose(model.implied, model.sample, rtol=1e-9)
    assert model_fit(model).statistic == pytest.approx(0, abs=1e-9)
    assert np.isnan(model_fit(model).rmsea)


def test_standard_errors_are_the_spread_of_repeated_samples():
    models = [fit_factor_model(moments(answers(seed)), BLOCKS) for seed in range(300)]
    spread = np.std([model.loadings for model in models], axis=0)

    claimed = np.mean([model.loading_errors for model in models], axis=0)

    np.testing.assert_allclose(
        claimed[[1, 2, 4, 5], [0, 0, 1, 1]], spread[[1, 2, 4, 5], [0, 0, 1, 1]], rtol=0.15
    )


@few
@given(seeds, st.floats(0.1, 10))
def test_units_change_nothing_but_the_units(seed, factor):
    rows = answers(seed)
    plain = fit_factor_model(moments(rows), BLOCKS)
    scaled = fit_factor_model(moments(rows * factor + 3), BLOCKS)

    np.testing.assert_allclose(scaled.standardized, plain.standardized, rtol=1e-6)
    assert model_fit(scaled).statistic == pytest.approx(model_fit(plain).statistic, abs=1e-6)


def test_omega_is_alpha_where_loadings_are_equal():
    equal = Moments(300, np.zeros(4), 0.5 + 0.5 * np.eye(4))

    found = validity.mcdonald_omega(fit_factor_model(equal, [[0, 1, 2, 3]]))

    assert found == pytest.approx(4 / 3 * (1 - 4 / 10))


def test_two_factors_that_are_one_have_a_ratio_of_one():
    assert validity.heterotrait_ratio(0.4 + 0.6 * np.eye(4), [[0, 1], [2, 3]])[
        0, 1
    ] == pytest.approx(1)


@pytest.mark.parametrize("count", [1, 2])
def test_likely_factors_are_those_of_statsmodels(count):
    sample = moments(answers(4, blocks=count, size=4))
    theirs = Factor(corr=sample.correlation, n_factor=count, method="ml", nobs=sample.n).fit(
        rng=np.random.default_rng(1)
    )

    ours = factors.maximum_likelihood_factors(sample, factors=count)

    np.testing.assert_allclose(ours.uniquenesses, theirs.uniqueness, atol=2e-5)


@few
@given(seeds)
def test_principal_axes_arrive_at_the_smallest_residuals(seed):
    sample = moments(answers(seed, size=4, people=1500))

    smallest = factors.minres_factors(sample, factors=2)
    axes = principal_factors.principal_axis_factors(sample, factors=2)

    np.testing.assert_allclose(smallest.uniquenesses, axes.uniquenesses, atol=1e-4)


def test_as_many_components_as_questions_explain_everything():
    found = principal_factors.principal_components(moments(answers(5)), factors=6)

    np.testing.assert_allclose(found.communalities, 1)


def test_the_true_number_of_factors_is_enough_and_one_fewer_is_not():
    sample = moments(answers(6, people=3000, size=4))
    p = [
        factors.enough_factors_test(
            sample, factors.maximum_likelihood_factors(sample, factors=count)
        ).p
        for count in (1, 2)
    ]

    assert p[0] < 1e-6
    assert p[1] > 0.01


@few
@given(seeds)
def test_a_rotation_keeps_what_is_explained_and_raises_the_criterion(seed):
    loadings = factors.minres_factors(moments(answers(seed, size=4)), factors=2).loadings

    turned = rotation.varimax(loadings)

    np.testing.assert_allclose(turned @ turned.T, loadings @ loadings.T, atol=1e-9)
    assert (
        _spread(turned)
        >= max(_spread(_turned(loadings, angle)) for angle in np.arange(0, 1.6, 0.1)) - 1e-9
    )


def _spread(loadings: np.ndarray) -> float:
    scaled = loadings**2 / (loadings**2).sum(axis=1, keepdims=True)
    return float(scaled.var(axis=0).sum())


def _turned(loadings: np.ndarray, angle: float) -> np.ndarray:
    return loadings @ [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]


@few
@given(seeds)
def test_oblique_rotations_reproduce_the_common_part(seed):
    loadings = factors.minres_factors(moments(answers(seed, size=4)), factors=2).loadings

    for found in (rotation.oblimin(loadings), rotation.promax(rotation.varimax(loadings))):
        common = found.loadings @ found.correlation @ found.loadings.T
        np.testing.assert_allclose(common, loadings @ loadings.T, atol=1e-7)
        np.testing.assert_allclose(np.diag(found.correlation), 1)


def test_simple_loadings_are_found_again_after_any_turn():
    simple = np.kron(np.eye(3), np.array([[0.8], [0.7], [0.6]]))
    random = np.linalg.qr(np.random.default_rng(3).normal(size=(3, 3)))[0]

    np.testing.assert_allclose(
        rotation.ordered(rotation.oblimin(simple @ random).loadings).max(axis=1),
        simple.max(axis=1),
        atol=1e-4,
    )
    np.testing.assert_allclose(
        np.abs(rotation.varimax(simple @ random)).max(axis=1), simple.max(axis=1)
    )


def test_a_general_factor_explains_what_it_was_made_to_explain():
    r = 0.3 + 0.2 * np.kron(np.eye(3), np.ones((3, 3))) + 0.5 * np.eye(9)

    found = hierarchical_omega(Moments(500, np.zeros(9), r), factors=3)

    assert found.hierarchical == pytest.approx(81 * 0.3 / r.sum(), abs=1e-6)
    assert found.total == pytest.approx(1 - 4.5 / r.sum(), abs=1e-6)


ARROWS = np.array([[False, True, True], [False, False, True], [False, False, False]])
THREE = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]


@pytest.mark.parametrize("scheme", ["centroid", "factorial", "path"])
def test_a_path_model_is_what_rows_of_scores_settle_to(scheme):
    rows = answers(7, blocks=3)
    by_rows = _settle_scores(rows, scheme)
    choice = getattr(path_schemes, f"{scheme}_scheme")

    model = fit_path_model(moments(rows), blocks=THREE, arrows=ARROWS, scheme=choice)

    np.testing.assert_allclose(np.corrcoef(by_rows.T), model.correlation, atol=1e-9)
    x = by_rows[:, :2]
    slopes = np.linalg.lstsq(x, by_rows[:, 2])[0]
    np.testing.assert_allclose(model.paths[:2, 2], slopes, atol=1e-9)
    assert model.explained[2] == pytest.approx(1 - ((by_rows[:, 2] - x @ slopes) ** 2).mean())
    assert model.total_effects[0, 2] == pytest.approx(
        model.paths[0, 2] + model.paths[0, 1] * model.paths[1, 2]
    )


def _settle_scores(rows: np.ndarray, scheme: str) -> np.ndarray:
    """The algorithm on people's scores, step by step as it is written in books."""
    z = (rows - rows.mean(axis=0)) / rows.std(axis=0)
    scores = np.column_stack([z[:, block].sum(axis=1) for block in THREE])
    for _ in range(400):
        scores = scores / scores.std(axis=0)
        r = scores.T @ scores / len(scores)
        inner = np.zeros_like(scores)
        for j in range(3):
            for i in range(3):
                if not (ARROWS[i, j] or ARROWS[j, i]):
                    continue
                if scheme == "centroid":
                    weight = np.sign(r[i, j])
                elif scheme == "factorial" or ARROWS[j, i]:
                    weight = r[i, j]
                else:
                    causes = np.nonzero(ARROWS[:, j])[0]
                    slopes = np.linalg.lstsq(scores[:, causes], scores[:, j])[0]
                    weight = slopes[list(causes).index(i)]
                inner[:, j] += weight * scores[:, i]
        scores = np.column_stack(
            [z[:, block] @ (z[:, block].T @ inner[:, j]) for j, block in enumerate(THREE)]
        )
    scores = scores / scores.std(axis=0)
    signs = [np.sign((z[:, block].T @ scores[:, j]).sum()) for j, block in enumerate(THREE)]
    return scores * signs


def test_the_index_of_a_latent_variable_is_the_weighted_mean_of_its_answers():
    rows = np.clip(np.rint(3 + answers(8, blocks=3)), 1, 5)
    sample = moments(rows)
    model = fit_path_model(sample, blocks=THREE, arrows=ARROWS)

    weights = model.weights[:3, 0] / rows[:, :3].std(axis=0)
    expected = (rows[:, :3] @ weights / weights.sum()).mean()

    assert latent_index(model, sample, lowest=1, highest=5)[0] == pytest.approx((expected - 1) * 25)
    assert 0 < model.goodness < 1


FOUR = Moments(100, np.zeros(4), 0.5 + 0.5 * np.eye(4))
TWO_ARROWS = [[False, True], [False, False]]


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: fit_factor_model(FOUR, [[0], [1, 2, 3]]), "factors"),
        (lambda: fit_factor_model(FOUR, [[0, 1, 2]]), "factors"),
        (lambda: fit_factor_model(FOUR, []), "factors"),
        (lambda: fit_factor_model(FOUR.part([0, 1]), [[0, 1]]), "factors"),
        (
            lambda: fit_factor_model(Moments(4, FOUR.means, FOUR.covariance), [[0, 1, 2, 3]]),
            "answers",
        ),
        (
            lambda: fit_factor_model(
                moments([[1, 1, 2], [2, 2, 3], [3, 3, 1], [4, 4, 4], [5, 5, 0]]), [[0, 1, 2]]
            ),
            "answers",
        ),
        (lambda: factors.maximum_likelihood_factors(FOUR, factors=0), "factors"),
        (lambda: factors.minres_factors(FOUR, factors=3), "factors"),
        (lambda: principal_factors.principal_components(FOUR, factors=5), "factors"),
        (lambda: rotation.varimax([[0.0, 0.0], [1.0, 0.5]]), "loadings"),
        (lambda: rotation.varimax([[np.nan, 1.0]]), "loadings"),
        (lambda: rotation.promax([[0.5, 0.5], [0.4, 0.4]]), "loadings"),
        (lambda: rotation.promax([[0.5, 0.1], [0.1, 0.4]], power=1), "power"),
        (lambda: hierarchical_omega(FOUR, factors=2), "factors"),
        (lambda: validity.composite_reliability([0.5]), "loadings"),
        (lambda: validity.average_variance_extracted([0.5, 1.5]), "loadings"),
        (lambda: validity.heterotrait_ratio(FOUR.covariance, [[0], [1, 2]]), "factors"),
        (lambda: fit_path_model(FOUR, blocks=[[0, 1], [2]], arrows=TWO_ARROWS), "blocks"),
        (
            lambda: fit_path_model(FOUR, blocks=[[0, 1], [2, 3]], arrows=np.eye(2, dtype=bool)),
            "arrows",
        ),
        (
            lambda: fit_path_model(FOUR, blocks=[[0, 1], [2, 3]], arrows=np.zeros((2, 2), bool)),
            "arrows",
        ),
        (lambda: fit_path_model(FOUR, blocks=[[0, 1], [2, 3]], arrows=[[False]]), "arrows"),
    ],
)
def test_what_cannot_be_fitted_is_refused_by_name(call, argument):
    with pytest.raises(ValueError, match=argument):
        call()
