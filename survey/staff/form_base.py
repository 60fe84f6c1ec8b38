"""What all forms of the registers share: their fields, and refusals shown where they arose."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from http import HTTPStatus
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import (
    DateField,
    Field,
    FieldList,
    FormField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)

from survey import db
from survey.errors.problem import Problem
from survey.errors.registers import Refusal
from survey.models.wording import clean
from survey.staff.words import choices

LONGEST_NAME = 300  # characters
LONGEST_NOTE = 2000
LARGEST_NUMBER = 1_000_000
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Of days and months that anybody means; beyond them a calendar ends."""


class RegisterForm(FlaskForm):  # type: ignore[misc]  # the library has no types
    """A form whose values the registers may still refuse."""

    refused_by: Problem | None = None

    def refuse(self, problem: Problem) -> None:
        """Show the reason at the field it belongs to, else above the form."""
        self.refused_by = problem
        if not isinstance(problem, Refusal):
            self.form_errors.append(f"{problem.title}. {problem.message}")
            return
        field = next((field for field in _flat(self) if field.id == problem.field), None)
        if field is None:
            self.form_errors.append(problem.message)
        else:
            field.errors = [*field.errors, problem.message]


class Done(NamedTuple):
    """The work is committed; what it returned."""

    result: Any


def saved(
    form: RegisterForm,
    work: Callable[[Session], Any],
    *,
    require: Callable[[], None] = lambda: None,
) -> Done | None:
    """The work on a form that was sent and is right; None when it is yet to be filled in, or when
    it was refused.

    `require` raises where nothing can be saved as things stand: the form is not opened then. Who
    had it open already gets it back with the reason and with all that was typed.
    """
    try:
        require()
        if not form.validate_on_submit():
            return None
        with db.transaction() as session:
            return Done(work(session))
    except Problem as problem:
        if not (form.is_submitted() and _is_of_the_form(problem)):
            raise
        form.refuse(problem)
        return None


def _is_of_the_form(problem: Problem) -> bool:
    """Another value or another moment may do; who may not do it at all is told so on a page."""
    return isinstance(problem, Refusal) or problem.status is HTTPStatus.CONFLICT


def line(typed: str | None) -> str | None:
    """One line without needless blanks; nothing when it is empty."""
    return " ".join(clean(typed or "").split()) or None


def paragraph(typed: str | None) -> str | None:
    return clean(typed or "") or None


def line_field(
    label: Any,
    *,
    required: Any = None,
    shape: Any = None,
    checks: Iterable[Any] = (),
    **more: Any,
) -> StringField:
    """`required` is the sentence for an empty field, without which it may stay empty; `shape` a
    pattern with its sentence; `checks` further validators."""
    validators = [_presence(required), _length(LONGEST_NAME), *checks]
    if shape is not None:
        pattern, sentence = shape
        validators.append(Regexp(f"^(?:{pattern.pattern})$", message=sentence))
    return StringField(label, filters=[line], validators=validators, **more)


def paragraph_field(label: Any, *, required: Any = None, **more: Any) -> TextAreaField:
    validators = [_presence(required), _length(LONGEST_NOTE)]
    return TextAreaField(label, filters=[paragraph], validators=validators, **more)


def day_field(label: Any, *, required: Any = None, **more: Any) -> DateField:
    wrong = _l("Enter a day of the calendar, for example 01/07/2026.")
    return DateField(
        label,
        format=["%Y-%m-%d", "%d/%m/%Y"],  # what browsers send, and what people type in old ones
        validators=[_presence(required), of_our_time],
        invalid_value_message=wrong,
        **more,
    )


def of_our_time(_form: Any, field: Field) -> None:
    if field.data is not None and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        wrong = _("Enter a year from %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
        raise ValidationError(wrong)


def number_field(
    label: Any, *, least: int = 0, most: int = LARGEST_NUMBER, required: Any = None, **more: Any
) -> IntegerField:
    """Whole numbers in [least, most]."""
    wrong = _l("Enter a whole number.")
    between = NumberRange(least, most, message=_l("Enter a number from %(min)s to %(max)s."))
    first = Optional() if required is None else InputRequired(required)
    return IntegerField(label, validators=[first, between], invalid_value_message=wrong, **more)


def choice_field(
    label: Any,
    *,
    names: dict[Any, Any],
    nothing: Any = None,
    kind: type[SelectField] = SelectField,
    **more: Any,
) -> SelectField:
    """One of the named values; `nothing` labels the choice of none."""
    return kind(
        label,
        choices=lambda: choices(names, nothing=nothing),
        invalid_choice_message=_l("Choose one of the values in the list."),
        validators=[Optional()] if nothing is not None else [],
        **more,
    )


def chosen(kind: type[StrEnum], value: str | None) -> Any:
    """The member, or None when nothing was chosen."""
    return kind(value) if value else None


def _presence(required: Any) -> DataRequired | Optional:
    return Optional() if required is None else DataRequired(required)


def _length(longest: int) -> Length:
    return Length(max=longest, message=_l("Shorten this to %(max)d characters."))


def _flat(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        if isinstance(field, FormField | FieldList):
            yield from _flat(field)
        else:
            yield field
