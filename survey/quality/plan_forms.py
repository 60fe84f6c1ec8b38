"""What is filled in for objectives and measurement plans."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    DecimalField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    MonthField,
    SelectField,
    SubmitField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, NumberRange, Optional

from survey.models.measurement_plan import SampleRule
from survey.models.rating import Channel
from survey.quality.objectives import ObjectiveDetails
from survey.quality.plan_refusals import ReasonMissing, WaveHalfEntered, WhySentBack
from survey.quality.plans import PlanDetails
from survey.quality.waves import Span
from survey.staff.form_base import (
    RegisterForm,
    choice_field,
    day_field,
    line_field,
    number_field,
    of_our_time,
    paragraph_field,
)
from survey.staff.months import month_of
from survey.staff.plan_words import CHANNELS, RULES
from survey.text import holds_words

ROWS = 3
"""So many things to measure are offered at once; a saved plan offers as many more."""
WAVES = 4
"""So many waves at once, such as quarters."""
MORE_WAVES = 2
"""So many more where some are written."""
USUAL_MARGIN = 5  # percentage points


def percent_field(label: Any, *, most: int, **more: Any) -> DecimalField:
    between = NumberRange(0, most, message=_l("Enter a number from %(min)s to %(max)s."))
    return DecimalField(label, places=1, validators=[Optional(), between], **more)


def month_field(label: Any, *, required: Any = None) -> MonthField:
    return MonthField(
        label,
        validators=[DataRequired(required) if required else Optional(), of_our_time],
        invalid_value_message=_l("Enter a month, for example 2026-07."),
    )


class ObjectiveForm(RegisterForm):
    statement = line_field(
        _l("Objective"),
        required=_l("Enter what is to be reached."),
        description=_l("What is to be reached, so that it can be counted."),
    )
    target = percent_field(
        _l("Satisfied share to reach"),
        most=100,
        description=_l("In per cent; leave it empty where something else is counted."),
    )
    evaluated = line_field(
        _l("How it is evaluated"), required=_l("Enter how it is found out whether it was reached.")
    )
    responsible = line_field(_l("Responsible"), required=_l("Enter who is responsible."))
    due_on = day_field(_l("To be reached by"), required=_l("Enter the day."))

    def details(self, *, year: int) -> ObjectiveDetails:
        return ObjectiveDetails(
            year=year,
            statement=self.statement.data,
            evaluated=self.evaluated.data,
            responsible=self.responsible.data,
            due_on=self.due_on.data,
            target_per_mille=None if self.target.data is None else round(self.target.data * 10),
        )


class ItemFields(Form):  # type: ignore[misc]  # the library has no types
    what = SelectField(
        _l("What is measured"),
        validators=[Optional()],
        invalid_choice_message=_l("Choose one of the values in the list."),
    )
    rule = choice_field(_l("How many"), names=RULES, default=SampleRule.SHARE.value)
    margin = number_field(
        _l("Margin of error"), least=1, most=50, description=_l("Of a share and of Yamane's rule.")
    )
    population = number_field(
        _l("Dossiers expected"),
        least=1,
        description=_l("Empty: as many as in the same months of last year."),
    )
    quota = number_field(_l("Answers by quota"), least=1, description=_l("Of a fixed quota alone."))


@dataclass
class Measurable(SelectChoice):  # type: ignore[misc]  # the library has no types
    words: str = ""
    """By which it is found: its names in every language, whichever the page speaks."""


class WaveFields(Form):  # type: ignore[misc]  # the library has no types
    first_month = month_field(_l("First month"))
    last_month = month_field(_l("Last month"))


class ItemsForm(RegisterForm):
    """Things to measure, and in which waves; an empty row does not count."""

    waves = FieldList(FormField(WaveFields), min_entries=WAVES)
    items = FieldList(FormField(ItemFields), min_entries=ROWS)
    words = line_field(
        _l("Find what is measured"),
        description=_l("Part of a name; accents do not matter. The lists below hold what fits."),
    )
    looked_for = HiddenField()
    """The words that the lists of the page were made for."""
    look = SubmitField()
    enter = SubmitField()
    """Pressed by the key in any field; without script also in that of the words."""
    is_search = False

    def offer(self, things: list[Measurable]) -> None:
        """What fits the words that were looked for; what a row holds already stays in its list."""
        words = self.words.data or ""
        is_new = bool(words) and words != self.looked_for.data
        self.is_search = self.look.data or (self.enter.data and is_new)
        self.looked_for.data = words
        fitting = [thing for thing in things if holds_words(thing.words, words)]
        self.found = len(fitting)
        for row in self.items:
            row.form.what.choices = [
                SelectChoice("", _l("Nothing")),
                *(one for one in things if one in fitting or one.value == row.form.what.data),
            ]
            if row.form.margin.data is None and not self.is_submitted():
                row.form.margin.data = USUAL_MARGIN

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Who looks for something to measure gets the form again with all that was typed."""
        return not self.is_search and bool(super().validate_on_submit(extra_validators))

    @property
    def has_waves(self) -> bool:
        """Whether there is something to see in their rows."""
        return any(any(row.data.values()) or row.errors for row in self.waves)

    def spans(self) -> list[Span]:
        """Raises WaveHalfEntered for a row with one month alone."""
        months = [(row.form.first_month.data, row.form.last_month.data) for row in self.waves]
        entered = [both for both in months if any(both)]
        if not all(map(all, entered)):
            raise WaveHalfEntered
        return [Span(first, _last_of(last)) for first, last in entered]


class PlanForm(ItemsForm):
    title = line_field(_l("Title of the plan"), required=_l("Enter the title of the plan."))
    first_month = month_field(_l("First month"), required=_l("Enter the first month."))
    last_month = month_field(_l("Last month"), required=_l("Enter the last month."))
    responsible = line_field(_l("Who measures"), required=_l("Enter who is responsible."))
    channel = choice_field(
        _l("Channel"), names=CHANNELS, description=_l("By which way answers count for this plan.")
    )
    questionnaire = SelectField(
        _l("Questionnaire"),
        validators=[Optional()],
        invalid_choice_message=_l("Choose one of the values in the list."),
    )
    objective = SelectField(
        _l("Objective"),
        validators=[Optional()],
        invalid_choice_message=_l("Choose one of the values in the list."),
    )

    def details(self) -> PlanDetails:
        return PlanDetails(
            title=self.title.data,
            first_day=self.first_month.data,
            last_day=_last_of(self.last_month.data),
            responsible=self.responsible.data,
            channel=Channel(self.channel.data),
            questionnaire_version_id=_number(self.questionnaire.data),
            objective_id=_number(self.objective.data),
        )


class RevisionForm(ItemsForm):
    reason = paragraph_field(
        _l("Why the plan changes"),
        required=ReasonMissing.message,
        description=_l("Kept with the new version, beside the one that was approved."),
    )


class SendBackForm(RegisterForm):
    reason = paragraph_field(
        _l("Reason"),
        required=WhySentBack.message,
        description=_l("Stays visible, and goes by mail to who wrote it."),
    )


def rule_of(row: Any) -> SampleRule:
    return SampleRule(row.form.rule.data)


def _number(chosen: str | None) -> int | None:
    return int(chosen) if chosen else None


def _last_of(month: date) -> date:
    return month_of(month).last
