"""The checklist as a form, filled in by the agency or by the inspector."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField

from survey.inspections.self_checks import Said
from survey.inspections.words import CONFORMITIES
from survey.models.checklist import checklist
from survey.models.inspection_sheet import Conformity
from survey.staff.form_base import RegisterForm, choice_field, number_field, paragraph_field


class ItemFields(Form):  # type: ignore[misc]  # the library has no types
    conformity = choice_field(_l("Result"), names=CONFORMITIES, nothing=_l("Not said"))
    remark = paragraph_field(_l("Remark"))


class SheetForm(RegisterForm):
    rows = FieldList(FormField(ItemFields), min_entries=len(checklist().items))

    def said(self) -> dict[str, Said]:
        """By item; where nothing is chosen nothing is said."""
        pairs = zip(checklist().items, (row.form for row in self.rows), strict=True)
        return {
            item.key: Said(Conformity(row.conformity.data), row.remark.data)
            for item, row in pairs
            if row.conformity.data
        }


def written(said: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the table, as data of the form."""
    return {
        "rows": [
            {"conformity": said[item.key].conformity.value, "remark": said[item.key].remark}
            if item.key in said
            else {}
            for item in checklist().items
        ]
    }


class SampleForm(RegisterForm):
    wanted = number_field(
        _l("How many ratings"), least=1, most=200, required=_l("Enter how many are drawn.")
    )
