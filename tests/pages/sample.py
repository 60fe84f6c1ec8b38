"""A form with one field of each kind."""

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    FileField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional


class Sample(FlaskForm):
    class Meta:
        csrf = False

    name = StringField("Name", [InputRequired("Enter the name.")], description="As on the sign.")
    code = StringField("National code", [Optional()])
    days = DecimalField("Days", [InputRequired("Enter the number of days.")])
    start = DateField("Valid from", [Optional()])
    agency = SelectField("Agency", choices=[SelectChoice("1", "One"), SelectChoice("2", "Two")])
    kind = RadioField(
        "Kind",
        [InputRequired("Choose the kind.")],
        choices=[SelectChoice("a", "Counter"), SelectChoice("b", "Hall")],
    )
    languages = SelectMultipleField(
        "Languages", [Optional()], choices=[SelectChoice("vi", "Tiếng Việt")]
    )
    note = TextAreaField("Note", [Optional()])
    is_open = BooleanField("The point is open")
    upload = FileField("File")
    password = PasswordField("Password", [InputRequired("Enter the password.")])
