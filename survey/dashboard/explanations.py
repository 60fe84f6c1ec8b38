"""How a figure was computed, in sentences that stand beside it."""

from collections.abc import Callable, Iterable
from functools import wraps

from babel.lists import format_list
from flask import g
from flask_babel import format_decimal, gettext

from survey.dashboard.wording import said
from survey.i18n import language
from survey.measures.control import RUN
from survey.measures.figure import Computation
from survey.measures.tables import ResponseRate
from survey.models.wording import Text
from survey.queries.batches import Arrivals


def _told_once(tell: Callable[[Computation], str]) -> Callable[[Computation | None], str]:
    """Nothing where nothing was computed; lines of a page that share how are told it once."""

    @wraps(tell)
    def told(computation: Computation | None) -> str:
        if computation is None:
            return ""
        kept: dict[object, tuple[Computation, str]] = g.setdefault("computations_told", {})
        key = (tell, id(computation), language())
        if key not in kept:
            kept[key] = (computation, tell(computation))  # held: no other gets its identity
        return kept[key][1]

    return told


@_told_once
def satisfied(computation: Computation) -> str:
    if len(computation.questions) == 1 and computation.satisfied:
        sentence = gettext(
            "The share of people who answered %(answers)s to the question “%(question)s”.",
            answers=_either(computation.satisfied),
            question=said(computation.questions[0]),
        )
    else:
        sentence = gettext(
            "The share of answers that count as satisfied, over the %(count)s questions counted.",
            count=len(computation.questions),
        )
    return f"{sentence} {_source(computation)}"


@_told_once
def dissatisfied(computation: Computation) -> str:
    if computation.dissatisfied:
        sentence = gettext(
            "How many of every 1,000 answers were %(answers)s.",
            answers=_either(computation.dissatisfied),
        )
    else:
        sentence = gettext("How many of every 1,000 answers count as dissatisfied.")
    return f"{sentence} {_source(computation)}"


@_told_once
def mean(computation: Computation) -> str:
    if computation.lowest is None or computation.highest is None:
        sentence = gettext("The mean of the answers, from 0 for the worst to 100 for the best.")
    else:
        sentence = gettext(
            "The mean of the answers, from 0 (all chose the answer worth %(lowest)s) to 100 (all "
            "chose the answer worth %(highest)s).",
            lowest=format_decimal(computation.lowest),
            highest=format_decimal(computation.highest),
        )
    return f"{sentence} {_source(computation)}"


@_told_once
def net(computation: Computation) -> str:
    """It is told each time that it is no share, for it is easily read as one."""
    if len(computation.questions) == 1 and computation.satisfied and computation.dissatisfied:
        sentence = gettext(
            "The share of people who answered %(best)s to the question “%(question)s”, less the "
            "share of those who answered %(worst)s. It goes from −100 (all the latter) to +100 "
            "(all the former) and is no per cent share.",
            best=_either(computation.satisfied),
            worst=_either(computation.dissatisfied),
            question=said(computation.questions[0]),
        )
    else:
        sentence = gettext(
            "The share of satisfied answers less the share of dissatisfied ones, over the "
            "%(count)s questions counted. It goes from −100 to +100 and is no per cent share.",
            count=len(computation.questions),
        )
    return f"{sentence} {_source(computation)}"


@_told_once
def index(computation: Computation) -> str:
    """With weights: which part counts how much."""
    if not computation.weights:
        sentence = gettext("The index as the questionnaire defines it.")
        return f"{sentence} {_source(computation)}"
    parts = [
        gettext("%(part)s %(weight)s %%", part=said(part), weight=format_decimal(weight * 100))
        for part, weight in computation.weights
    ]
    sentence = gettext(
        "The index as the questionnaire defines it, with the weights %(weights)s.",
        weights=format_list(parts, locale=language()),
    )
    return f"{sentence} {_source(computation)}"


def _source(computation: Computation) -> str:
    sentences = [
        gettext(
            "Questionnaire: %(title)s, version %(number)s.",
            title=said(version.title),
            number=version.number,
        )
        for version in computation.versions
    ]
    return " ".join(sentences)


def _either(answers: Iterable[Text]) -> str:
    quoted = [f"“{said(answer)}”" for answer in answers]
    return format_list(quoted, style="or", locale=language())


def given() -> str:
    sentence: str = gettext(
        "How often this answer was given in the period: counted from sealed ratings of closed "
        "days, each rating once."
    )
    return sentence


def difference() -> str:
    sentence: str = gettext(
        "The later period minus the earlier one, with its 95 % confidence interval. Where the "
        "interval holds zero, the difference may be chance."
    )
    return sentence


def control_limits() -> str:
    sentence: str = gettext(
        "The centre line is the share of all months shown that no break separates. The limits "
        "lie three standard deviations on either side, by how many answered in the month "
        "and by how much the months usually vary from one to the next (p′ chart after Laney). A "
        "month outside of them, or %(run)s months in a row on one side of the centre line, asks "
        "for a cause.",
        run=RUN,
    )
    return sentence


def place_in_funnel(is_widened: bool) -> str:
    sentence: str = (
        gettext(
            "The units vary by more than chance, and the limits allow for that. Of units that vary "
            "as usual 1 in 20 lies outside of the inner limits and 1 in 500 outside of the outer "
            "ones. A unit outside is to be looked into, not judged."
        )
        if is_widened
        else gettext(
            "By chance alone 1 unit in 20 lies outside of the inner limits and 1 in 500 outside of "
            "the outer ones. The fewer answered, the wider they are. A unit outside is to be "
            "looked into, not judged."
        )
    )
    return sentence


def difference_from_others() -> str:
    sentence: str = gettext(
        "The share of the unit less that of all others that are shown, in percentage points. The "
        "p-value says how likely chance alone would bring so large a difference; below 0.05 a "
        "difference is told. Interval and p-value (after Holm) are corrected for the number of "
        "comparisons: in 19 of 20 such lists none of the differences told is chance. A unit can "
        "differ from the others and still vary no more than units usually do."
    )
    return sentence


def change_of_unit() -> str:
    sentence: str = gettext(
        "The later period minus the earlier one, in percentage points. The p-value says how likely "
        "chance alone would bring so large a change; below 0.05 a change is told. Interval and "
        "p-value (after Holm) are corrected for the number of units: in 19 of 20 such lists none "
        "of the changes told is chance."
    )
    return sentence


def arrivals(found: Arrivals) -> str:
    sentence: str = gettext(
        "Of the ratings sealed in this period %(late)s arrived late or with a day that was not "
        "certain. %(repeated)s deliveries came again and were counted once. %(missing)s ratings "
        "given at kiosks had not arrived when the days were closed.",
        late=format_decimal(found.late),
        repeated=format_decimal(found.repeated),
        missing=format_decimal(found.missing),
    )
    return sentence


def rate(rate: ResponseRate) -> str:
    """Of whom the ratings are, as far as it is known."""
    sentences = []
    if rate.of_closed is not None:
        sentences.append(
            gettext(
                "%(ratings)s ratings through this channel for %(closed)s closed dossiers.",
                ratings=format_decimal(rate.ratings),
                closed=format_decimal(rate.closed),
            )
        )
    if rate.of_printed is not None:
        sentences.append(
            gettext(
                "%(used)s of %(printed)s slips were used; slips count in the month from which they "
                "are valid, ratings in the month in which they are given.",
                used=format_decimal(rate.used),
                printed=format_decimal(rate.printed),
            )
        )
    return " ".join(sentences)
