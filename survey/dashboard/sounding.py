"""The quality of a questionnaire in words, as a drawing, and as the lines of a table."""

from typing import NamedTuple

from flask_babel import gettext

from survey.dashboard.cells import bounded_heading, coefficient, share_cells, tenths
from survey.dashboard.exhibits import Exhibit
from survey.dashboard.measured import bounded_share
from survey.dashboard.showing import Asked
from survey.dashboard.wording import said
from survey.documents.charts import dots as chart
from survey.documents.charts.frame import Frame
from survey.documents.charts.marks import Spec
from survey.documents.charts.units import Mark, Unit
from survey.documents.charts.values import zoomed
from survey.measures.soundness import Item, Soundness

KEY = "quality"
WEAK, FAIR, GOOD, REPEATED = 0.5, 0.7, 0.8, 0.95
"""Alpha: the bounds between the words for it."""
OTHER_THING = 0.3
"""A correlation with the rest below it: the question measures something else."""


class ItemLine(NamedTuple):
    id: str
    item: Item
    name: str
    note: str


def lines(found: Soundness) -> list[ItemLine]:
    return [
        ItemLine(f"item-{number}", item, said(item.text), _note(item, found=found))
        for number, item in enumerate(found.items)
    ]


def _note(item: Item, *, found: Soundness) -> str:
    if item.with_rest < OTHER_THING:
        return str(gettext("Hangs together little with the others"))
    if found.alpha and item.alpha_without and item.alpha_without > found.alpha.value:
        return str(gettext("Without it the others would hang together better"))
    return ""


def sentence(found: Soundness) -> str:
    """Alpha in words."""
    if found.alpha is None:
        return ""
    alpha = found.alpha.value
    if alpha < WEAK:
        words = gettext("The questions hardly measure one thing together: read each by itself.")
    elif alpha < FAIR:
        words = gettext("The questions hang together weakly: read each by itself first.")
    elif alpha < GOOD:
        words = gettext("The questions hang together well enough to be joined to one score.")
    elif alpha < REPEATED:
        words = gettext("The questions hang together well and can be joined to one score.")
    else:
        words = gettext(
            "The questions get nearly the same answers: some of them may ask the same twice."
        )
    return str(words)


def exhibit(asked: Asked) -> Exhibit:
    """Drawn is the ceiling: a question that nearly all answer best cannot tell them apart."""
    found = asked.soundness
    tops = [bounded_share(item.top, n=found.n or 0) for item in found.items]
    bars = [Unit(said(item.text), [Mark(top)]) for item, top in zip(found.items, tops, strict=True)]

    def draw(frame: Frame) -> Spec:
        return chart.spec(bars, scale=zoomed(tops), frame=frame)

    return Exhibit(
        key=KEY,
        title=gettext("How each question is answered"),
        subtitle=gettext("Share of the best answer there is, of all complete answers"),
        facts=asked.inquiry.facts,
        heading=_heading(),
        rows=[
            [
                said(item.text),
                found.n,
                found.ratings,
                tenths(item.mean),
                tenths(item.deviation),
                coefficient(item.with_rest),
                coefficient(item.alpha_without),
                *share_cells(item.missing),
                *share_cells(item.top),
            ]
            for item in found.items
        ],
        draw=draw if bars else None,
    )


def _heading() -> list[str]:
    return [
        gettext("Question"),
        gettext("Complete answers"),
        gettext("Ratings"),
        gettext("Mean, 0 to 100"),
        gettext("Standard deviation"),
        gettext("Correlation with the others"),
        gettext("Alpha without it"),
        *bounded_heading(gettext("Left empty, %")),
        *bounded_heading(gettext("Best answer, %")),
    ]
