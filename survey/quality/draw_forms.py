"""What is handed in to draw whom to invite."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectField, TextAreaField

from survey.quality import draws
from survey.staff.form_base import RegisterForm, number_field, paragraph_field


class RepeatForm(RegisterForm):
    file = FileField(
        _l("List of dossiers"),
        description=_l(
            "Excel workbook (.xlsx) or CSV: the codes of all dossiers of the item in the first "
            "column, below a heading. The list is not kept."
        ),
    )
    pasted = TextAreaField(
        _l("Or the codes themselves"), description=_l("Pasted here, one in each line.")
    )

    def codes(self) -> list[str]:
        """Raises a refusal where neither holds a code."""
        if self.file.data:
            return draws.codes_in(self.file.data.read())
        return draws.codes_typed(self.pasted.data or "")


class DrawForm(RepeatForm):
    item = SelectField(
        _l("For what"), invalid_choice_message=_l("Choose one of the values in the list.")
    )
    wanted = number_field(
        _l("How many to invite"),
        least=1,
        description=_l(
            "More than the answers needed, since not everybody answers. Empty: as many as answers "
            "are needed."
        ),
    )
    reason = paragraph_field(
        _l("Why it is drawn again"),
        description=_l("Only where it was drawn for this item before."),
    )
