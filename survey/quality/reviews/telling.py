"""What the facts of a review say under each heading: on its page and in the minutes alike."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from flask_babel import format_date, format_decimal, format_percent
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from survey.documents.official import Block, Paragraph, Table
from survey.i18n import language, month_words
from survey.measures.action_counts import ActionStanding
from survey.measures.check_facts import Fact
from survey.measures.figure import Estimate
from survey.measures.review_facts import (
    EarlierTold,
    MonthTold,
    ObjectiveTold,
    ReviewFacts,
    SignalTold,
)
from survey.measures.standing import Standing
from survey.measures.tables import Verdict
from survey.models.management_review import ManagementReview, ReviewHeading
from survey.models.wording import in_language
from survey.quality.reviews.keeping import Flaw
from survey.staff import action_words, plan_words, record_words, review_words
from survey.staff.record_words import PER_CENT, POINTS

FINDINGS = {
    Fact.FINDING_CLOSED: _l("Findings of inspectors that are closed"),
    Fact.FINDING_RUNS: _l("Findings of inspectors that are open"),
    Fact.FINDING_OVERDUE: _l("Findings of inspectors that are overdue"),
}
FLAWS = {
    Flaw.NOT_KEPT: _l("Nothing was kept of what this review was told."),
    Flaw.HASH: _l("What was kept does not give the SHA-256 beside it."),
    Flaw.TRAIL: _l("The audit trail holds another SHA-256 of what was kept."),
    Flaw.ROWS: _l("The sealed ratings of the period are not those that were counted."),
    Flaw.ALTERED: _l("The content of some ratings is not what was sealed."),
}

Told = Mapping[ReviewHeading, Sequence[Block]]


def blocks(facts: ReviewFacts) -> Told:
    tellers: dict[ReviewHeading, Callable[[], Sequence[Block]]] = {
        ReviewHeading.EARLIER: lambda: _earlier(facts.earlier),
        ReviewHeading.TRENDS: lambda: [_compared(facts), _months(facts)],
        ReviewHeading.SIGNALS: lambda: _signals(facts),
        ReviewHeading.DRIVERS: lambda: _drivers(facts),
        ReviewHeading.COMPLAINTS: lambda: _complaints(facts),
        ReviewHeading.ACTIONS: lambda: _actions(facts),
        ReviewHeading.OBJECTIVES: lambda: _objectives(facts),
        ReviewHeading.RESOURCES: list,
    }
    return {heading: list(tell()) for heading, tell in tellers.items()}


def _earlier(earlier: EarlierTold | None) -> list[Block]:
    if earlier is None:
        return [Paragraph(_("No earlier review stands in the system."))]
    decided = [
        [str(review_words.HEADINGS[heading]), decision] for heading, decision in earlier.decided
    ]
    said = Paragraph(_("The review before was held on %(day)s.", day=format_date(earlier.held_on)))
    return [said, Table([_("Heading"), _("Decided")], decided)] if decided else [said]


def _compared(facts: ReviewFacts) -> Block:
    change = facts.change
    if change is None:
        return Paragraph(_("The period cannot be compared with the one before it."))
    words = {
        Verdict.HIGHER: _("Satisfaction has risen since the period before: %(points)s points."),
        Verdict.LOWER: _("Satisfaction has fallen since the period before: %(points)s points."),
    }
    level = _("No change since the period before can be told from chance: %(points)s points.")
    return Paragraph(words.get(facts.verdict, level) % {"points": _points(change)})


def _months(facts: ReviewFacts) -> Block:
    columns = [_("Month"), _("Satisfied share"), _("Answers"), _("Ratings of dossiers")]
    rows = [_month(month) for month in facts.months]
    return Table(columns, rows, title=_("Months of the period"), numbers=frozenset({1, 2, 3}))


def _month(told: MonthTold) -> list[str]:
    return [
        month_words(told.month),
        _share(told.satisfied),
        format_decimal(told.answers) if told.answers is not None else "–",
        _share(told.of_closed),
    ]


def _signals(facts: ReviewFacts) -> list[Block]:
    if not facts.has_limits:
        return [Paragraph(_("There are too few months to judge by a control chart."))]
    if not facts.signals:
        return [Paragraph(_("No month of the period is unusual on the control chart."))]
    return [Paragraph(_signal(signal)) for signal in facts.signals]


def _signal(signal: SignalTold) -> str:
    first, last = month_words(signal.first), month_words(signal.last)
    return str(review_words.RULES[signal.rule]) % {"first": first, "last": last} + "."


def _drivers(facts: ReviewFacts) -> list[Block]:
    if facts.standing is not Standing.SHOWN:
        return [Paragraph(_("What satisfaction depends on cannot be shown for this period."))]
    rows = [
        [in_language(driver.name, language()), format_percent(driver.weight, PER_CENT)]
        for driver in facts.drivers
    ]
    columns = [_("Asked about"), _("Weight")]
    title = _("What goes together with satisfaction, the heaviest first")
    return [Table(columns, rows, title=title, numbers=frozenset({1}))]


def _complaints(facts: ReviewFacts) -> list[Block]:
    counts = facts.cases
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


def _actions(facts: ReviewFacts) -> list[Block]:
    rows: list[list[object]] = [
        [_("Corrective actions that are open"), facts.actions.open],
        [_("Corrective actions that are overdue"), facts.actions.overdue],
        *([str(words), facts.findings.count(fact)] for fact, words in FINDINGS.items()),
    ]
    each = [[one.title, _day(one.due_on), _state(one)] for one in facts.standings]
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


def _objectives(facts: ReviewFacts) -> list[Block]:
    if not facts.objectives:
        return [Paragraph(_("No objective of this period stands in the system."))]
    columns = [_("Objective"), _("Satisfied share"), _("By the record")]
    return [Table(columns, [_objective(one) for one in facts.objectives])]


def _objective(one: ObjectiveTold) -> list[str]:
    if not one.has_record:
        return [one.statement, "–", _("No approved record")]
    verdict = record_words.ATTAINMENTS[one.attainment][1] if one.attainment else "–"
    return [one.statement, record_words.bounded_share(one.share), str(verdict)]


def _counts(rows: list[list[object]]) -> Table:
    written = [[str(name), format_decimal(n)] for name, n in rows]
    return Table([_("What"), _("Count")], written, numbers=frozenset({1}))


def _share(value: float | None) -> str:
    return "–" if value is None else format_percent(value, PER_CENT)


def _points(change: Estimate) -> str:
    value, lower, upper = (format_decimal(one * 100, POINTS) for one in change)
    return _("%(value)s (%(lower)s to %(upper)s)", value=value, lower=lower, upper=upper)


def late(review: ManagementReview) -> list[str]:
    """That the facts were not kept with the approval, where that is so."""
    if review.approved_on is None:
        return []
    if review.kept is None:
        return [_("The facts below are gathered anew: none were kept with the approval.")]
    if review.kept.gathered_on == review.approved_on:
        return []
    said = _(
        "The facts below were gathered on %(day)s, as of the day of the approval: none were kept "
        "with it.",
        day=format_date(review.kept.gathered_on),
    )
    return [said]
