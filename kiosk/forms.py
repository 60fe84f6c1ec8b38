"""What is filled in to set up a kiosk or to move it."""

import re

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from kiosk.register import KioskDetails
from kiosk.wording import PROCEDURES
from survey.i18n import called
from survey.models.kiosk import ProcedureChoice
from survey.queries.offers import Offer
from survey.staff.form_base import RegisterForm, choice_field, line_field

PIN = re.compile("[0-9]{4,8}")


class KioskForm(RegisterForm):
    name = line_field(
        _l("Name of the kiosk"),
        required=_l("Enter a name by which staff know this kiosk."),
        description=_l("For example: tablet at the door. Citizens do not see it."),
    )
    pin = line_field(
        _l("PIN to leave the kiosk"),
        required=_l("Enter a PIN of 4 to 8 digits."),
        shape=(PIN, _l("Enter a PIN of 4 to 8 digits.")),
        description=_l("Four to eight digits. Staff type it on the tablet to see its state."),
    )
    procedures = choice_field(_l("Which procedure a rating is about"), names=PROCEDURES)
    procedure = choice_field(_l("The procedure, where it is always the same"), names={}, nothing="")

    def offer(self, offers: list[Offer]) -> "KioskForm":
        self.procedure.choices = [
            SelectChoice("", "–"),
            *(
                SelectChoice(str(offer.procedure_id), called(offer.name_vi, offer.name_en))
                for offer in offers
            ),
        ]
        return self

    def validate(self, extra_validators: object = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.procedures.data == ProcedureChoice.FIXED and not self.procedure.data:
            self.procedure.errors = [_l("Choose the procedure that all ratings here are about.")]
            return False
        return True

    def details(self) -> KioskDetails:
        is_fixed = self.procedures.data == ProcedureChoice.FIXED
        return KioskDetails(
            name=self.name.data,
            pin=self.pin.data,
            procedures=ProcedureChoice(self.procedures.data),
            procedure_id=int(self.procedure.data) if is_fixed else None,
        )


class MoveForm(RegisterForm):
    point = line_field(
        _l("Code of the service point where it will stand"),
        required=_l("Enter the code of a service point."),
        description=_l("The code stands on the page of the service point, under Registers."),
    )
