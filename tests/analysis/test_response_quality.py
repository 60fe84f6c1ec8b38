"""Careless answering, speed and bursts of presses, against straightforward counting."""

from itertools import groupby

import numpy as np
import pytest

from analysis.presses import press_bursts, speeds
from analysis.response_consistency import even_odd_inconsistency, synonym_consistency
from analysis.response_quality import (
    long_strings,
    mahalanobis_distances,
    response_variability,
    straight_lined,
)

RNG = np.random.default_rng(7)
OPINIONS = RNG.integers(1, 6, size=(40, 4))
ROWS = np.clip(np.repeat(OPINIONS, 3, axis=1) + RNG.integers(-1, 2, (40, 12)), 1, 5).astype(float)
ROWS[RNG.random(ROWS.shape) < 0.05] = np.nan
WHOLE = ROWS[~np.isnan(ROWS).any(axis=1)]


def test_runs_are_counted_as_one_would_by_hand():
    def lengths(row):
        alike = groupby(enumerate(row), key=lambda at: at[1] if at[1] == at[1] else (at[0],))
        return [len(list(run)) for _, run in alike]

    longest, average = long_strings(ROWS)

    assert longest.tolist() == [max(lengths(row)) for row in ROWS]
    assert average == pytest.approx([np.mean(lengths(row)) for row in ROWS])


def test_variability_is_the_standard_deviation_of_what_was_answered():
    expected = [np.std(row[~np.isnan(row)], ddof=1) for row in ROWS]

    assert response_variability(ROWS) == pytest.approx(expected)
    assert np.isnan(response_variability([[3, np.nan], [np.nan, np.nan]])).all()


def test_a_straight_line_may_have_gaps_but_not_be_one():
    rows = [[5, np.nan, 5], [5, 4, 5], [np.nan, np.nan, np.nan], [np.nan, 2, np.nan]]

    assert straight_lined(rows).tolist() == [True, False, False, True]


def test_distances_follow_their_formula_and_not_the_unit():
    inverse = np.linalg.inv(np.cov(WHOLE.T))
    expected = [(row - WHOLE.mean(0)) @ inverse @ (row - WHOLE.mean(0)) for row in WHOLE]

    assert mahalanobis_distances(WHOLE) == pytest.approx(expected)
    assert mahalanobis_distances(WHOLE * np.arange(1, 13) + 7) == pytest.approx(expected)
    gaps = np.isnan(mahalanobis_distances(ROWS))
    assert gaps.tolist() == np.isnan(ROWS).any(axis=1).tolist()


def test_even_and_odd_questions_are_compared_scale_by_scale():
    expected = []
    for row in WHOLE:
        scales = row.reshape(4, 3)
        odd, even = scales[:, [0, 2]].mean(axis=1), scales[:, 1]
        if np.ptp(odd) == 0 or np.ptp(even) == 0:
            expected.append(np.nan)
            continue
        r = np.corrcoef(odd, even)[0, 1]
        expected.append(-max(-1, 2 * r / (1 + r)))

    ours = even_odd_inconsistency(WHOLE, [3, 3, 3, 3])

    np.testing.assert_allclose(ours, expected, rtol=1e-9)


def test_opposite_halves_are_as_inconsistent_as_can_be():
    assert even_odd_inconsistency([[1, 5, 3, 3, 5, 1]], [2, 2, 2]).tolist() == [1]
    assert even_odd_inconsistency([[1, 5, 3, 2, 5, 3]], [2, 2, 2]).tolist() == [1]
    assert np.isnan(even_odd_inconsistency([[1, 2, 3, 2]], [2, 2])).all()


def test_synonyms_are_the_pairs_that_all_answer_alike():
    over = np.corrcoef(WHOLE.T)
    pairs = [(i, j) for i in range(12) for j in range(i) if over[i, j] > 0.6]
    expected = [
        np.corrcoef([row[i] for i, _ in pairs], [row[j] for _, j in pairs])[0, 1]
        if len({row[i] for i, _ in pairs}) > 1 and len({row[j] for _, j in pairs}) > 1
        else np.nan
        for row in WHOLE
    ]

    np.testing.assert_allclose(synonym_consistency(WHOLE), expected, rtol=1e-9)


def test_speed_is_measured_against_the_median():
    found = speeds([60, 55, 70, 65, 15, 64])

    logs = np.log([60, 55, 70, 65, 15, 64])
    spread = 1.4826 * np.median(np.abs(logs - np.median(logs)))
    assert found.median == 62
    assert found.relative == pytest.approx([62 / t for t in (60, 55, 70, 65, 15, 64)])
    assert found.log_mad == pytest.approx(spread)
    assert found.log_distance == pytest.approx((logs - np.median(logs)) / spread)


def test_a_burst_ends_with_a_longer_gap_or_another_device():
    devices = ["b", "a", "a", "b", "a", "a", "a", "b"]
    seconds = [3, 0, 5, 4, 10, 16, 20, 5]

    runs = press_bursts(devices, seconds, gap=5, at_least=2)

    assert [run.tolist() for run in runs] == [[1, 2, 4], [5, 6], [0, 3, 7]]
    assert [run.tolist() for run in press_bursts(devices, seconds, gap=6, at_least=4)] == [
        [1, 2, 4, 5, 6]
    ]


@pytest.mark.parametrize(
    "sign", [long_strings, straight_lined, response_variability, mahalanobis_distances]
)
@pytest.mark.parametrize("answers", [[], [1, 2], [[]], [[1, np.inf], [1, 2], [2, 3]]])
def test_answers_that_are_none_are_refused(sign, answers):
    with pytest.raises(ValueError, match="answers"):
        sign(answers)


def test_answers_that_say_nothing_are_refused():
    with pytest.raises(ValueError, match="complete rows"):
        mahalanobis_distances([[1, 2], [2, np.nan], [3, 5]])
    with pytest.raises(ValueError, match="follows"):
        mahalanobis_distances([[1, 2], [2, 4], [3, 6], [4, 8]])
    with pytest.raises(ValueError, match="sizes"):
        even_odd_inconsistency([[1, 2, 3]], [2, 2])
    with pytest.raises(ValueError, match="correlation"):
        synonym_consistency([[1, 5], [5, 1], [3, 3]])
    with pytest.raises(ValueError, match="alike"):
        synonym_consistency([[1, 5], [5, 1]], alike=np.nan)


@pytest.mark.parametrize("seconds", [[], [0, 1], [np.nan, 1], [np.inf, 1], [5, 5, 5, 9]])
def test_times_that_are_none_are_refused(seconds):
    with pytest.raises(ValueError, match="seconds"):
        speeds(seconds)


def test_presses_that_are_none_are_refused():
    with pytest.raises(ValueError, match="seconds"):
        press_bursts(["a"], [np.nan], gap=1, at_least=2)
    with pytest.raises(ValueError, match="devices"):
        press_bursts(["a"], [1, 2], gap=1, at_least=2)
    with pytest.raises(ValueError, match="gap"):
        press_bursts(["a"], [1], gap=np.nan, at_least=2)
    with pytest.raises(ValueError, match="at_least"):
        press_bursts(["a"], [1], gap=1, at_least=1)
