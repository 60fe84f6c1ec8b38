"""Other data and arguments than the reference cases have, through the same door."""

import numpy as np
import pandas as pd
import pytest

from tests.analysis.adapter import run

ROWS = pd.DataFrame(
    {
        "office": list("aaabbbcccaabbc"),
        "sex": list("mfmfmfmfmmffmf"),
        "month": [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2],
        "overall": [5, 4, 2, 3, 5, 1, 4, 4, 2, 5, 3, 1, 2, 4],
        "q": [4, 4, 3, 3, 5, 2, 5, 3, 1, 4, 2, 1, 3, 5],
        "w": np.linspace(3, 9, 14),
        "known": 200,
    }
)
MISSING = ROWS.assign(overall=ROWS["overall"].where(ROWS.index != 4))
CLUSTERED = {"id": "month", "weights": "w", "y": "q"}
STRATIFIED = {"strata": "office", "weights": "w", "y": ["q", "overall"]}
BY_MONTH = {"x": "overall>=4 by month", "n": "answers"}


@pytest.mark.parametrize(
    "kind",
    ["category", "Int64", pd.CategoricalDtype([1, 2, 3, 4, 5], ordered=True)],
    ids=["category", "nullable", "ordered"],
)
@pytest.mark.parametrize("rows", [ROWS, MISSING], ids=["all", "missing"])
def test_answers_count_alike_however_they_are_kept(rows, kind):
    kept = rows.assign(overall=rows["overall"].astype("Int64").astype(kind))

    for method, args in [
        ("change_point_binomial", BY_MONTH),
        ("csat", {"column": "overall", "top": [4, 5]}),
        ("nps", {"column": "overall"}),
        ("icc", {"y": "overall", "group": "office"}),
        ("kruskal_wallis", {"y": "q", "group": "overall"}),
        ("ordinal_regression", {"formula": "overall ~ q"}),
    ]:
        assert str(run(method, kept, args)) == str(run(method, rows, args))


def test_rows_with_one_index_twice_are_counted_once():
    doubled = ROWS.set_axis([0] * len(ROWS))

    assert np.all(run("p_chart", doubled, BY_MONTH)["z"] == run("p_chart", ROWS, BY_MONTH)["z"])


def test_levels_are_named_as_whole_numbers_where_some_are_missing():
    cuts = run("ordinal_regression", MISSING, {"formula": "overall ~ q"})["thresholds"]
    groups = run("kruskal_wallis", MISSING, {"y": "q", "group": "overall"})["groups"]

    assert list(cuts) == ["1|2", "2|3", "3|4", "4|5"]
    assert groups == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("named", [{"levels": {"size": ["small", "large"]}}, {}])
def test_levels_have_the_order_that_is_given(named):
    size = np.where(ROWS["overall"] > 3, "large", "small")
    order = pd.CategoricalDtype(["small", "large"], ordered=True)
    rows = ROWS.assign(size=size if named else pd.Series(size).astype(order))

    assert run("ordinal_association", rows, {"rows": "size", "cols": "q"} | named)["tau_b"] > 0


def test_a_level_that_is_not_named_is_missing():
    levels = {"office": ["a", "b"]}
    found = run("ordinal_regression", ROWS, {"formula": "q ~ office", "levels": levels})

    assert found["nobs_weighted"] == (ROWS["office"] != "c").sum()


def test_surveys_are_asked_what_the_arguments_name():
    stratified = run("survey_stratified", ROWS, {**STRATIFIED, "fpc": "known", "by": "sex"})
    clustered = run("survey_clustered", ROWS, {**CLUSTERED, "by": "sex"})
    domain = run("survey_domain", ROWS, {**STRATIFIED, "by": "sex"})

    assert {"q", "overall", "q_by_sex", "q_by_office", "deff", "total"} <= stratified.keys()
    assert {"degf", "q", "q_by_sex", "mean", "deff"} <= clustered.keys()
    assert domain.keys() >= {"q_by_sex", "overall_by_sex", "total_q_by_sex"}
    for group, of_group in ROWS.groupby("sex"):
        share = np.average(of_group["q"], weights=of_group["w"])
        assert clustered["q_by_sex"][group]["est"] == pytest.approx(share)


def test_weights_that_add_up_to_the_sample_tell_no_design_effect():
    found = run("survey_stratified", ROWS.assign(w=1.0), {**STRATIFIED, "fpc": "known"})

    assert found["deff"] == {"q": None, "overall": None}


def test_tests_of_surveys_compare_the_columns_named():
    compared = {"rows": "sex", "cols": "office", "y": "q", "group": "sex"}
    found = run("survey_test", ROWS, {"weights": "w", **compared})

    assert {"ttest_q_sex", "rank_q_sex", "kruskal_q_office"} <= found.keys()


def test_a_stratum_of_one_may_stand_in_a_column():
    rows = ROWS.assign(part=np.where(ROWS["month"] == 3, "s2", "s1"))
    said = {"id": "month", "weights": "w", "y": "overall>=4"}

    assert run("survey_lonely_psu", rows, {**said, "strata": "part"}) == run(
        "survey_lonely_psu", ROWS, {**said, "strata": "s2 if 3 else s1"}
    )


def test_numbered_cells_are_named_as_in_the_totals():
    people = pd.DataFrame({"variable": ["month"] * 3, "level": ["1", "2", "3"], "N": [90, 80, 60]})
    rows = ROWS.assign(month=ROWS["month"] * 1.0)
    found = run(
        "survey_poststratified", {"r": rows, "p": people}, {**CLUSTERED, "poststrata": "month"}
    )

    assert list(found["weights_by_month"]) == ["1", "2", "3"]


def test_truths_are_calibrated_as_labels():
    rows = ROWS.assign(urban=ROWS["sex"] == "m")
    totals = {"(Intercept)": 100, "urbanTRUE": 48}
    calibrated = {"formula": "~urban", "totals": totals, "calfun": "linear"}
    found = run("survey_calibrated", rows, {**CLUSTERED, **calibrated})

    weights = rows["urban"].map({True: "TRUE", False: "FALSE"}).map(found["weights_by_cell"])
    assert weights.notna().all()


def test_a_missing_month_does_not_move_the_years_after_it():
    rows = pd.DataFrame({"v": [3.0, 1, np.nan, 2, 9, 8, 14, 12], "half": [1, 2] * 4})
    asked = {"column": "v", "season": "half"}
    years = rows.assign(year=rows.index // 2)

    found = [
        run("seasonal_mann_kendall", frame, asked)["seasonal_sen_slope"] for frame in (rows, years)
    ]
    assert found[0] == found[1] == pytest.approx(11 / 3)


def test_segments_may_be_measured_in_points():
    x = np.random.default_rng(3).normal(size=40)
    of_share, of_points = (run("change_point", None, {"x": x, "h": h}) for h in (0.15, 6))

    assert of_points["supF"] == of_share["supF"]
    assert of_points["rss_by_m"] == of_share["rss_by_m"]


def test_models_keep_every_line_and_the_rows_asked():
    draw = np.random.default_rng(7)
    common = draw.normal(size=(80, 1))
    rows = pd.DataFrame(common + draw.normal(size=(80, 5)), columns=list("abcde"))
    rows.loc[:4, "e"] = np.nan
    split = "# one factor\nf =~ a + b\nf =~ c; f =~ d"
    found = run("cfa", rows, {"model": split, "rows": "complete on a..e"})

    assert found["n"] == 75
    assert found["fit"]["df"] == 2


FRAMES = {"r": ROWS, "r_inner": ROWS, "r_outer": ROWS}
CALIBRATED = {"formula": "~sex + office", "totals": {"(Intercept)": 90}, "calfun": "linear"}


@pytest.mark.parametrize(
    ("method", "data", "args", "word"),
    [
        ("nps", ROWS, {}, "column"),
        ("nps", ROWS, {"column": "absent"}, "absent"),
        ("nps", ROWS.assign(q=11), {"column": "q"}, "q must hold scores"),
        ("csat", ROWS, {"column": "sex", "top": [4, 5]}, "sex must hold numbers"),
        ("icc", ROWS.assign(q=np.inf), {"y": "q", "group": "sex"}, "q must hold finite"),
        ("satisfaction_index", ROWS.assign(q=9), {"factors": {"f": ["q"]}}, "q must hold scores"),
        ("p_chart", ROWS, {"x": "absent", "n": "n"}, "absent"),
        ("p_chart", None, {"x": [1, 2, 3], "n": [4, 5]}, "successes"),
        ("p_chart", ROWS, {"x": "sex>=4 by month", "n": "answers"}, "sex must hold"),
        ("two_proportions", None, {"x": [1, 2, 3], "n": [4, 5, 6]}, "two groups"),
        ("mann_kendall", ROWS, {"series": "now and then"}, "series"),
        ("change_point", None, {"x": [1.0, 3, 2, 5, 4]}, "h must"),
        ("speeders", None, {"t": [3.0, 20, 30], "items": -1}, "items"),
        ("press_burst", ROWS.assign(id=1, ts=1, device=None), {"gap_s": 1, "k": 2}, "device"),
        ("cfa", ROWS, {"model": "q ~~ w"}, "model"),
        ("pls_path", FRAMES, {"mode": "B"}, "mode"),
        ("key_drivers", ROWS, {"y": "w", "x": "f1..f3 = respondent means of q1-2"}, "x must"),
        ("survey_calibrated", ROWS, {**CLUSTERED, **CALIBRATED}, "totals"),
    ],
)
def test_what_cannot_be_answered_is_refused_by_its_name(method, data, args, word):
    with pytest.raises(ValueError, match=word):
        run(method, data, args)
