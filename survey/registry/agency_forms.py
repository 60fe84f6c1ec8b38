"""What is filled in for an agency: itself, its moves, its end and its successors."""

from flask_babel import lazy_gettext as _l
from wtforms import Form

from survey.models.agency import AgencyKind
from survey.registry.agencies import AgencyDetails
from survey.registry.codes import CODE, IDENTIFIER, UNIT_CODE
from survey.staff.form_base import RegisterForm, choice_field, day_field, line_field
from survey.staff.listing import FilterForm
from survey.staff.words import AGENCY_KINDS


class AgencyFilterForm(FilterForm):
    kind = choice_field(_l("Kind"), names=AGENCY_KINDS, nothing=_l("Every kind"))


class AgencyFields(Form):  # type: ignore[misc]  # the library has no types
    """The description of an agency, in a form of its own or within another."""

    name_vi = line_field(
        _l("Name in Vietnamese"),
        required=_l("Enter the name as it stands on the sign."),
    )
    name_en = line_field(_l("Name in English"))
    kind = choice_field(_l("Kind"), names=AGENCY_KINDS)
    code = line_field(
        _l("Code"),
        description=_l("Short, for addresses and files. Without one it is made from the name."),
        shape=(CODE, _l("Use letters without accents, digits, dots and hyphens.")),
    )
    unit_code = line_field(
        _l("Code of the administrative unit"),
        description=_l("Of the statistics office: two digits for a province, five for a commune."),
        shape=(UNIT_CODE, _l("Enter 2, 3 or 5 digits, or leave this empty.")),
    )
    identifier = line_field(
        _l("National identifier"),
        description=_l("Of the list of agencies that exchange documents, for example H19."),
        shape=(IDENTIFIER, _l("Enter a letter and two digits, such as H19, or leave this empty.")),
    )

    def details(self) -> AgencyDetails:
        return AgencyDetails(
            name_vi=self.name_vi.data,
            name_en=self.name_en.data,
            kind=AgencyKind(self.kind.data),
            code=self.code.data,
            unit_code=self.unit_code.data,
            identifier=self.identifier.data,
        )


class AgencyForm(AgencyFields, RegisterForm):
    valid_from = day_field(
        _l("First day"),
        description=_l("The agency exists from this day on. Leave it empty when it is not known."),
    )

    def details(self) -> AgencyDetails:
        return super().details()._replace(valid_from=self.valid_from.data)


class MoveForm(RegisterForm):
    day = day_field(
        _l("First day under the new parent"),
        description=_l("Until the day before it stays where it is."),
        required=_l("Enter the first day under the new parent."),
    )
