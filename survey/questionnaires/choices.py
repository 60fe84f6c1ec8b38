"""The words for what a method chooses from."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from survey.models.method import Aggregate
from survey.models.rating import Channel
from survey.models.scale import ScaleKind

CHANNELS = {
    Channel.SLIP: _l("slip"),
    Channel.POSTER: _l("poster at the counter"),
    Channel.KIOSK: _l("kiosk"),
}
KINDS = {
    ScaleKind.FACTS: _l("Facts: 2, 1 or 0 points"),
    ScaleKind.THREE_LEVELS: _l("Three levels"),
    ScaleKind.FIVE_LEVELS: _l("Five levels"),
    ScaleKind.ZERO_TO_TEN: _l("From 0 to 10"),
    ScaleKind.YES_NO: _l("Yes or no"),
    ScaleKind.CHOOSE_SEVERAL: _l("Choose several"),
    ScaleKind.FREE_TEXT: _l("Own words"),
}
AGGREGATES = {
    Aggregate.TOP_TWO_BOX_SHARE: _l("Share of satisfied answers, from 0 to 100"),
    Aggregate.MEAN_0_100: _l("Mean of the scores, brought to 0 to 100"),
    Aggregate.SUM_OF_POINTS: _l("Sum of the mean scores, in points"),
    Aggregate.NET_SHARE: _l(
        "Net score: share of satisfied less share of dissatisfied answers, from −100 to 100"
    ),
}


class Choice(NamedTuple):
    value: str
    label: str
    position: int = 0


def labels(words: Mapping[Any, str]) -> tuple[Choice, ...]:
    return tuple(Choice(str(value), label) for value, label in words.items())
