"""What is filled in for corrective actions."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from survey.models.corrective_action import ActionRound, Direction, Measured
from survey.models.rating import Channel
from survey.quality.plan_forms import month_field, percent_field
from survey.staff.action_words import BRANCHES, DIRECTIONS, MEASURED, WHYS
from survey.staff.form_base import (
    RegisterForm,
    choice_field,
    chosen,
    day_field,
    line_field,
    number_field,
    paragraph_field,
)
from survey.staff.plan_words import CHANNELS

TENTHS = 10
USUAL_POWER = 80  # per cent
EMPTY = {"point": _l("All counters of the agency"), "procedure": _l("All procedures")}
"""What it means that nothing is chosen."""


def offered_field(label: Any, **more: Any) -> SelectField:
    """One of what is offered when the page is made, or none."""
    return SelectField(
        label,
        validators=[Optional()],
        invalid_choice_message=_l("Choose one of the values in the list."),
        **more,
    )


class ActionForm(RegisterForm):
    title = line_field(_l("What it is about"), required=_l("Say in a few words what it is about."))
    happened = paragraph_field(
        _l("What happened"),
        required=_l("Say what happened."),
        description=_l("What was seen, when and where. Do not write names of citizens."),
    )


class FindingForm(ActionForm):
    reference = line_field(
        _l("Reference of the finding"),
        required=_l("Enter the reference of the finding."),
        description=_l("As the inspector numbers it."),
    )


class RoundForm(RegisterForm):
    """May be saved half filled in; what is announced must be whole."""

    why_1 = line_field(_l("Why did it happen?"))
    why_2 = line_field(_l("And why was that so?"))
    why_3 = line_field(_l("And why was that?"))
    why_4 = line_field(_l("And why?"))
    why_5 = line_field(_l("And why at last?"))
    people = line_field(
        BRANCHES["people"], description=_l("Training, number, absence, instruction.")
    )
    regulation = line_field(
        BRANCHES["regulation"], description=_l("Steps, papers that are asked for, time limits.")
    )
    equipment = line_field(
        BRANCHES["equipment"], description=_l("Software, lines, printers, number machines.")
    )
    documents = line_field(
        BRANCHES["documents"], description=_l("Forms, lists on display, what the website says.")
    )
    environment = line_field(
        BRANCHES["environment"], description=_l("Hall, seats, heat, hours, season.")
    )
    measurement = line_field(
        BRANCHES["measurement"], description=_l("Whether the figure itself can be trusted.")
    )
    root_cause = paragraph_field(_l("Root cause"))

    remedy = paragraph_field(
        _l("What is done"), description=_l("So that the cause is gone, not its effect alone.")
    )
    owner = offered_field(_l("Owner"))
    due_on = day_field(_l("To be carried out by"))

    measured = choice_field(_l("What is measured"), names=MEASURED)
    channel = choice_field(_l("Channel"), names=CHANNELS)
    question = offered_field(_l("Question"))
    point = offered_field(
        _l("Counter"),
        description=_l(
            "Where the change is made. Its other counters are then compared with it, where there "
            "are any."
        ),
    )
    procedure = offered_field(_l("Procedure"))
    direction = choice_field(_l("Expected direction"), names=DIRECTIONS)
    expected = percent_field(
        _l("Expected change"),
        most=100,
        description=_l("In points: from 80 to 85 is 5. What is worth the effort, not a hope."),
    )
    first_month = month_field(_l("Compared from"))
    changed_on = day_field(
        _l("First day of the change"),
        description=_l("The first of a month is best: a month with both does not count."),
    )
    read_on = day_field(
        _l("Day of reading"),
        description=_l(
            "The system reads the test on this day and not before. A month is final 15 days after "
            "its end."
        ),
    )
    power = number_field(
        _l("Power"),
        least=50,
        most=99,
        default=USUAL_POWER,
        description=_l("How surely the expected change shall be found if it is there."),
    )
    answers = number_field(
        _l("Answers needed after the change"),
        least=1,
        description=_l("Leave it empty to have it worked out."),
    )

    def offer(self, **offers: list[tuple[str, str]]) -> None:
        for name, offered in offers.items():
            self[name].choices = [
                SelectChoice("", EMPTY.get(name, _l("None"))),
                *(SelectChoice(*choice) for choice in offered),
            ]

    @property
    def has_branches(self) -> bool:
        """Whether there is something to see in the fishbone."""
        return any(self[name].data or self[name].errors for name in BRANCHES)

    @property
    def has_numbers(self) -> bool:
        return bool(self.answers.data or self.answers.errors or self.power.errors)

    def values(self) -> dict[str, Any]:
        """The columns of the round; what is worked out from them comes on top."""
        version, _sep, question = (self.question.data or "").partition(":")
        expected = self.expected.data
        return {
            **{name: self[name].data for name in (*WHYS, *BRANCHES, "root_cause", "remedy")},
            "owner_id": _number(self.owner.data),
            "due_on": self.due_on.data,
            "measured": chosen(Measured, self.measured.data),
            "channel": chosen(Channel, self.channel.data),
            "version_id": _number(version),
            "question": question or None,
            "point_id": _number(self.point.data),
            "procedure_id": _number(self.procedure.data),
            "direction": chosen(Direction, self.direction.data),
            "expected_tenths": round(expected * TENTHS) or None if expected else None,
            "first_month": self.first_month.data,
            "changed_on": self.changed_on.data,
            "read_on": self.read_on.data,
            "answers": self.answers.data,
        }


def written(attempt: ActionRound) -> dict[str, Any]:
    """A round as the form shows it."""
    names = (*WHYS, *BRANCHES, "root_cause", "remedy", "due_on", "measured", "channel")
    expected = attempt.expected_tenths
    return {
        **{name: getattr(attempt, name) for name in names},
        **{name: getattr(attempt, name) for name in ("direction", "first_month", "answers")},
        "changed_on": attempt.changed_on,
        "read_on": attempt.read_on,
        "owner": str(attempt.owner_id or ""),
        "question": f"{attempt.version_id}:{attempt.question}" if attempt.question else "",
        "point": str(attempt.point_id or ""),
        "procedure": str(attempt.procedure_id or ""),
        "expected": None if expected is None else expected / TENTHS,
    }


class PublicForm(RegisterForm):
    sentence_vi = line_field(
        _l("In Vietnamese"), required=_l("Write the sentence in both languages.")
    )
    sentence_en = line_field(_l("In English"), required=_l("Write the sentence in both languages."))


def _number(choice: str | None) -> int | None:
    return int(choice) if choice else None
