"""What is filled in for a procedure, its field, its time limits and its successors."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.fields.choices import SelectChoice

from survey.i18n import called
from survey.models.procedure import NATIONAL_CODE, DayType, Field, ProcedureLevel, TimeUnit
from survey.registry.limits import LimitDetails
from survey.staff.form_base import (
    RegisterForm,
    choice_field,
    day_field,
    line_field,
    number_field,
    paragraph_field,
)
from survey.staff.listing import FilterForm
from survey.staff.words import DAY_TYPES, LEVELS, TIME_UNITS


def field_choices(fields: Sequence[Field], *, nothing: object) -> list[SelectChoice]:
    return [
        SelectChoice("", nothing),
        *(SelectChoice(str(field.id), called(field.name_vi, field.name_en)) for field in fields),
    ]


class ProcedureFilterForm(FilterForm):
    field = choice_field(_l("Field"), names={}, nothing="")
    level = choice_field(_l("Level"), names=LEVELS, nothing=_l("Every level"))


class ProcedureForm(RegisterForm):
    name_vi = line_field(
        _l("Name in Vietnamese"), required=_l("Enter the name as the catalogue gives it.")
    )
    name_en = line_field(_l("Name in English"))
    national_code = line_field(
        _l("National code"),
        description=_l("For example 1.001193. Leave it empty when you do not know it for certain."),
        shape=(
            NATIONAL_CODE,
            _l("Enter the code as the national portal writes it, such as 1.001193."),
        ),
    )
    field = choice_field(_l("Field"), names={}, nothing="")
    new_field_vi = line_field(
        _l("New field, in Vietnamese"),
        description=_l("Only when the field is not in the list."),
    )
    new_field_en = line_field(_l("New field, in English"))
    level = choice_field(_l("Level"), names=LEVELS)
    note = paragraph_field(_l("Note"))
    valid_from = day_field(
        _l("First day"),
        description=_l("In force from this day on. Leave it empty when it is not known."),
    )

    def validate(self, extra_validators: object = None) -> bool:
        """A field is chosen or entered, not both."""
        is_valid: bool = super().validate(extra_validators)
        if bool(self.field.data) is bool(self.new_field_vi.data):
            sentence = _l("Choose a field from the list, or enter a new one.")
            self.field.errors = [*self.field.errors, sentence]
            return False
        return is_valid

    @property
    def chosen_level(self) -> ProcedureLevel:
        return ProcedureLevel(self.level.data)


class EndProcedureForm(RegisterForm):
    day = day_field(
        _l("Last day"),
        required=_l("Enter the last day."),
        description=_l("The procedure is still in force on this day, and no longer on the next."),
    )


class FieldForm(RegisterForm):
    name_vi = line_field(_l("Name in Vietnamese"), required=_l("Enter the name of the field."))
    name_en = line_field(_l("Name in English"))


class LimitForm(RegisterForm):
    """One limit: the same day or an amount, with its exceptions."""

    same_day = BooleanField(_l("On the day on which the dossier is received"))
    amount = number_field(_l("Amount"), least=1, most=10_000)
    unit = choice_field(_l("Unit"), names=TIME_UNITS, default=TimeUnit.DAY.value)
    day_type = choice_field(_l("Days that count"), names=DAY_TYPES, default=DayType.WORKING.value)
    cutoff_hour = number_field(
        _l("Hour of the cut-off"),
        most=23,
        description=_l(
            "What is received after this hour counts from the next working day: 15 for 15:00."
        ),
    )
    verified_amount = number_field(
        _l("Amount where facts have to be verified"), least=1, most=10_000
    )
    difficult_amount = number_field(_l("Amount in difficult areas"), least=1, most=10_000)
    as_stated = paragraph_field(
        _l("Wording of the source"),
        description=_l("As the decision writes it, with its number."),
    )
    valid_from = day_field(
        _l("First day"),
        description=_l("A limit that was open until then ends the day before."),
    )
    valid_to = day_field(_l("Last day"), description=_l("Leave it empty when there is none yet."))

    def validate(self, extra_validators: object = None) -> bool:
        is_valid: bool = super().validate(extra_validators)
        if not (self.same_day.data or self.amount.data or self.as_stated.data):
            sentence = _l("Enter an amount, or say that the result is given on the same day.")
            self.amount.errors = [*self.amount.errors, sentence]
            return False
        return is_valid

    def details(self) -> LimitDetails:
        return LimitDetails(
            unit=TimeUnit(self.unit.data),
            day_type=DayType(self.day_type.data),
            amount=None if self.same_day.data else self.amount.data,
            same_day=self.same_day.data,
            cutoff_hour=self.cutoff_hour.data,
            verified_amount=self.verified_amount.data,
            difficult_amount=self.difficult_amount.data,
            as_stated=self.as_stated.data,
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
        )


class ReplacementForm(RegisterForm):
    day = day_field(
        _l("First day of the successor"),
        required=_l("Enter the first day of the successor."),
        description=_l("The old procedure is in force for the last time on the day before."),
    )
    legal_basis = line_field(
        _l("Legal basis"), description=_l("Number, date and issuer of the decision.")
    )
