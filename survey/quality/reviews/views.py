"""Pages of management reviews: all of a year, one with its pack, its steps, its minutes."""

from flask import g, render_template
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from flask_babel import gettext as _

from survey import db
from survey.models.agency import Agency
from survey.models.management_review import ManagementReview, ReviewHeading
from survey.models.staged import Stage
from survey.quality import stages, trails
from survey.quality.blueprint import bp
from survey.quality.reviews import keeping, telling, work
from survey.quality.reviews.forms import (
    ConclusionsForm,
    ReviewForm,
    proposed,
    written,
    written_parts,
)
from survey.quality.reviews.minutes import minutes
from survey.quality.steps import asked_step
from survey.queries import agencies, management_reviews
from survey.staff.downloads import file_of
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, found, the_agency, today
from survey.staff.years import asked_year


@bp.get("/quality-system/<agency_code>/reviews", endpoint="reviews")
def browse(agency_code: str) -> ResponseReturnValue:
    agency, year = the_agency(agency_code), asked_year(today=today())
    return render_template(
        "quality/reviews.html",
        agency=agency,
        year=year,
        reviews=management_reviews.of_agency(db.session(), agency_id=agency.id, year=year),
        trail=trails.to_reviews(agency, year=year),
    )


@bp.route(
    "/quality-system/<agency_code>/reviews/new", methods=["GET", "POST"], endpoint="new_review"
)
def enter(agency_code: str) -> ResponseReturnValue:
    agency = the_agency(agency_code)
    form = ReviewForm(data=proposed(today=today(), secretary=g.person.name))
    done = saved(
        form,
        lambda session: work.create(session, agency=agency, details=form.details(), by=actor()),
    )
    if done:
        return on_to("quality.review", told=_("The review was entered."), review_id=done.result.id)
    trail = trails.to_reviews(agency, year=today().year)
    return form_page("quality/enter_review.html", form=form, trail=trail)


@bp.route(
    "/quality-system/reviews/<int:review_id>/edit", methods=["GET", "POST"], endpoint="edit_review"
)
def correct(review_id: int) -> ResponseReturnValue:
    review, agency = the_review(review_id)
    form = ReviewForm(data=written(review))
    done = saved(
        form,
        lambda session: work.edit(session, review=review, details=form.details(), by=actor()),
        require=lambda: work.require_open(review),
    )
    if done:
        return on_to("quality.review", told=_("The review was saved."), review_id=review.id)
    trail = trails.to_review(agency, review=review)
    return form_page("quality/enter_review.html", form=form, trail=trail)


@bp.route(
    "/quality-system/reviews/<int:review_id>/conclude",
    methods=["GET", "POST"],
    endpoint="conclude_review",
)
def conclude(review_id: int) -> ResponseReturnValue:
    review, agency = the_review(review_id)
    form = ConclusionsForm(data=written_parts(review))
    done = saved(
        form,
        lambda session: work.conclude(session, review=review, said=form.said(), by=actor()),
        require=lambda: work.require_open(review),
    )
    if done:
        return on_to("quality.review", told=_("The review was saved."), review_id=review.id)
    return form_page(
        "quality/conclude_review.html",
        form=form,
        parts=list(zip(ReviewHeading, form.parts, strict=False)),
        told=_told(review, agency=agency),
        trail=trails.to_review(agency, review=review),
    )


@bp.get("/quality-system/reviews/<int:review_id>", endpoint="review")
def read(review_id: int) -> ResponseReturnValue:
    review, agency = the_review(review_id)
    return render_template(
        "quality/review.html",
        review=review,
        agency=agency,
        told=_told(review, agency=agency),
        late=telling.late(review),
        following=stages.following(review),
        trail=trails.to_review(agency, review=review),
    )


@bp.get("/quality-system/reviews/<int:review_id>/<any(pdf, docx):format>", endpoint="minutes")
def take_away(review_id: int, format: str) -> Response:  # its name in the address
    review, agency = the_review(review_id)
    facts = keeping.facts(db.session(), review=review, agency=agency, today=today())
    paper = minutes(db.session(), review=review, agency=agency, facts=facts, today=today())
    return file_of(paper, format=format, name=_("review-%(number)s", number=review.id))


@bp.post("/quality-system/reviews/<int:review_id>/advance", endpoint="advance_review")
def advance(review_id: int) -> ResponseReturnValue:
    return _step(review_id, to=asked_step())


@bp.post("/quality-system/reviews/<int:review_id>/approve", endpoint="approve_review")
def approve(review_id: int) -> ResponseReturnValue:
    return _step(review_id, to=Stage.APPROVED)


def the_review(review_id: int) -> tuple[ManagementReview, Agency]:
    review = found(management_reviews.by_id(db.session(), review_id=review_id))
    return review, found(agencies.by_id(db.session(), agency_id=review.agency_id))


def _told(review: ManagementReview, *, agency: Agency) -> telling.Told:
    return telling.blocks(keeping.facts(db.session(), review=review, agency=agency, today=today()))


def _step(review_id: int, *, to: Stage) -> ResponseReturnValue:
    review, _agency = the_review(review_id)
    with db.transaction() as session:
        work.advance(session, review=review, to=to, by=actor())
    return on_to("quality.review", told=_("The step was taken."), review_id=review.id)
