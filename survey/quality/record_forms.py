"""What is filled in when a record is made."""

from flask_babel import lazy_gettext as _l

from survey.staff.form_base import RegisterForm, paragraph_field


class RecordForm(RegisterForm):
    reason = paragraph_field(
        _l("What is wrong with the record before"),
        description=_l("Both records are kept."),
    )

    def require_reason(self) -> None:
        """Where the wave has a record already."""
        self.reason.flags.required = True
