"""What staff fill in to sign in and to administer accounts."""

from collections.abc import Callable, Iterable

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    Field,
    Form,
    HiddenField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired, Length, StopValidation

from survey.accounts.addresses import as_login, is_mail_address
from survey.accounts.password_rules import LONGEST as LONGEST_PASSWORD
from survey.accounts.wording import ROLES
from survey.i18n import LANGUAGES, called
from survey.models.account import Role
from survey.queries.agencies import Branch

LONGEST_LOGIN = 254  # characters of an e-mail address
LONGEST_NAME = 120
INDENT = "\u00a0" * 4


def stripped(typed: str | None) -> str:
    return " ".join((typed or "").split())


class OfTheList:
    """In place of the library's own check, whose message speaks no Vietnamese."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Form, field: SelectField | RadioField) -> None:
        if not field.data or field.data not in {choice.value for choice in field.choices}:
            raise StopValidation(self.message)


class AnAddress:
    def __call__(self, form: Form, field: Field) -> None:
        if not is_mail_address(field.data):
            raise StopValidation(_l("Enter an e-mail address such as ten@example.vn."))


def _login(*further: Callable[[Form, Field], None]) -> StringField:
    return StringField(
        _l("E-mail address"),
        filters=[as_login],
        validators=[
            DataRequired(_l("Enter the e-mail address.")),
            Length(max=LONGEST_LOGIN, message=_l("This address is too long. Check it.")),
            *further,
        ],
    )


def _password(label: str, missing: str) -> PasswordField:
    too_long = Length(max=LONGEST_PASSWORD, message=_l("A password has at most 128 characters."))
    return PasswordField(label, validators=[InputRequired(missing), too_long])


def _name() -> StringField:
    return StringField(
        _l("Full name"),
        filters=[stripped],
        validators=[
            DataRequired(_l("Enter the name.")),
            Length(max=LONGEST_NAME, message=_l("Shorten the name to 120 characters.")),
        ],
    )


def _language() -> RadioField:
    return RadioField(
        _l("Language"),
        choices=[SelectChoice(language.code, language.name) for language in LANGUAGES],
        default=LANGUAGES[0].code,
        validate_choice=False,
        validators=[OfTheList(_l("Choose a language."))],
    )


class SignInForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    login = _login()
    password = _password(_l("Password"), _l("Enter the password."))
    next = HiddenField()


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    password = _password(_l("New password"), _l("Enter a new password."))


class ChangePasswordForm(FlaskForm):  # type: ignore[misc]
    current = _password(_l("Present password"), _l("Enter the password."))
    password = _password(_l("New password"), _l("Enter a new password."))


class OwnAccountForm(FlaskForm):  # type: ignore[misc]
    name = _name()
    language = _language()


def _role() -> RadioField:
    chosen = OfTheList(_l("Choose a role."))
    return RadioField(_l("Role"), validate_choice=False, validators=[chosen])


def _agency() -> SelectField:
    chosen = OfTheList(_l("Choose an agency."))
    return SelectField(_l("Agency"), validate_choice=False, validators=[chosen])


class RoleForm(FlaskForm):  # type: ignore[misc]
    role = _role()
    agency = _agency()

    def offer(self, *, roles: Iterable[Role], branches: Iterable[Branch]) -> None:
        """Before validation: what the person may give, and where."""
        self.role.choices = [SelectChoice(role.value, str(ROLES[role])) for role in roles]
        self.agency.choices = [
            SelectChoice("", str(_l("Choose an agency."))),
            *(SelectChoice(branch.agency.code, _indented(branch)) for branch in branches),
        ]


def _indented(branch: Branch) -> str:
    return INDENT * branch.depth + called(branch.agency.name_vi, branch.agency.name_en)


class InviteForm(RoleForm):
    name = _name()
    login = _login(AnAddress())
    role = _role()
    agency = _agency()
    language = _language()
