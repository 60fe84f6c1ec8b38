"""What is written to those who have the next step of a plan or objective."""

from collections.abc import Collection
from typing import Any

from flask_babel import force_locale, format_date, format_decimal
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey.mail.outbox import Letter
from survey.measures.plan_progress import ItemProgress
from survey.models.account import Account
from survey.models.agency import Agency
from survey.models.deadline import Deadline
from survey.models.measurement_plan import MeasurementPlan
from survey.quality import plan_items
from survey.quality.turn_letters import letter_to, page_of
from survey.staff import deadline_words


def of_deadline(deadline: Deadline[Any], *, agency: Agency, is_over: bool, to: Account) -> Letter:
    """In the language of the person, as all of these are."""
    with force_locale(to.language):
        what, day = deadline_words.KINDS[deadline.what], format_date(deadline.day)
        if is_over:
            subject = _("Overdue: %(title)s", title=deadline.title)
            said = _("%(what)s: it was due by %(day)s.", what=what, day=day)
        else:
            subject = _("Due soon: %(title)s", title=deadline.title)
            said = _("%(what)s: it is due by %(day)s.", what=what, day=day)
        page = page_of(deadline.of, agency=agency)
        return letter_to(to, subject, deadline.title, said, page)


def of_plan_behind(
    session: Session,
    plan: MeasurementPlan,
    *,
    agency: Agency,
    behind: Collection[ItemProgress],
    to: Account,
) -> Letter:
    """Of each item where it will end, and what would still reach the target."""
    with force_locale(to.language):
        names = plan_items.named(session, agency=agency, items=plan.current.items)
        lines = [f"{names[plan_items.key_of(row.item)]}: {_forecast(row, plan)}" for row in behind]
        return letter_to(
            to,
            _("Behind the plan: %(title)s", title=plan.title),
            _("At this rate the plan “%(title)s” does not reach what it needs.", title=plan.title),
            "\n".join(lines),
            page_of(plan, agency=agency),
        )


def _forecast(row: ItemProgress, plan: MeasurementPlan) -> str:
    return _(
        "At this rate %(expected)s of %(target)s by %(day)s; %(weekly)s answers a week are needed "
        "from now on.",
        expected=format_decimal(row.expected),
        target=format_decimal(row.item.target),
        day=format_date(plan.last_day),
        weekly=format_decimal(row.weekly),
    )
