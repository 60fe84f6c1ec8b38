"""What is handed in to draw whom to invite."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

from survey.staff.form_base import RegisterForm, number_field, paragraph_field


class RepeatForm(RegisterForm):
    file = FileField(
        _l("List of dossiers"),
        validators=[FileRequired(_l("Choose a file."))],
        description=_l(
            "Excel workbook (.xlsx) or CSV: the codes of all dossiers of the item in the first "
            "column, below a heading. The list is not kept."
        ),
    )


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
