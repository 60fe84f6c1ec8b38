"""What is written about inspections: that there is something to read or do, when, and where.

Nothing that either side wrote stands in a letter: mail is read by others on its way.
"""

from collections.abc import Callable, Sequence

from flask_babel import force_locale, format_date, format_decimal
from flask_babel import gettext as _

from survey.i18n import called
from survey.inspections.decisions import decision
from survey.inspections.places import Place
from survey.inspections.words import SEVERITIES
from survey.mail.outbox import Letter
from survey.mail.writing import letter_text, page_address
from survey.models.account import Account
from survey.models.finding import Finding

Written = Callable[[Account], Letter]
"""A letter in the language of the person to whom it goes."""


def announced(place: Place) -> Written:
    inspection, campaign, _agency = place

    def written() -> tuple[str, ...]:
        told = _(
            "%(name)s will be inspected from %(first)s to %(last)s.",
            name=_name(place),
            first=format_date(campaign.first_day),
            last=format_date(campaign.last_day),
        )
        subject = _("An inspection is announced: %(name)s", name=_name(place))
        return subject, told, decision(campaign), _page(inspection.id)

    return _letter(written)


def concluded(place: Place, *, found: Sequence[Finding]) -> Written:
    """The findings that are to be answered, each with its deadline."""

    def written() -> tuple[str, ...]:
        told = _("The minutes of the inspection of %(name)s are made.", name=_name(place))
        lines = [_line(finding) for finding in found] or [_("Nothing was found.")]
        subject = _("Minutes of an inspection: %(name)s", name=_name(place))
        return subject, told, "\n".join(lines), _page(place.inspection.id)

    return _letter(written)


def due(finding: Finding, *, place: Place, is_over: bool) -> Written:
    def written() -> tuple[str, ...]:
        day = format_date(finding.due_on)
        if is_over:
            subject = _("Overdue: answer to a finding of inspectors")
            told = _("It was to be answered by %(day)s, and no answer was written yet.", day=day)
        else:
            subject = _("Due soon: answer to a finding of inspectors")
            told = _("It is to be answered and mended by %(day)s.", day=day)
        return subject, _which(finding, place), told, _page_of(finding)

    return _letter(written)


def answered(finding: Finding, *, place: Place) -> Written:
    def written() -> tuple[str, ...]:
        subject = _("A finding was answered: %(name)s", name=_name(place))
        return subject, _which(finding, place), _("The answer stands here:"), _page_of(finding)

    return _letter(written)


def closed(finding: Finding, *, place: Place) -> Written:
    def written() -> tuple[str, ...]:
        subject = _("A finding was closed: %(name)s", name=_name(place))
        return subject, _which(finding, place), _("The inspector closed it."), _page_of(finding)

    return _letter(written)


def _letter(written: Callable[[], tuple[str, ...]]) -> Written:
    def to(account: Account) -> Letter:
        with force_locale(account.language):
            subject, *paragraphs = written()
            salutation = _("%(name)s,", name=account.name)
            return Letter(account.login, subject, letter_text(salutation, *paragraphs))

    return to


def _which(finding: Finding, place: Place) -> str:
    return _(
        "Finding %(number)s of the inspection of %(name)s by decision %(decision)s.",
        number=finding.number,
        name=_name(place),
        decision=place.campaign.decision_number,
    )


def _line(finding: Finding) -> str:
    return _(
        "Finding %(number)s, %(severity)s: to be answered by %(day)s.",
        number=format_decimal(finding.number),
        severity=SEVERITIES[finding.severity],
        day=format_date(finding.due_on),
    )


def _name(place: Place) -> str:
    return called(place.agency.name_vi, place.agency.name_en)


def _page(inspection_id: int) -> str:
    return page_address(f"/inspections/{inspection_id}")


def _page_of(finding: Finding) -> str:
    return page_address(f"/inspections/findings/{finding.id}")
