"""Means, totals and shares of samples with strata, clusters and weights."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.design import Design, domain_degrees_of_freedom, sampling_design
from analysis.design_domains import DomainEstimates, domain_means, domain_totals
from analysis.design_effects import design_effects, kish_effective_size
from analysis.design_estimates import (
    Estimates,
    student_interval,
    survey_means,
    survey_ratios,
    survey_totals,
)
from tests.analysis import frames, wording

Args = dict[str, Any]
SCHOOLS = ["api00", "enroll"]
"""What the cases on Californian schools ask, which do not name it."""


def design_of(data: pd.DataFrame, args: Args, **more: Any) -> Design:
    column = {name: data[args[name]] for name in ("strata", "id", "fpc") if name in args}
    return sampling_design(
        data[args["weights"]],
        strata=column.get("strata"),
        clusters=column.get("id"),
        population=column.get("fpc"),
        **more,
    )


def asked(data: pd.DataFrame, args: Args) -> pd.DataFrame:
    """The variables of a case: "sat = overall>=4", a list, or those of the schools."""
    if "y" not in args:
        return data[SCHOOLS]
    names = [args["y"]] if isinstance(args["y"], str) else args["y"]
    return pd.DataFrame(dict(_variable(name, of=data) for name in names))


def _variable(said: str, *, of: pd.DataFrame) -> tuple[str, pd.Series]:
    name, _, condition = (part.strip() for part in said.partition(" = "))
    if condition:
        return name, wording.holds(condition, of=of)
    return name, of[name] if name in of else wording.holds(name, of=of)


def described(found: Estimates, *, names: Any, df: float) -> dict[str, Any]:
    se = found.standard_error
    student = student_interval(found.estimate, se, degrees_of_freedom=df)
    normal = student_interval(found.estimate, se, degrees_of_freedom=np.inf)
    return {
        name: {
            "est": found.estimate[k],
            "se": se[k],
            "ci95_t": [student.lower[k], student.upper[k]],
            "ci95_z": [normal.lower[k], normal.upper[k]],
            "cv": se[k] / found.estimate[k] if found.estimate[k] else None,
        }
        for k, name in enumerate(names)
    }


def by_group(found: DomainEstimates) -> dict[str, Any]:
    """Of one question."""
    return {
        frames.label(group): {"est": found.estimate[g, 0], "se": found.standard_error[g, 0]}
        for g, group in enumerate(found.groups)
    }


def means(design: Design, y: pd.DataFrame) -> dict[str, Any]:
    """Of who answered all of them, as a domain."""
    found = survey_means(design, y, answered=y.notna().all(axis=1))
    return described(found, names=y.columns, df=design.degrees_of_freedom)


def totals(design: Design, y: pd.DataFrame) -> dict[str, Any]:
    return described(survey_totals(design, y), names=y.columns, df=design.degrees_of_freedom)


def ratio(design: Design, y: pd.Series, x: pd.Series) -> dict[str, Any]:
    found = survey_ratios(design, y, denominators=x)
    return {"est": found.estimate[0], "se": found.standard_error[0]}


def domains(design: Design, y: pd.Series, groups: pd.Series) -> dict[str, Any]:
    return by_group(domain_means(design, y, groups=groups, answered=y.notna()))


def stratified(data: pd.DataFrame, args: Args) -> dict[str, Any]:
    design, y = design_of(data, args), asked(data, args)
    if "fpc" not in args:
        weights_only = design_of(data, {"weights": args["weights"]})
        return {"strat_nofpc": means(design, y), "weights_only": means(weights_only, y)}
    if "y" in args:
        return _of_responses(design, data, y, args)
    w = data[args["weights"]]
    return _of_schools(design, data, y) | {
        "deff_replace": dict(zip(y, design_effects(design, y, with_replacement=True), strict=True)),
        "awards_share": means(design, _shares(data["awards"])),
        "vcov_api00_enroll": survey_means(design, y).covariance,
        "kish_n_eff": kish_effective_size(w),
        "kish_deff": len(w) / kish_effective_size(w),
    }


def _shares(answers: pd.Series) -> pd.DataFrame:
    return pd.get_dummies(answers, dtype=float).add_prefix(f"factor({answers.name})")


def _of_schools(design: Design, data: pd.DataFrame, y: pd.DataFrame) -> dict[str, Any]:
    return {
        "degf": design.degrees_of_freedom,
        "mean": means(design, y),
        "deff": dict(zip(y, design_effects(design, y), strict=True)),
        "total": totals(design, y),
        "ratio_api.stu_enroll": ratio(design, data["api.stu"], data["enroll"]),
    }


def _of_responses(
    design: Design, data: pd.DataFrame, y: pd.DataFrame, args: Args
) -> dict[str, Any]:
    """What is asked, by the groups, and what else the columns of the made-up survey allow."""
    answer: dict[str, Any] = {"degf": design.degrees_of_freedom}
    answer |= {name: means(design, y[[name]]) for name in y}
    effects = [_effect(design, y[name]) for name in y]
    answer["deff"] = effects[0] if len(effects) == 1 else dict(zip(y, effects, strict=True))
    answer["mean"] = means(design, y)
    if y.notna().all(axis=None):
        answer["total"] = totals(design, y)
    for group in _groups(data, args):
        answer |= {f"{name}_by_{group}": domains(design, y[name], data[group]) for name in y}
    if "overall" in data:
        answer["overall_mean"] = means(design, data[["overall"]])
    if "nps" in data:
        score = 100 * ((data["nps"] >= 9) * 1.0 - (data["nps"] <= 6)).where(data["nps"].notna())
        score.name = "I(100 * ((nps >= 9) - (nps <= 6)))"
        answer["nps_score"] = means(design, score.to_frame())
    if "q1" in data:
        share = wording.holds("q1>=4", of=data).rename("I(as.numeric(q1 >= 4))")
        answer["q1_mean_na.rm"] = means(design, data[["q1"]])
        answer["q1_sat_na.rm"] = means(design, share.to_frame())
    return answer


def _effect(design: Design, y: pd.Series) -> float | None:
    """None where weights do not say how large the population is, as in R."""
    if design.weights.sum() <= len(y):
        return None
    return float(design_effects(design, y, answered=y.notna())[0])


def _groups(data: pd.DataFrame, args: Args) -> list[str]:
    named = [args[key] for key in ("strata", "by") if key in args]
    return named + [name for name in ("region",) if name in data and name not in named]


def clustered(data: pd.DataFrame, args: Args) -> dict[str, Any]:
    design, y = design_of(data, args), asked(data, args)
    if "y" in args:
        return _of_responses(design, data, y, args)
    return {
        **_of_schools(design, data, y),
        "by_stype": domains(design, data["api00"], data["stype"]),
    }


def domain(data: pd.DataFrame, args: Args) -> dict[str, Any]:
    design, groups = design_of(data, args), data[args["by"]]
    if "y" in args:
        return _of_domains(design, groups, asked(data, args))
    group = args["by"].replace(".", "")
    chosen = data["comp.imp"] == "Yes"
    subset = survey_means(design, data["api00"], answered=chosen)
    df = domain_degrees_of_freedom(design, rows=chosen)
    return {
        f"api00_by_{group}": domains(design, data["api00"], groups),
        f"total_enroll_by_{group}": by_group(domain_totals(design, data["enroll"], groups=groups)),
        f"api00_by_{args['strata']}": domains(design, data["api00"], data[args["strata"]]),
        f"awards_by_{group}": domains(design, wording.holds("awards == Yes", of=data), groups),
        "subset_compimp_yes": described(subset, names=["api00"], df=df) | {"degf": df},
    }


def _of_domains(design: Design, groups: pd.Series, y: pd.DataFrame) -> dict[str, Any]:
    by = str(groups.name).replace(".", "")
    answer = {f"{name}_by_{by}": domains(design, y[name], groups) for name in y}
    for name in y.columns[y.notna().all()]:
        answer[f"total_{name}_by_{by}"] = by_group(domain_totals(design, y[name], groups=groups))
    return answer


def lonely(data: pd.DataFrame, args: Args) -> dict[str, Any]:
    rows = wording.chosen_rows(args["rows"], of=data) if "rows" in args else data
    if args["strata"] in rows:
        stratum = rows[args["strata"]]
    else:
        stratum = wording.split_in_two(args["strata"], rows[args["id"]])
    rows = rows.assign(stratum=stratum)
    y = asked(rows, args)
    found = {
        choice: survey_means(design_of(rows, args | {"strata": "stratum"}, lonely=choice), y)
        for choice in ("remove", "adjust", "average")
    }
    se = {choice: estimates.standard_error[0] for choice, estimates in found.items()}
    return {"est": found["remove"].estimate[0], "se": se}


METHODS = {
    "survey_stratified": stratified,
    "survey_clustered": clustered,
    "survey_domain": domain,
    "survey_lonely_psu": lonely,
}
