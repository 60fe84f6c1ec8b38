"""What is asked where: the coverage, one agency's choices, a new choice, its end."""

from http import HTTPStatus

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from survey import db
from survey.clock import local_day
from survey.errors.problem import NotFound
from survey.errors.questionnaires import DayRefused
from survey.models.agency import Agency
from survey.permissions import scope
from survey.queries import agencies, questionnaire_uses, questionnaires
from survey.queries.paging import Window
from survey.questionnaires import reading, use
from survey.questionnaires.blueprint import actor, bp
from survey.questionnaires.forms import UseForm
from survey.questionnaires.reading import Headline

PER_PAGE = 50


@bp.get("/asked")
def coverage() -> str:
    """Which service points of the person's agencies ask what today."""
    day = local_day(g.now)
    mine = scope(db.session(), person=g.person, day=day)
    page = max(request.args.get("page", 1, type=int), 1)
    points = questionnaire_uses.at_points(
        db.session(),
        day=day,
        agency_ids=mine,
        words=request.args.get("q", ""),
        nothing_asked=request.args.get("only") == "nothing",
        window=Window(offset=(page - 1) * PER_PAGE, limit=PER_PAGE),
    )
    return render_template(
        "questionnaires/coverage.html",
        day=day,
        points=points,
        page=page,
        pages=-(-points.total // PER_PAGE),
        counts=questionnaire_uses.counts(db.session(), day=day, agency_ids=mine),
        headlines=_headlines(),
    )


@bp.get("/asked/<agency_code>")
def of_agency(agency_code: str) -> ResponseReturnValue:
    return _agency_page(_agency_or_404(agency_code), form=_use_form())


@bp.post("/asked/<agency_code>/begin")
def put_in_use(agency_code: str) -> ResponseReturnValue:
    agency, form = _agency_or_404(agency_code), _use_form()
    if not form.validate_on_submit():
        return _agency_page(agency, form=form)
    try:
        with db.transaction() as session:
            chosen = questionnaires.version(session, version_id=form.version.data)
            if chosen is None:
                raise NotFound
            first_day = form.first_day.data
            use.begin(session, agency=agency, version=chosen, first_day=first_day, by=actor())
    except DayRefused as problem:
        form.first_day.errors = [problem.message]
        return _agency_page(agency, form=form)
    day = format_date(first_day)
    flash(_("From %(day)s this questionnaire is asked here and below.", day=day), "good")
    return _to_agency(agency_code)


@bp.post("/asked/<agency_code>/end")
def end_use(agency_code: str) -> ResponseReturnValue:
    agency = _agency_or_404(agency_code)
    with db.transaction() as session:
        db.hold_lightly(session, agency)
        chosen = questionnaire_uses.by_id(
            session, use_id=request.form.get("use", 0, type=int), agency_id=agency.id
        )
        if chosen is None:
            raise NotFound
        use.end(session, use=chosen, last_day=local_day(g.now), by=actor())
    flash(_("It is asked until tonight; then the nearest agency above decides."), "good")
    return _to_agency(agency_code)


def _agency_or_404(code: str) -> Agency:
    agency = agencies.by_code(db.session(), code=code)
    if agency is None:
        raise NotFound
    return agency


def _use_form() -> UseForm:
    form = UseForm(first_day=local_day(g.now))
    form.version.choices = [
        SelectChoice(str(version_id), name)
        for version_id, name in reading.names(questionnaires.published(db.session())).items()
    ]
    return form


def _agency_page(agency: Agency, *, form: UseForm) -> ResponseReturnValue:
    session, day = db.session(), local_day(g.now)
    page = render_template(
        "questionnaires/agency.html",
        agency=agency,
        day=day,
        form=form,
        uses=questionnaire_uses.history(session, agency_id=agency.id),
        asked=questionnaires.version_in_use(session, agency_id=agency.id, day=day),
        headlines=_headlines(),
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def _headlines() -> dict[int, Headline]:
    return {
        version.id: reading.headline(version)
        for version in questionnaires.every_version(db.session())
    }


def _to_agency(code: str) -> ResponseReturnValue:
    address = url_for("questionnaires.of_agency", agency_code=code)
    return redirect(address, HTTPStatus.SEE_OTHER)
