"""Which exhibit an address asks to take away, and what the file is called."""

from collections.abc import Callable, Mapping
from datetime import datetime

from flask_babel import gettext

from survey.dashboard import (
    answers,
    comparing,
    comparisons,
    control_charts,
    driving,
    funnel_plots,
    judging,
    pages,
    showing,
    sounding,
    trends,
)
from survey.dashboard.exhibits import Exhibit
from survey.dashboard.files import Origin
from survey.dashboard.inquiry import Inquiry
from survey.dashboard.showing import Asked
from survey.dashboard.wording import said
from survey.errors.problem import FilterUnknown, NotFound
from survey.measures.tables import Dimension

BY_KEY: dict[str, Callable[[Asked], Exhibit]] = {
    trends.KEY: lambda asked: showing.months(asked).exhibit,
    answers.KEY: lambda asked: showing.spread(asked).exhibit,
    showing.ALL_ANSWERS: lambda asked: showing.all_answers(asked).exhibit,
    control_charts.KEY: lambda asked: judging.months(asked).judged.exhibit,
    funnel_plots.KEY: lambda asked: judging.units(asked).judged.exhibit,
    driving.KEY: lambda asked: driving.exhibit(asked.whole),
    sounding.KEY: lambda asked: sounding.exhibit(asked.whole),
    showing.PANELS: lambda asked: showing.channel_months(asked).exhibit,
}


def exhibit(asked: Asked, *, key: str, address: Mapping[str, str]) -> Exhibit:
    """Raises NotFound for an exhibit that no page shows."""
    if key in BY_KEY:
        return BY_KEY[key](asked)
    if key == comparisons.KEY:
        periods = comparing.chosen(asked.inquiry, against=address.get("against", ""))
        return showing.compared(asked, periods=periods).exhibit
    if key not in pages.VIEWS:
        raise NotFound
    return showing.groups(asked, dimension=Dimension(key), number=_number(address)).exhibit


def _number(address: Mapping[str, str]) -> int:
    written = address.get("page", "1")
    if not (written.isascii() and written.isdecimal()):
        raise FilterUnknown
    return int(written)


def origin(asked: Asked, *, now: datetime, simulated: bool) -> Origin:
    computation = asked.total.computation
    titles = [
        gettext("%(title)s, version %(number)s", title=said(one.title), number=one.number)
        for one in (computation.versions if computation else ())
    ]
    return Origin(" · ".join(titles), now, simulated)


def name(inquiry: Inquiry, shown: Exhibit, *, ending: str) -> str:
    """In plain letters, so that it survives every system."""
    parts = [inquiry.agency.code, shown.key, inquiry.filters.period.key]
    return "-".join(parts) + f".{ending}"
