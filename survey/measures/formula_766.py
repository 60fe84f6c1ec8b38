"""The satisfaction group of the 766 index by a formula that is data, verified or not."""

from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from survey.measures.figure import Estimate, Figure
from survey.models.wording import Sentence

SHIPPED = Path(__file__).with_name("index_766.yaml")
HUNDRED = 100


class Measure(StrEnum):
    SATISFIED_SHARE = "satisfied_share"
    MEAN_0_100 = "mean_0_100"


class Formula(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Sentence
    maximum: float = Field(gt=0)
    measure: Measure
    verified: bool
    note: Sentence


@cache
def formula(path: Path | None) -> Formula:
    """The file that the settings name, or the one that is shipped."""
    return Formula.model_validate(yaml.safe_load((path or SHIPPED).read_text(encoding="utf-8")))


def points(formula: Formula, *, figure: Figure) -> Estimate | None:
    """With the limits of the figure; nothing where the figure is not shown."""
    if formula.measure is Measure.SATISFIED_SHARE:
        share = figure.satisfied
    else:
        share = figure.mean_0_100 and Estimate(*(value / HUNDRED for value in figure.mean_0_100))
    return share and Estimate(*(value * formula.maximum for value in share))
