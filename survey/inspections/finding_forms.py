"""What is filled in for a finding, and what either side writes about it."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Optional

from survey.inspections.findings import FindingDetails
from survey.inspections.words import SEVERITIES
from survey.models.finding import Severity
from survey.staff.form_base import RegisterForm, choice_field, day_field, paragraph_field

USUAL_DAYS = timedelta(days=30)
NOT_IN_LIST = _l("Choose one of the values in the list.")


class FindingForm(RegisterForm):
    clause = SelectField(
        _l("Clause of the standard"), validators=[Optional()], invalid_choice_message=NOT_IN_LIST
    )
    severity = choice_field(_l("Severity"), names=SEVERITIES, default=Severity.MINOR.value)
    statement = paragraph_field(_l("What was found"), required=_l("Write what was found."))
    evidence = paragraph_field(_l("Evidence"))
    evidence_path = SelectField(
        _l("Evidence in the system"),
        validators=[Optional()],
        invalid_choice_message=NOT_IN_LIST,
        description=_l("The page that shows it is linked from the finding."),
    )
    due_on = day_field(_l("To be answered and mended by"), required=_l("Enter the deadline."))

    def offer(self, *, clauses: list[tuple[str, str]], evidence: list[tuple[str, str]]) -> None:
        self.clause.choices = [("", _l("None")), *clauses]
        self.evidence_path.choices = [("", _l("None")), *evidence]

    def details(self) -> FindingDetails:
        return FindingDetails(
            severity=Severity(self.severity.data),
            statement=self.statement.data,
            due_on=self.due_on.data,
            clause=self.clause.data or None,
            evidence=self.evidence.data,
            evidence_path=self.evidence_path.data or None,
        )


class EntryForm(RegisterForm):
    text = paragraph_field(
        _l("What is written about it"), required=_l("Write what was done or seen.")
    )


class WithdrawalForm(RegisterForm):
    text = paragraph_field(
        _l("Reason"), required=_l("Write why the finding does not stand any more.")
    )


def usual_deadline(today: date) -> date:
    return today + USUAL_DAYS
