"""What is written to those who have the next step of a plan or objective."""

from collections.abc import Collection
from typing import Any

from flask_babel import force_locale, format_date, format_decimal
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey.mail.outbox import Letter
from survey.mail.writing import letter_text, page_address
from survey.measures.plan_progress import ItemProgress
from survey.models.account import Account
from survey.models.agency import Agency
from survey.models.management_review import ManagementReview
from survey.models.measurement_plan import MeasurementPlan, Objective
from survey.models.measurement_record import MeasurementRecord
from survey.quality import deadline_words, plan_items
from survey.quality.deadlines import Deadline
from survey.queries.awaiting import Submitted

PAGES: dict[type[Submitted], str] = {
    MeasurementPlan: "plans",
    MeasurementRecord: "records",
    ManagementReview: "reviews",
}


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
        page = _page_of(deadline.of, agency=agency)
        return _letter(to, subject, deadline.title, said, page)


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
        return _letter(
            to,
            _("Behind the plan: %(title)s", title=plan.title),
            _("At this rate the plan “%(title)s” does not reach what it needs.", title=plan.title),
            "\n".join(lines),
            _page_of(plan, agency=agency),
        )


def of_sending_back(row: Submitted, *, agency: Agency, reason: str, to: Account) -> Letter:
    with force_locale(to.language):
        title = _title_of(row)
        subject = _("Sent back: %(title)s", title=title)
        said = _("It was sent back for this reason; mend it and submit it again.")
        return _letter(to, subject, title, said, reason, _page_of(row, agency=agency))


def _title_of(row: Submitted) -> str:
    if isinstance(row, Objective):
        return row.statement
    if isinstance(row, MeasurementPlan):
        return row.title
    days = {"first": format_date(row.first_day), "last": format_date(row.last_day)}
    if isinstance(row, ManagementReview):
        return _("Management review of %(first)s to %(last)s", **days)
    return _("Record of %(first)s to %(last)s", **days)


def _forecast(row: ItemProgress, plan: MeasurementPlan) -> str:
    return _(
        "At this rate %(expected)s of %(target)s by %(day)s; %(weekly)s answers a week are needed "
        "from now on.",
        expected=format_decimal(row.expected),
        target=format_decimal(row.item.target),
        day=format_date(plan.last_day),
        weekly=format_decimal(row.weekly),
    )


def _letter(to: Account, subject: str, *paragraphs: str) -> Letter:
    return Letter(to.login, subject, letter_text(_("%(name)s,", name=to.name), *paragraphs))


def _page_of(row: Submitted, *, agency: Agency) -> str:
    if isinstance(row, Objective):
        return page_address(f"/quality-system/{agency.code}/plans?year={row.year}")
    kind = PAGES[type(row)]
    return page_address(f"/quality-system/{kind}/{row.id}")
