"""Intervals of shares, and tests, of samples with strata, clusters and weights."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.design_association import (
    rao_scott_first_order_test,
    rao_scott_test,
    wald_association_test,
)
from analysis.design_estimates import student_interval, survey_means
from analysis.design_proportions import (
    arcsine_share_interval,
    design_wilson_interval,
    likelihood_share_interval,
    logit_share_interval,
)
from analysis.design_ranks import row_order_ranks
from analysis.design_tests import DifferenceTest, survey_kruskal_test, survey_t_test
from analysis.intervals import Interval
from analysis.korn_graubard import korn_graubard_interval
from analysis.wald import WaldTest
from tests.analysis import wording
from tests.analysis.adapters import surveys

Args = dict[str, Any]
INTERVALS = {
    "logit": logit_share_interval,
    "xlogit": logit_share_interval,
    "asin": arcsine_share_interval,
    "mean": student_interval,
    "wilson": design_wilson_interval,
}
COMPARED = {"rows": "sch.wide", "cols": "stype", "y": "api00", "group": "comp.imp"}


def shares(data: pd.DataFrame | None, args: Args) -> dict[str, Any]:
    level = args.get("level", 0.95)
    if data is None:
        found = korn_graubard_interval(
            args["p"],
            np.zeros(np.shape(args["p"])),
            answers=args["n"],
            degrees_of_freedom=args["df"],
            confidence=level,
        )
        return _limits(found)
    design = surveys.design_of(data, args)
    event = wording.holds(args["event"], of=data)
    found = survey_means(design, event, answered=event.notna())
    p, se, df = found.estimate[0], found.standard_error[0], design.degrees_of_freedom
    given = {"degrees_of_freedom": df, "confidence": level}
    limits = {name: _limits(method(p, se, **given)) for name, method in INTERVALS.items()}
    given["answers"] = event.count()
    limits["beta"] = _limits(korn_graubard_interval(p, se, **given))
    limits["likelihood"] = _limits(likelihood_share_interval(p, se, **given))
    return {"est": p, "se": se, "df": df, "n_eff_simple": p * (1 - p) / se**2, **limits}


def _limits(found: Interval) -> dict[str, Any]:
    return {"lower": found.lower, "upper": found.upper}


def tests(data: pd.DataFrame, args: Args) -> dict[str, Any]:
    """Of the columns named, else those of the schools, whose cases do not say what they compare."""
    design = surveys.design_of(data, args)
    rows, columns, y, group = (args.get(key, usual) for key, usual in COMPARED.items())
    table = {"rows": data[rows], "columns": data[columns]}
    first_order = rao_scott_first_order_test(design, **table)
    ranks = row_order_ranks(design, data[y])
    kruskal = survey_kruskal_test(design, ranks, groups=data[columns])
    pair = f"{y}_{group}".replace(".", "")
    return {
        "F": _f(rao_scott_test(design, **table)),
        "Chisq": {"stat": first_order.statistic, "p": first_order.p_value},
        "Wald": _wald(wald_association_test(design, **table)),
        f"ttest_{pair}": _t(survey_t_test(design, data[y], groups=data[group]), name="diff"),
        f"rank_{pair}": _t(survey_t_test(design, ranks, groups=data[group]), name="est"),
        f"kruskal_{y}_{columns}": {
            "stat": kruskal.statistic,
            "df": kruskal.numerator,
            "ddf": kruskal.denominator,
            "p": kruskal.p_value,
        },
    }


def _f(test: WaldTest) -> dict[str, float]:
    return {
        "stat": test.statistic,
        "ndf": test.numerator,
        "ddf": test.denominator,
        "p": test.p_value,
    }


def _wald(test: WaldTest) -> dict[str, float]:
    return {"stat": test.statistic, "p": test.p_value}


def _t(test: DifferenceTest, *, name: str) -> dict[str, float]:
    return {
        "t": test.t,
        "df": test.degrees_of_freedom,
        "p": test.p_value,
        name: test.difference,
    }


METHODS = {"survey_proportion_ci": shares, "survey_test": tests}
