"""What is filled in when agencies end, alone or to go on as others."""

import re
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, RadioField
from wtforms.fields.choices import SelectChoice

from survey.i18n import called
from survey.models.agency import Agency, SuccessionKind
from survey.registry.agency_forms import AgencyFields
from survey.registry.agency_plan import ENDS, Change
from survey.staff.form_base import RegisterForm, day_field, line_field

MOST_PARTS = 20
ASSIGNED = re.compile(r"(child|point)-(\d+)")


class Step(StrEnum):
    """Which button was pressed."""

    PREVIEW = "preview"
    CONFIRM = "confirm"
    EDIT = "edit"
    MORE = "more"
    LESS = "less"


def pressed() -> Step | None:
    """None until a button is pressed."""
    if request.method != "POST":
        return None
    written = request.form.get("step", "")
    return Step(written) if written in tuple(Step) else Step.PREVIEW


class EndForm(RegisterForm):
    day = day_field(
        _l("Last day"),
        description=_l("The agency still exists on this day, and no longer on the next."),
        required=_l("Enter the last day."),
    )

    def change(self, agency: Agency, *, parent: Agency | None) -> Change:
        day = self.day.data + timedelta(days=1)
        return Change(day=day, predecessors=(agency,), parent=parent)


class SuccessionForm(RegisterForm):
    """How agencies go on as others."""

    heir = RadioField(_l("Who goes on"), default="", choices=[])
    new = FieldList(FormField(AgencyFields), max_entries=MOST_PARTS)
    day = day_field(
        _l("First day of the new order"),
        description=_l("The old agencies exist for the last time on the day before."),
        required=_l("Enter the first day of the new order."),
    )
    legal_basis = line_field(
        _l("Legal basis"),
        description=_l("Number, date and issuer of the resolution or decision."),
    )
    keeps_roles = BooleanField(
        _l("People keep their roles"),
        description=_l("Whoever has a role in an old agency gets the same role in the new one."),
    )

    def offer_heirs(self, predecessors: tuple[Agency, ...]) -> None:
        """Either a new agency follows, or one of those that merge takes the others in."""
        self.heir.choices = [
            SelectChoice("", _l("A new agency follows them")),
            *(
                SelectChoice(
                    str(agency.id),
                    _l("%(name)s goes on", name=called(agency.name_vi, agency.name_en)),
                )
                for agency in predecessors
            ),
        ]

    def validate(self, extra_validators: object = None) -> bool:
        """Where one of the old agencies goes on, nothing new is described."""
        if self.heir.data:
            self.new.entries.clear()
        is_valid: bool = super().validate(extra_validators)
        return is_valid

    def shape(self, button: Step | None, *, fewest: int, like: Agency) -> None:
        """As many new agencies as are needed or asked for; further ones are of the same kind."""
        if button is Step.LESS and len(self.new) > fewest:
            self.new.pop_entry()
        wanted = len(self.new) + 1 if button is Step.MORE else fewest
        while len(self.new) < min(wanted, MOST_PARTS):
            self.new.append_entry({"kind": like.kind.value})

    def change(
        self,
        kind: SuccessionKind,
        *,
        predecessors: tuple[Agency, ...],
        parent: Agency | None,
        sent: Mapping[str, str],
    ) -> Change:
        """`sent` holds who takes over what, as the preview asked it."""
        going_on = next((old for old in predecessors if str(old.id) == self.heir.data), None)
        new = () if going_on else tuple(part.form.details() for part in self.new)
        heirs = max(len(new), 1)
        return Change(
            day=self.day.data,
            predecessors=tuple(old for old in predecessors if old is not going_on),
            parent=parent,
            kind=kind,
            new=new,
            continuing=going_on,
            legal_basis=self.legal_basis.data,
            children_to=_assigned(sent, "child", allowed=range(heirs)),
            points_to=_assigned(sent, "point", allowed=range(ENDS, heirs)),
            keeps_roles=self.keeps_roles.data,
        )


def without_assignments(sent: Any) -> list[tuple[str, str]]:
    """What was sent, to be sent once more by the preview."""
    own = ("csrf_token", "step")
    return [
        (name, value)
        for name, value in sent.items(multi=True)
        if name not in own and not ASSIGNED.fullmatch(name)
    ]


def _assigned(sent: Mapping[str, str], what: str, *, allowed: range) -> dict[int, int]:
    found = {}
    for name, value in sent.items():
        match = ASSIGNED.fullmatch(name)
        if match and match[1] == what and value.lstrip("-").isdecimal() and int(value) in allowed:
            found[int(match[2])] = int(value)
    return found
