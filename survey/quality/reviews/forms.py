"""What is filled in for a management review: the meeting, then what is said under its headings."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField

from survey.clock import first_of_month, months_before
from survey.models.management_review import ManagementReview, ReviewHeading
from survey.quality.plan_forms import month_field
from survey.quality.reviews.refusals import DecisionWithoutConclusion
from survey.quality.reviews.work import ReviewDetails, Said
from survey.staff.form_base import RegisterForm, day_field, line_field, paragraph_field
from survey.staff.months import month_of

HALF_YEAR = 6  # months


class ReviewForm(RegisterForm):
    first_month = month_field(_l("First month"), required=_l("Enter the first month."))
    last_month = month_field(_l("Last month"), required=_l("Enter the last month."))
    held_on = day_field(_l("Day of the meeting"), required=_l("Enter the day."))
    place = line_field(_l("Place of the meeting"), required=_l("Enter the place of the meeting."))
    chair = line_field(_l("Chair"), required=_l("Enter who chairs the meeting."))
    secretary = line_field(_l("Secretary"), required=_l("Enter who writes the minutes."))
    participants = paragraph_field(
        _l("Participants"),
        required=_l("Enter who takes part."),
        description=_l("One person or office in each line."),
    )

    def details(self) -> ReviewDetails:
        return ReviewDetails(
            first_day=self.first_month.data,
            last_day=month_of(self.last_month.data).last,
            held_on=self.held_on.data,
            place=self.place.data,
            chair=self.chair.data,
            secretary=self.secretary.data,
            participants=self.participants.data,
        )


class PartFields(Form):  # type: ignore[misc]  # the library has no types
    conclusion = paragraph_field(_l("Conclusion"))
    decision = paragraph_field(_l("Decision: what, by whom, until when"))


class ConclusionsForm(RegisterForm):
    """One part for each heading, in their order."""

    parts = FieldList(FormField(PartFields), min_entries=len(ReviewHeading))

    def said(self) -> dict[ReviewHeading, Said]:
        """Empty headings are left out; raises DecisionWithoutConclusion."""
        found = {
            heading: Said(part.form.conclusion.data, part.form.decision.data)
            for heading, part in zip(ReviewHeading, self.parts, strict=False)
        }
        if any(one.decision and not one.conclusion for one in found.values()):
            raise DecisionWithoutConclusion
        return {heading: one for heading, one in found.items() if one.conclusion}


def proposed(*, today: date, secretary: str) -> dict[str, Any]:
    """The half-year that ended last; who enters the meeting writes its minutes."""
    begun = first_of_month(today).replace(month=1 if today.month <= HALF_YEAR else HALF_YEAR + 1)
    return {
        "first_month": months_before(begun, HALF_YEAR),
        "last_month": months_before(begun, 1),
        "secretary": secretary,
    }


def written(review: ManagementReview) -> dict[str, Any]:
    return {
        "first_month": review.first_day,
        "last_month": review.last_day.replace(day=1),
        "held_on": review.held_on,
        "place": review.place,
        "chair": review.chair,
        "secretary": review.secretary,
        "participants": review.participants,
    }


def written_parts(review: ManagementReview) -> dict[str, Any]:
    found = [review.said(heading) for heading in ReviewHeading]
    return {
        "parts": [
            {"conclusion": part.conclusion, "decision": part.decision} if part else {}
            for part in found
        ]
    }
