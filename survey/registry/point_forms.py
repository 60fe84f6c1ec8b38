"""What is filled in for a service point and for what it offers."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.validators import DataRequired

from survey.models.point import PointKind
from survey.registry.codes import CODE
from survey.registry.points import PointDetails
from survey.staff.form_base import RegisterForm, choice_field, day_field, line_field
from survey.staff.listing import FilterForm
from survey.staff.words import POINT_KINDS


class PointFilterForm(FilterForm):
    kind = choice_field(_l("Kind"), names=POINT_KINDS, nothing=_l("Every kind"))


class PointForm(RegisterForm):
    name_vi = line_field(
        _l("Name in Vietnamese"),
        required=_l("Enter the name as it stands at the counter."),
        description=_l("As it stands at the counter: it is printed on slips and posters."),
    )
    name_en = line_field(_l("Name in English"))
    kind = choice_field(_l("Kind"), names=POINT_KINDS)
    code = line_field(
        _l("Code"),
        description=_l("Short, for addresses and files. Without one it is made from the name."),
        shape=(CODE, _l("Use letters without accents, digits, dots and hyphens.")),
    )
    valid_from = day_field(
        _l("First day"),
        description=_l("The point is open from this day on. Leave it empty when it is not known."),
    )

    def details(self) -> PointDetails:
        return PointDetails(
            name_vi=self.name_vi.data,
            name_en=self.name_en.data,
            kind=PointKind(self.kind.data),
            code=self.code.data,
            valid_from=self.valid_from.data,
        )


class EndPointForm(RegisterForm):
    day = day_field(
        _l("Last day"),
        required=_l("Enter the last day."),
        description=_l("The point is still open on this day, and closed on the next."),
    )


class OfferForm(RegisterForm):
    """Procedures ticked in a list, and their first day at the point."""

    chosen = SelectMultipleField(
        _l("Procedures"),
        coerce=int,
        validate_choice=False,
        validators=[DataRequired(_l("Tick procedures in the list."))],
        invalid_value_message=_l("Tick procedures in the list."),
    )
    day = day_field(
        _l("First day"),
        required=_l("Enter the first day."),
        description=_l("Citizens can rate these procedures here from this day on."),
    )


class StopForm(RegisterForm):
    """Offers ticked in a list, and their last day at the point."""

    chosen = SelectMultipleField(
        _l("Procedures"),
        coerce=int,
        validate_choice=False,
        validators=[DataRequired(_l("Tick procedures in the list."))],
        invalid_value_message=_l("Tick procedures in the list."),
    )
    day = day_field(
        _l("Last day"),
        required=_l("Enter the last day."),
        description=_l("Citizens can rate these procedures here until this day, included."),
    )
