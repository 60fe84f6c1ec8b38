"""What is written to those whose turn it is with something that was submitted or sent back."""

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from survey.mail.outbox import Letter
from survey.mail.writing import letter_text, page_address
from survey.models.account import Account
from survey.models.agency import Agency
from survey.models.management_review import ManagementReview
from survey.models.measurement_plan import MeasurementPlan, Objective
from survey.models.measurement_record import MeasurementRecord
from survey.queries.awaiting import Submitted

PAGES: dict[type[Submitted], str] = {
    MeasurementPlan: "plans",
    MeasurementRecord: "records",
    ManagementReview: "reviews",
}


def of_submission(row: Submitted, *, agency: Agency, to: Account) -> Letter:
    """In the language of the person, as all of these are."""
    with force_locale(to.language):
        title = title_of(row)
        subject = _("To be approved: %(title)s", title=title)
        said = _("It was submitted to you: approve it, or send it back with a reason.")
        return letter_to(to, subject, title, said, page_of(row, agency=agency))


def of_sending_back(row: Submitted, *, agency: Agency, reason: str, to: Account) -> Letter:
    with force_locale(to.language):
        title = title_of(row)
        subject = _("Sent back: %(title)s", title=title)
        said = _("It was sent back for this reason; mend it and submit it again.")
        return letter_to(to, subject, title, said, reason, page_of(row, agency=agency))


def letter_to(to: Account, subject: str, *paragraphs: str) -> Letter:
    return Letter(to.login, subject, letter_text(_("%(name)s,", name=to.name), *paragraphs))


def page_of(row: Submitted, *, agency: Agency) -> str:
    if isinstance(row, Objective):
        return page_address(f"/quality-system/{agency.code}/plans?year={row.year}")
    kind = PAGES[type(row)]
    return page_address(f"/quality-system/{kind}/{row.id}")


def title_of(row: Submitted) -> str:
    if isinstance(row, Objective):
        return row.statement
    if isinstance(row, MeasurementPlan):
        return row.title
    days = {"first": format_date(row.first_day), "last": format_date(row.last_day)}
    if isinstance(row, ManagementReview):
        return _("Management review of %(first)s to %(last)s", **days)
    return _("Record of %(first)s to %(last)s", **days)
