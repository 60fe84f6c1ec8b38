"""What does not fit together in a method is found in its plain form, whatever else is wrong."""

import pytest

from survey.models import method_faults
from tests.methods import FIVE_LEVELS, a_plain_method, a_question, a_scale, both

RATED = a_scale("levels", "five_levels", FIVE_LEVELS, satisfied=["good"], dissatisfied=["bad"])
UNRATED = a_scale("levels", "five_levels", FIVE_LEVELS)
ONLY_GOOD = a_scale("levels", "five_levels", FIVE_LEVELS, satisfied=["good"])
WORDS = {"key": "words", "kind": "free_text"}
TWO_FACTORS = [{"key": "access", "name": both("Access")}, {"key": "staff", "name": both("Staff")}]


def faults(**changes):
    return [(f.where, f.code) for f in method_faults.find(a_plain_method(**changes))]


def an_index(aggregate="mean_0_100", overall=("overall",), **more):
    return {"aggregate": aggregate, "overall": list(overall), **more}


def test_the_method_of_the_tests_has_no_fault():
    assert faults() == []


@pytest.mark.parametrize(
    ("kind", "options", "code"),
    [
        ("facts", {"two": 2, "one": 1}, "option_range"),
        ("facts", {"two": 3, "one": 2, "zero": 1}, "scores_of_kind"),
        ("facts", {"two": 2, "one": 1, "zero": 0, "unknown": 0}, "scores_of_kind"),
        ("choose_several", {"one": None}, "option_range"),
        ("zero_to_ten", {str(n): n + 1 for n in range(11)}, "scores_of_kind"),
        ("three_levels", {"a": 1, "b": 1, "c": 2}, "scores_in_order"),
        ("three_levels", {"a": 1, "b": None, "c": 2}, "scores_in_order"),
    ],
)
def test_a_scale_must_be_what_its_kind_says(kind, options, code):
    found = faults(
        scales=[a_scale("levels", kind, options)],
        questions=[a_question("overall", "levels")],
        index=None,
        publishable=False,
    )

    assert ("scales.0.options", code) in found


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("facts", {"two": 2, "one": 1, "zero": 0}),
        ("facts", {"zero": 0, "one": 1, "two": 2, "unknown": None}),
        ("three_levels", {"c": 3, "b": 2, "a": 1}),
        ("three_levels", {"a": -1, "b": 0, "c": 0.5}),
        ("zero_to_ten", {str(n): n for n in range(11)}),
        ("yes_no", {"yes": None, "no": None}),
    ],
)
def test_a_scale_may_run_either_way(kind, options):
    found = faults(
        scales=[a_scale("levels", kind, options)],
        questions=[a_question("overall", "levels")],
        index=None,
        publishable=False,
    )

    assert found == []


@pytest.mark.parametrize(
    ("scales", "index", "fault"),
    [
        ([UNRATED, WORDS], an_index("top_two_box_share"), "nobody_satisfied"),
        ([RATED, WORDS], an_index(overall=["comment"]), "not_scored"),
        ([RATED, WORDS], an_index("top_two_box_share", ["comment"]), "nobody_satisfied"),
        ([ONLY_GOOD, WORDS], an_index("net_share"), "nobody_dissatisfied"),
    ],
)
def test_an_index_counts_only_what_can_be_counted(scales, index, fault):
    questions = [a_question("overall", "levels"), a_question("comment", "words")]

    found = faults(scales=scales, questions=questions, index=index, publishable=False)

    assert found == [("index.overall.0", fault)]


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (an_index("sum_of_points", maximum=5), []),
        (an_index("sum_of_points", maximum=6), [("index.maximum", "maximum_wrong")]),
        (an_index("sum_of_points"), [("index.maximum", "maximum_wrong")]),
        (an_index(maximum=5), [("index.maximum", "maximum_unwanted")]),
    ],
)
def test_only_a_sum_of_points_has_a_maximum_and_it_is_reachable(index, expected):
    assert faults(index=index) == expected


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({"access": 0.4, "staff": 0.6}, []),
        ({"access": 1 / 3, "staff": 2 / 3}, []),
        (
            {"access": 0.4, "staff": 0.5, "papers": 0.1},
            [("index.weights.papers", "unknown_factor")],
        ),
        ({"access": 1}, [("index.overall.1", "question_without_weight")]),
        ({"access": 0.4, "staff": 0.7}, [("index.weights", "weights_sum")]),
    ],
)
def test_weights_belong_to_the_factors_of_the_index(weights, expected):
    questions = [
        a_question("seats", "levels", factor="access"),
        a_question("manner", "levels", factor="staff"),
    ]

    found = faults(
        factors=TWO_FACTORS,
        scales=[RATED],
        questions=questions,
        index=an_index(overall=["seats", "manner"], weights=weights),
    )

    assert found == expected


def test_a_weight_needs_a_question_in_the_index():
    found = faults(
        factors=TWO_FACTORS,
        scales=[RATED],
        questions=[a_question("seats", "levels", factor="access")],
        index=an_index(overall=["seats"], weights={"access": 0.5, "staff": 0.5}),
    )

    assert found == [("index.weights.staff", "weight_without_question")]


def test_bands_need_an_index():
    bands = [{"from": 0, "to": 100, "label": both("all")}]

    assert faults(bands=bands, index=None, publishable=False) == [("bands", "bands_without_index")]


def test_bands_of_points_end_at_the_greatest_sum():
    bands = [{"from": 0, "to": 5, "label": both("all")}]

    assert faults(bands=bands, index=an_index("sum_of_points", maximum=5)) == []


def test_a_band_must_not_be_empty():
    bands = [
        {"from": 0, "to": 0, "label": both("none")},
        {"from": 0, "to": 100, "label": both("all")},
    ]

    assert faults(bands=bands) == [("bands.0.to", "band_empty")]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"questions": [], "index": an_index(overall=[])}, "publishable_without_questions"),
        ({"index": None}, "publishable_without_index"),
        ({"channels": []}, "publishable_without_channels"),
    ],
)
def test_what_is_put_before_citizens_asks_something_somewhere_for_an_index(changes, fault):
    assert [code for _, code in faults(**changes)] == [fault]


def test_a_frame_without_questions_is_sound_but_not_publishable():
    empty = {"questions": [], "scales": [], "index": None, "channels": []}

    assert faults(**empty, publishable=False, title=both("SIPAS frame")) == []


@pytest.mark.parametrize("chosen", [["neutral"], ["good", "bad"], ["good", "bad", "neutral"]])
def test_a_condition_may_take_all_rated_answers_or_none(chosen):
    scale = a_scale(
        "levels",
        "three_levels",
        {"bad": 1, "neutral": 2, "good": 3},
        satisfied=["good"],
        dissatisfied=["bad"],
    )
    why = a_question("why", "words", show_if={"question": "overall", "in": chosen})

    assert faults(scales=[scale, WORDS], questions=[a_question("overall", "levels"), why]) == []


def test_a_question_after_bad_ratings_only_is_refused():
    why = a_question("why", "words", show_if={"question": "overall", "in": ["bad"]})

    found = faults(scales=[RATED, WORDS], questions=[a_question("overall", "levels"), why])

    assert found == [("questions.1.show_if", "unequal_effort")]


@pytest.mark.parametrize(("start", "expected"), [(-100, []), (0, [("bands.0.from", "band_first")])])
def test_the_bands_of_a_net_share_begin_at_minus_one_hundred(start, expected):
    bands = [{"from": start, "to": 100, "label": both("All")}]

    assert faults(index=an_index("net_share"), bands=bands) == expected
