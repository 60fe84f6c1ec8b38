"""The minutes of a management review, in the form of administrative texts."""

from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey.documents.official import Block, Heading, Official, Paragraph, Signature
from survey.i18n import called, language
from survey.measures.review_facts import ReviewFacts
from survey.models.agency import Agency
from survey.models.management_review import ManagementReview, ReviewHeading
from survey.quality.reviews import telling
from survey.queries import agencies
from survey.settings import current_settings
from survey.staff.review_words import HEADINGS


def minutes(
    session: Session, *, review: ManagementReview, agency: Agency, facts: ReviewFacts, today: date
) -> Official:
    above = agencies.path(session, agency_id=agency.id, day=review.approved_on or today)[:-1]
    first, last = format_date(review.first_day), format_date(review.last_day)
    return Official(
        language=language(),
        superior=called(above[-1].name_vi, above[-1].name_en) if above else "",
        issuer=called(agency.name_vi, agency.name_en),
        number="",
        place="",
        issued_on=review.held_on,
        kind=_("Minutes") if review.approved_on else _("Minutes (draft)"),
        about=_("Management review of %(first)s to %(last)s", first=first, last=last),
        blocks=[*_meeting(review), *_headings(review, facts=facts)],
        recipients=[_("Those who took part."), _("Filed: office, quality system.")],
        signatures=[
            Signature(_("Secretary"), review.secretary),
            Signature(_("Chair"), review.chair),
        ],
        simulated=current_settings().simulated,
        written_on=today,
    )


def _meeting(review: ManagementReview) -> list[Block]:
    said = [
        _("Day: %(day)s.", day=format_date(review.held_on)),
        _("Place: %(place)s.", place=review.place),
        _("Chair: %(name)s.", name=review.chair),
        _("Secretary: %(name)s.", name=review.secretary),
        _("Participants: %(names)s.", names="; ".join(review.participants.splitlines())),
    ]
    return [Heading(_("1. Meeting")), *map(Paragraph, said)]


def _headings(review: ManagementReview, *, facts: ReviewFacts) -> list[Block]:
    told = telling.blocks(facts)
    found: list[Block] = [Paragraph(said) for said in telling.late(review)]
    for number, heading in enumerate(ReviewHeading, start=2):
        found.append(Heading(f"{number}. {HEADINGS[heading]}"))
        found += [*told[heading], *_said(review, heading=heading)]
    return found


def _said(review: ManagementReview, *, heading: ReviewHeading) -> list[Block]:
    part = review.said(heading)
    if part is None:
        return [Paragraph(_("Conclusion: …"))]
    said = [Paragraph(_("Conclusion: %(words)s", words=part.conclusion))]
    if part.decision:
        said.append(Paragraph(_("Decision: %(words)s", words=part.decision)))
    return [*said]
