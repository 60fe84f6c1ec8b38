"""What is filled in to hand a file in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

from survey.i18n import called
from survey.queries.accounts import Person
from survey.registry.importing.formats import FORMATS
from survey.registry.importing.roles import agencies_of, registers_of

NOT_A_CHOICE = _l("Choose one of the values in the list.")


class UploadForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    register = SelectField(_l("Register"), invalid_choice_message=NOT_A_CHOICE)
    agency = SelectField(
        _l("For the agency and all below it"), coerce=int, invalid_choice_message=NOT_A_CHOICE
    )
    file = FileField(
        _l("File"),
        description=_l("Excel workbook (.xlsx) or CSV; the first row holds the headings."),
        validators=[FileRequired(_l("Choose a file."))],
    )

    def offer(self, person: Person) -> None:
        """The choices that this person has."""
        self.register.choices = [
            (register.value, FORMATS[register].title) for register in registers_of(person)
        ]
        self.agency.choices = [
            (standing.agency_id, called(standing.agency_vi, standing.agency_en))
            for standing in agencies_of(person)
        ]
        if self.agency.data is None and len(self.agency.choices) == 1:
            self.agency.data = self.agency.choices[0][0]
