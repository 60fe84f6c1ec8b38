"""The decision and the team of a campaign, as papers and letters name them."""

from flask_babel import format_date
from flask_babel import gettext as _

from survey.documents.official import Table
from survey.inspections import words
from survey.models.campaign import Campaign, Duty


def decision(campaign: Campaign) -> str:
    return _(
        "Pursuant to Decision No. %(number)s of %(day)s of %(issuer)s: %(title)s.",
        number=campaign.decision_number,
        day=format_date(campaign.decided_on),
        issuer=campaign.issuer,
        title=campaign.title,
    )


def head_of(campaign: Campaign) -> str:
    return next((one.name for one in campaign.team if one.duty is Duty.HEAD), "")


def team(campaign: Campaign) -> Table:
    rows = [[one.name, one.office or "", str(words.DUTIES[one.duty])] for one in campaign.team]
    return Table([_("Name"), _("Office"), _("Duty")], rows)
