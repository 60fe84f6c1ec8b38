"""What is filled in for the counts of one day: a number per procedure."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wtforms import HiddenField

from survey.registry.flows import MOST_A_DAY
from survey.staff.form_base import RegisterForm, number_field


class Line(NamedTuple):
    """A procedure to be counted."""

    procedure_id: int
    name: str


class CountsForm(RegisterForm):
    """One field a procedure, and what the person saw when they began."""

    seen = HiddenField()

    @property
    def counts(self) -> dict[int, int | None]:
        return {number: self[name].data for number, name in self.names.items()}

    @property
    def seen_counts(self) -> dict[int, int | None]:
        try:
            return {int(number): closed for number, closed in json.loads(self.seen.data).items()}
        except (ValueError, AttributeError, TypeError):
            return {}

    names: dict[int, str]
    """Field names by procedure."""


def counts_form(lines: Sequence[Line], *, closed: Mapping[int, int]) -> CountsForm:
    """A form of these lines: as it was sent, else filled with what is counted already."""
    return _filled(_form_of(lines), closed=closed)


def fresh_counts_form(
    lines: Sequence[Line], *, closed: Mapping[int, int], instead_of: CountsForm
) -> CountsForm:
    """What is counted by now, under the errors of a form that came too late."""
    form = _filled(_form_of(lines), closed=closed, formdata=None)
    form.form_errors.extend(instead_of.form_errors)
    return form


def _form_of(lines: Sequence[Line]) -> type[CountsForm]:
    names = {line.procedure_id: f"closed-{line.procedure_id}" for line in lines}
    fields = {names[line.procedure_id]: number_field(line.name, most=MOST_A_DAY) for line in lines}
    return type("CountsOfADay", (CountsForm,), {"names": names, **fields})


def _filled(kind: type[CountsForm], *, closed: Mapping[int, int], **source: None) -> CountsForm:
    known = {kind.names[number]: count for number, count in closed.items()}
    form = kind(**source, data=known | {"seen": json.dumps(dict(closed))})
    for name in kind.names.values():
        form[name].flags.optional = False  # an empty field means that nothing was counted
    return form
