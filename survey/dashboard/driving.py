"""Key drivers in words, as a drawing, and as the lines of a table."""

from math import ceil, floor
from typing import NamedTuple

from flask_babel import gettext, lazy_gettext

from survey.dashboard.cells import bounded_heading, share_cells
from survey.dashboard.exhibits import Exhibit
from survey.dashboard.measured import bounded_share
from survey.dashboard.showing import Asked
from survey.dashboard.wording import per_cent, said
from survey.documents.charts import dots as chart
from survey.documents.charts.frame import Frame
from survey.documents.charts.marks import Spec
from survey.documents.charts.units import Mark, Unit
from survey.documents.charts.values import PER_CENT, Scale
from survey.measures.drivers import Driver, KeyDrivers
from survey.measures.figure import Figure
from survey.measures.standing import Standing

KEY = "drivers"
LITTLE, SOME, MUCH = 0.1, 0.25, 0.5
"""Of the differences in satisfaction: the bounds between the words for R squared."""

QUADRANTS = {
    "keep_up": lazy_gettext("Keep up: matters more, rated well"),
    "concentrate_here": lazy_gettext("Concentrate here: matters more, rated less well"),
    "possible_overkill": lazy_gettext("Hold: matters less, rated well"),
    "low_priority": lazy_gettext("Later: matters less, rated less well"),
}


class DriverLine(NamedTuple):
    id: str
    driver: Driver
    name: str
    note: str
    figure: Figure | None
    advice: str


def lines(found: KeyDrivers) -> list[DriverLine]:
    return [
        DriverLine(
            f"driver-{number}",
            driver,
            said(driver.name),
            "" if driver.direction >= 0 else _direction(driver),
            driver.figure,
            _advice(driver),
        )
        for number, driver in enumerate(found.drivers)
    ]


def _advice(driver: Driver) -> str:
    return str(QUADRANTS[driver.quadrant]) if driver.quadrant else ""


def _direction(driver: Driver) -> str:
    return str(
        gettext("Goes with higher satisfaction")
        if driver.direction >= 0
        else gettext("Goes with lower satisfaction")
    )


def sentences(found: KeyDrivers) -> list[str]:
    """The heaviest driver, what cannot be told, and how much all of it is."""
    if found.standing is not Standing.SHOWN:
        return []
    first, second = found.drivers[:2]
    low, high = floor(per_cent(first.weight.lower)), ceil(per_cent(first.weight.upper))
    told = [
        gettext(
            "“%(driver)s” matters most: about %(value)s of every 100 parts of what is explained, "
            "between %(low)s and %(high)s. It goes together with satisfaction; it need not cause "
            "it.",
            driver=said(first.name),
            value=round(per_cent(first.weight.value)),
            low=low,
            high=high,
        )
    ]
    if first.weight.lower <= second.weight.upper:
        told.append(
            gettext(
                "Whether it matters more than “%(second)s” cannot be told for sure.",
                second=said(second.name),
            )
        )
    return [*told, explained(found)]


def explained(found: KeyDrivers) -> str:
    """R squared in words."""
    share = found.explained or 0.0
    parts, outcome = round(per_cent(share)), said(found.outcome)
    if share < LITTLE:
        return str(
            gettext(
                "All of them together explain very little of why answers to “%(outcome)s” differ: "
                "%(parts)s of 100 parts. Read the shares with care.",
                outcome=outcome,
                parts=parts,
            )
        )
    if share < SOME:
        sentence = gettext(
            "All of them together explain a small part of why answers to “%(outcome)s” differ: "
            "%(parts)s of 100 parts.",
            outcome=outcome,
            parts=parts,
        )
    elif share < MUCH:
        sentence = gettext(
            "All of them together explain a good part of why answers to “%(outcome)s” differ: "
            "%(parts)s of 100 parts.",
            outcome=outcome,
            parts=parts,
        )
    else:
        sentence = gettext(
            "All of them together explain most of why answers to “%(outcome)s” differ: "
            "%(parts)s of 100 parts.",
            outcome=outcome,
            parts=parts,
        )
    return str(sentence)


def exhibit(asked: Asked) -> Exhibit:
    found = asked.drivers
    bars = [
        Unit(said(one.name), [Mark(bounded_share(one.weight, n=found.n or 0))])
        for one in found.drivers
    ]
    highest = max((per_cent(one.weight.upper) for one in found.drivers), default=100.0)
    scale = Scale(0, min(100, ceil(highest / 10) * 10), PER_CENT)

    def draw(frame: Frame) -> Spec:
        return chart.spec(bars, scale=scale, frame=frame)

    return Exhibit(
        key=KEY,
        title=gettext("What goes together with satisfaction"),
        subtitle=gettext("Share of what all of them explain (relative weights)"),
        facts=asked.inquiry.facts,
        heading=[
            gettext("Driver"),
            "n",
            *bounded_heading(gettext("Share of what is explained, %")),
            gettext("Direction"),
            *bounded_heading(gettext("Satisfied, %")),
            gettext("Where to work"),
        ],
        rows=[
            [
                said(one.name),
                found.n,
                *share_cells(one.weight),
                _direction(one),
                *share_cells(one.figure.satisfied if one.figure else None),
                _advice(one),
            ]
            for one in found.drivers
        ],
        draw=draw if bars else None,
    )
