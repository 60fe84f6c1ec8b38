"""What people fill in to load, copy and put in use; the editor has forms of its own."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Regexp

from survey.models.wording import KEY_PATTERN, LONGEST_KEY
from survey.questionnaires.pack_messages import MESSAGES
from survey.questionnaires.yaml_tree import LARGEST_FILE


class PackForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """A file, or its text once it has come back with problems."""

    file = FileField(
        _l("YAML file of the pack"),
        description=_l("At most 256 kB. A file with problems changes nothing: they are listed."),
    )
    source = TextAreaField(_l("Text of the pack"))

    @property
    def content(self) -> bytes:
        """One byte more than is allowed, so that the reader can say so."""
        if self.file.data:
            return bytes(self.file.data.read(LARGEST_FILE + 1))
        return (self.source.data or "").encode()

    @property
    def file_name(self) -> str:
        return (self.file.data.filename if self.file.data else "") or str(_("Text of the pack"))

    def validate_file(self, field: FileField) -> None:
        if not field.data and not (self.source.data or "").strip():
            raise ValueError(_("Choose the file of the pack."))


class CopyForm(FlaskForm):  # type: ignore[misc]
    code = StringField(
        _l("Code of the questionnaire"),
        description=_l("The same code makes the next version; another one a new questionnaire."),
        filters=[lambda typed: (typed or "").strip()],
        validators=[
            InputRequired(_l("Enter a code.")),
            Length(max=LONGEST_KEY, message=MESSAGES["bad_key"]),
            Regexp(KEY_PATTERN, message=MESSAGES["bad_key"]),
        ],
    )


class DayField(DateField):  # type: ignore[misc]
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Enter a day of the calendar, such as 31/12/2026.")) from None


class UseForm(FlaskForm):  # type: ignore[misc]
    version = SelectField(
        _l("Questionnaire"),
        coerce=int,
        validators=[InputRequired(_l("Choose a questionnaire."))],
    )
    first_day = DayField(
        _l("First day"),
        description=_l("Today or a later day. What was asked until then ends the day before."),
        validators=[InputRequired(_l("Enter the first day, such as 31/12/2026."))],
    )
