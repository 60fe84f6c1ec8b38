"""Stretches of constant mean, against ruptures and against trying all divisions."""

from itertools import combinations

import numpy as np
import pytest
import ruptures
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.segmentation import penalised_segmentation, segmentations

RNG = np.random.default_rng(20)
STEPS = np.repeat([0.0, 3.0, 1.0, 4.0], [20, 15, 25, 12]) + RNG.normal(size=72)


def squares(values, last):
    parts = np.split(np.asarray(values, float), [point + 1 for point in last])
    return sum(((part - part.mean()) ** 2).sum() for part in parts)


@pytest.mark.parametrize("shortest", [1, 5])
def test_divisions_agree_with_ruptures(shortest):
    model = ruptures.Dynp(model="l2", min_size=shortest, jump=1).fit(STEPS)

    for changes, found in enumerate(segmentations(STEPS, most=4, shortest=shortest)):
        theirs = model.predict(n_bkps=changes) if changes else [72]
        assert [point + 1 for point in found.last] == theirs[:-1]
        assert found.rss == pytest.approx(model.cost.sum_of_costs(theirs))


@pytest.mark.parametrize("penalty", [2.0, 8.0, 50.0])
def test_priced_divisions_agree_with_ruptures(penalty):
    theirs = ruptures.Pelt(model="l2", min_size=2, jump=1).fit(STEPS).predict(pen=penalty)

    ours = penalised_segmentation(STEPS, penalty=penalty, shortest=2)

    assert [point + 1 for point in ours] == theirs[:-1]


def test_the_criterion_finds_the_steps_that_were_made():
    found = segmentations(STEPS, most=6, shortest=5)
    best = min(found, key=lambda one: one.bic)

    m, (none, *_) = 72, found
    likelihood = -m / 2 * (np.log(2 * np.pi * none.rss / m) + 1)
    assert none.bic == pytest.approx(-2 * likelihood + 2 * np.log(m))
    assert len(best.last) == 3
    assert best.last == pytest.approx((19, 34, 59), abs=2)


@settings(deadline=None, max_examples=15)
@given(
    st.lists(st.integers(0, 30), min_size=4, max_size=8).filter(lambda v: len(set(v)) > 1),
    st.floats(0.1, 200),
    st.floats(0, 3),
)
def test_no_other_division_is_cheaper(values, penalty, length_weight):
    def price(last):
        lengths = np.diff([-1, *last, len(values) - 1])
        return squares(values, last) + penalty * len(last) + length_weight * np.log(lengths).sum()

    every = [last for j in range(len(values)) for last in combinations(range(len(values) - 1), j)]
    ours = penalised_segmentation(values, penalty=penalty, length_weight=length_weight)

    assert price(ours) == pytest.approx(min(map(price, every)), abs=1e-8)
    for j, found in enumerate(segmentations(values)):
        assert found.rss == pytest.approx(squares(values, found.last), abs=1e-8)
        least = min(squares(values, last) for last in every if len(last) == j)
        assert found.rss == pytest.approx(least, abs=1e-8)


def test_a_series_of_steps_without_noise_is_divided_at_them():
    found = segmentations([1, 1, 5, 5], most=1)

    assert found[1].last == (1,)
    assert found[1].bic == -np.inf


@pytest.mark.parametrize("values", [[], [1, np.nan], [np.inf, 1], [3, 3, 3]])
def test_a_series_that_is_none_is_refused(values):
    with pytest.raises(ValueError, match="values"):
        segmentations(values)


def test_settings_out_of_range_are_refused():
    with pytest.raises(ValueError, match="shortest"):
        segmentations([1, 2], shortest=0)
    with pytest.raises(ValueError, match="most"):
        segmentations([1, 2, 3], most=2, shortest=2)
    with pytest.raises(ValueError, match="values"):
        penalised_segmentation([], penalty=1)
    with pytest.raises(ValueError, match="shortest"):
        penalised_segmentation([1, 2], penalty=1, shortest=3)
    for penalty in (-1, np.nan, np.inf):
        with pytest.raises(ValueError, match="penalty"):
            penalised_segmentation([1, 2], penalty=penalty)
    with pytest.raises(ValueError, match="length_weight"):
        penalised_segmentation([1, 2], penalty=1, length_weight=np.nan)
