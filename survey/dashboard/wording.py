"""Words for figures: channels, states, numbers, names in the language of the page."""

from decimal import Decimal
from math import ceil, floor
from typing import Protocol

from flask_babel import format_percent, gettext, lazy_gettext

from survey.i18n import language, month_words
from survey.measures.figure import Estimate, Figure, State
from survey.measures.tables import Break, BreakReason, Verdict
from survey.models.rating import Channel
from survey.models.wording import Text, in_language

SHARE_FORMAT = "#,##0.0\u00a0%"
CHANNELS = {
    Channel.SLIP: lazy_gettext("Slips"),
    Channel.POSTER: lazy_gettext("QR codes at counters"),
    Channel.KIOSK: lazy_gettext("Kiosks"),
}
STATES = {
    State.SHOWN: lazy_gettext("Shown"),
    State.TOO_FEW: lazy_gettext("Too few to show"),
    State.NO_DATA: lazy_gettext("No data"),
    State.NOT_SEALED: lazy_gettext("Not yet closed"),
}
BREAKS = {
    BreakReason.METHOD: lazy_gettext("Other questionnaire"),
    BreakReason.VERSION: lazy_gettext("New version of the questionnaire"),
    BreakReason.SUCCESSION: lazy_gettext("Agencies merged or split"),
    BreakReason.OFFER: lazy_gettext("Other procedures"),
}
VERDICTS = {
    Verdict.HIGHER: lazy_gettext("The result of the later period is higher."),
    Verdict.LOWER: lazy_gettext("The result of the later period is lower."),
    Verdict.CANNOT_TELL: lazy_gettext(
        "Whether the result changed cannot be told: the difference may be chance."
    ),
    Verdict.TOO_FEW: lazy_gettext("Too few people answered in one of the periods to compare them."),
    Verdict.NO_DATA: lazy_gettext("One of the periods has no answers to compare."),
    Verdict.OVERLAP: lazy_gettext(
        "The periods overlap: choose two that do not share a month to compare them."
    ),
    Verdict.OTHER_METHOD: lazy_gettext(
        "The periods were measured with different questionnaires and cannot be compared."
    ),
}


class HasNames(Protocol):
    """An agency, a point, a procedure, a field."""

    @property
    def name_vi(self) -> str: ...

    @property
    def name_en(self) -> str | None: ...


def name_of(thing: HasNames) -> str:
    return (thing.name_en if language() == "en" else None) or thing.name_vi


def said(text: Text | None) -> str:
    """The text in the language of the page; nothing where a group has no name."""
    return in_language(text, language()) if text else str(gettext("Not stated"))


def per_cent(share: float) -> float:
    """In decimal digits, so that no float adds a last digit that decides the rounding."""
    return float(Decimal(str(share)) * 100)


def share_words(share: float) -> str:
    """A share from 0 to 1 as people write it."""
    written: str = format_percent(share, SHARE_FORMAT)
    return written


def hundred_sentence(figure: Figure) -> str:
    """The interval as people; empty where there is nothing to say."""
    if figure.satisfied is None or figure.net is not None:
        return ""
    low, high = hundred(figure.satisfied)
    sentence: str = gettext(
        "Of every 100 people who answered, from %(low)s to %(high)s are satisfied.",
        low=low,
        high=high,
    )
    return sentence


def hundred(share: Estimate) -> tuple[int, int]:
    """The limits of the interval as they are shown, as whole people in a hundred, outwards."""
    return floor(round(per_cent(share.lower), 1)), ceil(round(per_cent(share.upper), 1))


def break_words(found: Break) -> str:
    """The month and the first of its reasons: the gravest stands first."""
    reason = BREAKS[found.reasons[0]]
    return f"{month_words(found.month)}: {reason}"
