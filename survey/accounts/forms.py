"""What staff fill in to sign in and to administer accounts."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

LONGEST_LOGIN = 254  # characters of an e-mail address
LONGEST_PASSWORD = 128


def as_login(typed: str | None) -> str:
    return (typed or "").strip().lower()


class SignInForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    login = StringField(
        _l("E-mail address"),
        filters=[as_login],
        validators=[
            InputRequired(_l("Enter your e-mail address.")),
            Length(max=LONGEST_LOGIN, message=_l("This address is too long. Check it.")),
        ],
    )
    password = PasswordField(
        _l("Password"),
        validators=[
            InputRequired(_l("Enter your password.")),
            Length(max=LONGEST_PASSWORD, message=_l("A password has at most 128 characters.")),
        ],
    )
    next = HiddenField()
