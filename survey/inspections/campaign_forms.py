"""What is filled in for a campaign: the decision, the team, how agencies are chosen."""

from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, SelectField
from wtforms.validators import Optional

from survey.inspections.campaigns import CampaignDetails, MemberDetails
from survey.inspections.words import DUTIES, MANNERS
from survey.models.account import Account
from survey.models.agency import Agency
from survey.models.campaign import Campaign, Duty, Manner
from survey.staff.form_base import RegisterForm, choice_field, day_field, line_field, number_field

MEMBERS = 4
"""So many people may be named at once; a saved team offers as many more."""
EXCLUDED = 3
NOT_IN_LIST = _l("Choose one of the values in the list.")


class MemberFields(Form):  # type: ignore[misc]  # the library has no types
    account = SelectField(
        _l("Account"), validators=[Optional()], invalid_choice_message=NOT_IN_LIST
    )
    name = line_field(_l("Name"))
    office = line_field(_l("Office"))
    duty = choice_field(_l("Duty"), names=DUTIES, default=Duty.MEMBER.value)


class CampaignForm(RegisterForm):
    title = line_field(_l("Title of the campaign"), required=_l("Enter what is inspected."))
    decision_number = line_field(
        _l("Number of the decision"), required=_l("Enter the number of the decision.")
    )
    decided_on = day_field(_l("Day of the decision"), required=_l("Enter the day."))
    issuer = line_field(_l("Issued by"), required=_l("Enter the agency that issued the decision."))
    manner = choice_field(_l("Manner"), names=MANNERS)
    period_first = day_field(_l("Period inspected: first day"), required=_l("Enter the day."))
    period_last = day_field(_l("Period inspected: last day"), required=_l("Enter the day."))
    first_day = day_field(_l("Inspection: first day"), required=_l("Enter the day."))
    last_day = day_field(_l("Inspection: last day"), required=_l("Enter the day."))
    team = FieldList(FormField(MemberFields), min_entries=MEMBERS)

    def offer(self, inspectors: Collection[Account]) -> None:
        choices = [("", _l("No account")), *((str(one.id), one.name) for one in inspectors)]
        for row in self.team:
            row.form.account.choices = choices

    def details(self) -> CampaignDetails:
        return CampaignDetails(
            title=self.title.data,
            decision_number=self.decision_number.data,
            decided_on=self.decided_on.data,
            issuer=self.issuer.data,
            manner=Manner(self.manner.data),
            period_first=self.period_first.data,
            period_last=self.period_last.data,
            first_day=self.first_day.data,
            last_day=self.last_day.data,
        )

    def members(self) -> list[MemberDetails]:
        """Rows with a name; where an account is chosen its name is enough."""
        found = []
        for row in self.team:
            fields = row.form
            names = dict(fields.account.choices)
            name = fields.name.data or (fields.account.data and names[fields.account.data])
            if name:
                account_id = int(fields.account.data) if fields.account.data else None
                duty = Duty(fields.duty.data)
                found.append(MemberDetails(str(name), duty, fields.office.data, account_id))
        return found


def as_written(campaign: Campaign) -> dict[str, Any]:
    rows = [
        {
            "account": str(member.account_id or ""),
            "name": member.name,
            "office": member.office,
            "duty": member.duty.value,
        }
        for member in campaign.team
    ]
    return {"manner": campaign.manner.value, "team": rows + [{}] * MEMBERS}


class ExcludedFields(Form):  # type: ignore[misc]  # the library has no types
    agency = SelectField(_l("Agency"), validators=[Optional()], invalid_choice_message=NOT_IN_LIST)
    reason = line_field(_l("Reason"))


def wanted_field() -> Any:
    return number_field(
        _l("How many agencies"), least=1, required=_l("Enter how many agencies are chosen.")
    )


class DrawForm(RegisterForm):
    wanted = wanted_field()
    excluded = FieldList(FormField(ExcludedFields), min_entries=EXCLUDED)

    def offer(self, agencies: list[tuple[str, str]]) -> None:
        for row in self.excluded:
            row.form.agency.choices = [("", _l("Nobody")), *agencies]

    def left_out(self) -> dict[str, str]:
        """Codes with their reasons."""
        rows = (row.form for row in self.excluded)
        return {row.agency.data: row.reason.data or "" for row in rows if row.agency.data}


class RiskForm(RegisterForm):
    wanted = wanted_field()


class NameForm(RegisterForm):
    agency = SelectField(_l("Agency"), invalid_choice_message=NOT_IN_LIST)

    def chosen(self, agencies: dict[str, Agency]) -> Agency:
        return agencies[self.agency.data]
