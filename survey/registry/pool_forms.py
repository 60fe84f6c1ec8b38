"""What is filled in to print slips."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from survey.models.point import ServicePoint
from survey.registry.slip_pools import MOST_SLIPS, PoolOrder
from survey.registry.slip_scopes import EVERYTHING, Scope
from survey.staff.form_base import RegisterForm, choice_field, day_field, number_field

USUAL_SLIPS = 80  # ten pages
USUAL_DAYS = 14


class PoolForm(RegisterForm):
    slips = number_field(
        _l("How many slips"),
        least=1,
        most=MOST_SLIPS,
        required=_l("Enter how many slips are printed."),
        description=_l("Eight fit on a page."),
        default=USUAL_SLIPS,
    )
    scope = choice_field(_l("What they rate"), names={}, nothing="")
    valid_from = day_field(_l("First day"), required=_l("Enter the first day."))
    valid_to = day_field(
        _l("Last day"),
        required=_l("Enter the last day."),
        description=_l("A slip opens the form from the first to the last day, both included."),
    )

    def order(self, point: ServicePoint) -> PoolOrder:
        return PoolOrder(
            point=point,
            slips=self.slips.data,
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
            scope=read_scope(self.scope.data),
        )


def pool_form(choices: list[SelectChoice], *, today: date) -> PoolForm:
    last = today + timedelta(days=USUAL_DAYS - 1)
    form = PoolForm(valid_from=today, valid_to=last)
    form.scope.choices = choices
    form.scope.flags.optional = False
    return form


def written_scope(scope: Scope) -> str:
    """As the value of a choice: `procedure-7`, `field-3`, or nothing for the whole point."""
    if scope.procedure_id is not None:
        return f"procedure-{scope.procedure_id}"
    return "" if scope.field_id is None else f"field-{scope.field_id}"


def read_scope(written: str) -> Scope:
    kind, _dash, number = written.partition("-")
    if kind == "procedure":
        return Scope(procedure_id=int(number))
    return Scope(field_id=int(number)) if kind == "field" else EVERYTHING
