"""What is filled in for a quarter of the board."""

from flask_babel import lazy_gettext as _l
from wtforms import DecimalField
from wtforms.validators import InputRequired, NumberRange

from survey.measures.handed_on import BOARD_MAXIMUM
from survey.staff.form_base import RegisterForm, line_field


class ScoreForm(RegisterForm):
    points = DecimalField(
        _l("Points, of 18"),
        places=2,
        validators=[
            InputRequired(_l("Enter the points.")),
            NumberRange(
                0, int(BOARD_MAXIMUM), message=_l("Enter a number from %(min)s to %(max)s.")
            ),
        ],
    )
    note = line_field(_l("Note"))

    @property
    def hundredths(self) -> int:
        return round(self.points.data * 100)
