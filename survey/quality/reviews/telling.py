"""What the pack of a review says under each heading: on its page and in the minutes alike."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from flask_babel import format_date, format_decimal, format_percent
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from survey.documents.official import Block, Paragraph, Table
from survey.i18n import language, month_words
from survey.measures.action_counts import ActionStanding
from survey.measures.check_facts import Fact
from survey.measures.control import Signal
from survey.measures.figure import Estimate
from survey.measures.review_pack import Pack, Reached
from survey.measures.standing import Standing
from survey.measures.tables import TrendPoint, Verdict
from survey.models.management_review import ManagementReview, ReviewHeading
from survey.models.wording import in_language
from survey.staff import action_words, plan_words, record_words, review_words
from survey.staff.record_words import PER_CENT, POINTS

FINDINGS = {
    Fact.FINDING_CLOSED: _l("Findings of inspectors that are closed"),
    Fact.FINDING_RUNS: _l("Findings of inspectors that are open"),
    Fact.FINDING_OVERDUE: _l("Findings of inspectors that are overdue"),
}
HEAVIEST = 5
"""So many drivers are told."""


Told = Mapping[ReviewHeading, Sequence[Block]]


def blocks(pack: Pack, *, earlier: ManagementReview | None) -> Told:
    tellers: dict[ReviewHeading, Callable[[], Sequence[Block]]] = {
        ReviewHeading.EARLIER: lambda: _earlier(earlier),
        ReviewHeading.TRENDS: lambda: [_compared(pack), _months(pack)],
        ReviewHeading.SIGNALS: lambda: _signals(pack),
        ReviewHeading.DRIVERS: lambda: _drivers(pack),
        ReviewHeading.COMPLAINTS: lambda: _complaints(pack),
        ReviewHeading.ACTIONS: lambda: _actions(pack),
        ReviewHeading.OBJECTIVES: lambda: _objectives(pack),
        ReviewHeading.RESOURCES: list,
    }
    return {heading: list(tell()) for heading, tell in tellers.items()}


def _earlier(review: ManagementReview | None) -> list[Block]:
    if review is None:
        return [Paragraph(_("No earlier review stands in the system."))]
    decided = [
        [str(review_words.HEADINGS[heading]), part.decision]
        for heading in ReviewHeading
        if (part := review.said(heading)) and part.decision
    ]
    said = Paragraph(_("The review before was held on %(day)s.", day=format_date(review.held_on)))
    return [said, Table([_("Heading"), _("Decided")], decided)] if decided else [said]


def _compared(pack: Pack) -> Block:
    compared = pack.compared
    change = compared.satisfied_difference
    if change is None:
        return Paragraph(_("The period cannot be compared with the one before it."))
    words = {
        Verdict.HIGHER: _("Satisfaction has risen since the period before: %(points)s points."),
        Verdict.LOWER: _("Satisfaction has fallen since the period before: %(points)s points."),
    }
    level = _("No change since the period before can be told from chance: %(points)s points.")
    return Paragraph(words.get(compared.verdict, level) % {"points": _points(change)})


def _months(pack: Pack) -> Block:
    columns = [_("Month"), _("Satisfied share"), _("Answers"), _("Ratings of dossiers")]
    rows = [_month(point) for point in pack.points]
    return Table(columns, rows, title=_("Months of the period"), numbers=frozenset({1, 2, 3}))


def _month(point: TrendPoint) -> list[str]:
    figure, rate = point.figure, point.rate.of_closed
    return [
        month_words(point.month),
        _share(figure.satisfied) if figure.is_shown else "–",
        format_decimal(figure.n) if figure.n is not None else "–",
        format_percent(rate, PER_CENT) if rate is not None else "–",
    ]


def _signals(pack: Pack) -> list[Block]:
    if not pack.control.has_limits:
        return [Paragraph(_("There are too few months to judge by a control chart."))]
    if not pack.signals:
        return [Paragraph(_("No month of the period is unusual on the control chart."))]
    return [Paragraph(_signal(signal)) for signal in pack.signals]


def _signal(signal: Signal) -> str:
    first, last = (month_words(signal.months[end].month) for end in (0, -1))
    return str(review_words.RULES[signal.rule]) % {"first": first, "last": last} + "."


def _drivers(pack: Pack) -> list[Block]:
    found = pack.drivers
    if found.standing is not Standing.SHOWN:
        return [Paragraph(_("What satisfaction depends on cannot be shown for this period."))]
    rows = [
        [in_language(driver.name, language()), format_percent(driver.weight.value, PER_CENT)]
        for driver in found.drivers[:HEAVIEST]
    ]
    columns = [_("Asked about"), _("Weight")]
    title = _("What goes together with satisfaction, the heaviest first")
    return [Table(columns, rows, title=title, numbers=frozenset({1}))]


def _complaints(pack: Pack) -> list[Block]:
    counts = pack.cases
    rows: list[list[object]] = [
        [_("Messages that asked for an answer"), counts.opened],
        [_("Messages answered"), counts.answered],
        [_("Messages answered in time"), counts.in_time],
        [_("Messages overdue and not answered"), counts.overdue],
        [_("The answer helped"), counts.helped],
        [_("It helped partly"), counts.partly],
        [_("It did not help"), counts.did_not_help],
    ]
    return [_counts(rows)]


def _actions(pack: Pack) -> list[Block]:
    rows: list[list[object]] = [
        [_("Corrective actions that are open"), pack.actions.open],
        [_("Corrective actions that are overdue"), pack.actions.overdue],
        *([str(words), pack.findings.count(fact)] for fact, words in FINDINGS.items()),
    ]
    each = [[one.title, _day(one.due_on), _state(one)] for one in pack.standings]
    columns = [_("Action"), _("To be carried out by"), _("State")]
    title = _("Actions of the period")
    listed = [Table(columns, each, title=title)] if each else []
    return [_counts(rows), *listed]


def _day(day: date | None) -> str:
    return "–" if day is None else format_date(day)


def _state(one: ActionStanding) -> str:
    if one.outcome is not None:
        return str(action_words.OUTCOMES[one.outcome][1])
    return str(plan_words.STAGES[one.stage])


def _objectives(pack: Pack) -> list[Block]:
    if not pack.objectives:
        return [Paragraph(_("No objective of this period stands in the system."))]
    columns = [_("Objective"), _("Satisfied share"), _("By the record")]
    return [Table(columns, [_objective(one) for one in pack.objectives])]


def _objective(one: Reached) -> list[str]:
    if one.record is None:
        return [one.objective.statement, "–", _("No approved record")]
    figure = one.record.figures[0]
    verdict = record_words.ATTAINMENTS[figure.attainment][1] if figure.attainment else "–"
    return [one.objective.statement, record_words.share(figure), str(verdict)]


def _counts(rows: list[list[object]]) -> Table:
    written = [[str(name), format_decimal(n)] for name, n in rows]
    return Table([_("What"), _("Count")], written, numbers=frozenset({1}))


def _share(estimate: Estimate | None) -> str:
    return "–" if estimate is None else format_percent(estimate.value, PER_CENT)


def _points(change: Estimate) -> str:
    value, lower, upper = (format_decimal(one * 100, POINTS) for one in change)
    return _("%(value)s (%(lower)s to %(upper)s)", value=value, lower=lower, upper=upper)
