"""What a citizen fills in who wants an answer, and what those fill in who give it."""

import re
from typing import Any
from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from survey.casework.confidence import Contact
from survey.casework.wishes import Wish
from survey.models.account import Account
from survey.staff.form_base import RegisterForm, line_field, paragraph_field
from survey.text import MAIL_ADDRESS

PHONE = re.compile(r"\+?[0-9][0-9 .()-]{6,20}[0-9]")
LONGEST_ANSWER = 4000  # characters


class WishForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """No cookie, so no token against foreign pages either: nobody is signed in here."""

    class Meta:
        csrf = False

    key = HiddenField()
    message = paragraph_field(_l("What happened, and what do you want to know?"))
    name = line_field(_l("Your name"))
    mail = line_field(
        _l("E-mail address"), shape=(MAIL_ADDRESS, _l("Write the address as in name@example.vn."))
    )
    phone = line_field(
        _l("Telephone number"), shape=(PHONE, _l("Write the number with its digits only."))
    )
    consent = BooleanField(
        validators=[DataRequired(_l("Without your consent the message cannot be kept."))]
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_right = super().validate(extra_validators)
        if not self.message.data:
            self.message.errors = [*self.message.errors, _l("Write what you want to know.")]
            is_right = False
        if not (self.mail.data or self.phone.data):
            nowhere = _l(
                "Give an e-mail address or a telephone number, so that you can be reached."
            )
            self.mail.errors = [*self.mail.errors, nowhere]
            is_right = False
        return bool(is_right)

    @property
    def wish_key(self) -> UUID:
        """Of the page as it was first opened; a page that lost it gets a fresh one."""
        try:
            return UUID(self.key.data or "")
        except ValueError:
            return uuid4()

    def wish(self, *, language: str) -> Wish:
        contact = Contact(self.name.data, self.mail.data, self.phone.data)
        return Wish(self.wish_key, self.message.data, contact, language)


class AnswerForm(RegisterForm):
    answer = paragraph_field(
        _l("Answer"),
        description=_l("The citizen reads it as it stands here. It cannot be changed afterwards."),
    )

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.answer.validators = [
            DataRequired(_l("Write the answer.")),
            Length(max=LONGEST_ANSWER, message=_l("Shorten this to %(max)d characters.")),
        ]
        self.answer.flags.optional = False


class HandOverForm(RegisterForm):
    colleague = SelectField(
        _l("Colleague"), invalid_choice_message=_l("Choose one of the values in the list.")
    )

    def offer(self, accounts: list[Account]) -> None:
        self.colleague.choices = [SelectChoice(str(one.id), one.name) for one in accounts]
