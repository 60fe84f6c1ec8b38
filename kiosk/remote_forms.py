"""What is filled in to set a kiosk from afar."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError

from kiosk import hours
from kiosk.remote import RemoteSettings
from kiosk.wording import DAYS
from survey.i18n import LANGUAGES
from survey.staff.form_base import RegisterForm, choice_field, line_field

LONGEST_REST_TEXT = 160  # characters, two lines on the smallest screen


def _check_hours(_form: RegisterForm, field: Field) -> None:
    try:
        hours.read(field.data or "")
    except ValueError:
        raise ValidationError(
            _("Write the hours in order, for example 07:30–11:30, 13:30–17:00.")
        ) from None


def _hours_field(label: Any) -> Field:
    return line_field(label, checks=(_check_hours,))


def _rest_field(label: Any) -> Field:
    shorter = _l("Shorten this to %(max)d characters.")
    return line_field(label, checks=(Length(max=LONGEST_REST_TEXT, message=shorter),))


class RemoteForm(RegisterForm):
    languages = SelectMultipleField(
        _l("Languages"),
        choices=[SelectChoice(language.code, language.name) for language in LANGUAGES],
        description=_l("Without a choice the kiosk offers all of them."),
        invalid_value_message=_l("Tick languages in the list."),
    )
    version = choice_field(_l("Questionnaire"), names={}, nothing="")
    mon = _hours_field(DAYS["mon"])
    tue = _hours_field(DAYS["tue"])
    wed = _hours_field(DAYS["wed"])
    thu = _hours_field(DAYS["thu"])
    fri = _hours_field(DAYS["fri"])
    sat = _hours_field(DAYS["sat"])
    sun = _hours_field(DAYS["sun"])
    rest_vi = _rest_field(_l("In Vietnamese"))
    rest_en = _rest_field(_l("In English"))

    @property
    def days(self) -> list[Field]:
        return [self[day] for day in hours.DAYS]

    def offer(self, versions: dict[int, str]) -> "RemoteForm":
        self.version.choices = [
            SelectChoice("", _("The one in use at the agency")),
            *(SelectChoice(str(number), name) for number, name in versions.items()),
        ]
        return self

    def fill(self, settings: RemoteSettings) -> "RemoteForm":
        """With what is set, where nothing was typed yet."""
        self.languages.data = list(settings.languages)
        self.version.data = str(settings.version_id or "")
        for day, field in zip(hours.DAYS, self.days, strict=True):
            field.data = hours.written((settings.opening_hours or {}).get(day, ()))
        self.rest_vi.data, self.rest_en.data = settings.rest_vi, settings.rest_en
        return self

    def settings(self) -> RemoteSettings:
        week = {field.name: hours.read(field.data) for field in self.days if field.data}
        return RemoteSettings(
            languages=tuple(self.languages.data),
            version_id=int(self.version.data) if self.version.data else None,
            opening_hours=week or None,
            rest_vi=self.rest_vi.data,
            rest_en=self.rest_en.data,
        )
