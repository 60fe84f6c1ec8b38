"""The citizen's pages: by slip, by poster, by typing the code of a slip."""

from contextlib import AbstractContextManager, nullcontext
from http import HTTPStatus

from flask import Blueprint, Flask, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from survey import bugs, db, rating_form
from survey.citizen import change, crowd, page, questions, rating, sheet
from survey.citizen.entrance import require_open
from survey.citizen.memory import PageMemory
from survey.citizen.page import Visit
from survey.citizen.submission import receive
from survey.clock import local_day
from survey.errors.citizen import (
    AlreadySent,
    PosterUnknown,
    QuestionsChanged,
    RatingTooLarge,
    ServerFull,
    SlipUnknown,
    SubmissionConflict,
)
from survey.errors.problem import NotFound, Problem, Unavailable
from survey.i18n import language
from survey.models import slip_code
from survey.queries import agencies, entrances, public_changes
from survey.queries.entrances import Entrance
from survey.rating_form import Sheet

bp = Blueprint("citizen", __name__)
LARGEST_RATING = 256 * 1024
"""Bytes; a comment of four times the length that is kept still comes back to be shortened."""


def init_app(app: Flask) -> None:
    app.extensions["citizen_pages"] = PageMemory()
    app.extensions["definitions"] = {}
    crowd.init_app(app)
    app.register_blueprint(bp)


@bp.before_request
def take_no_more() -> None:
    """Anybody may send here: nobody fills the memory of the server with one page."""
    request.max_content_length = LARGEST_RATING


@bp.errorhandler(Problem)
def show(problem: Problem) -> Response:
    return page.problem(problem, written=sheet.typed(request.form))


@bp.errorhandler(SlipUnknown)
def show_unknown(unknown: SlipUnknown) -> Response:
    """One sign of 26 is easily mistaken: the code stays, to be mended where it is wrong."""
    typed = (request.view_args or {})["code"]
    code = slip_code.normalise(typed)
    words = sheet.typed(request.form)
    return page.problem(unknown, written=words, mistyped=slip_code.grouped(code) if code else typed)


@bp.errorhandler(ServerFull)
def show_full(_problem: ServerFull) -> Response:
    return _put_off()


@bp.errorhandler(RequestEntityTooLarge)
def show_too_large(_error: RequestEntityTooLarge) -> Response:
    return page.problem(RatingTooLarge())


@bp.errorhandler(BadRequest)
def show_broken(_error: BadRequest) -> Response:
    return page.problem(Problem())


@bp.errorhandler(SQLAlchemyError)
def show_away(error: SQLAlchemyError) -> Response:
    """Nothing is known to have been taken: the same key makes sending again harmless."""
    if not crowd.is_away(error):
        return show_failure(error)
    current_app.logger.error("database: %s on %s", type(error).__name__, request.endpoint)
    return _put_off()


@bp.errorhandler(Exception)
def show_failure(error: Exception) -> Response:
    """A bug of ours: the citizen is told the same, and may be luckier a minute later."""
    bugs.note(error)
    answer = _put_off()
    answer.status_code = HTTPStatus.INTERNAL_SERVER_ERROR
    return answer


def _put_off() -> Response:
    """What was sent stands on the answer; what was only asked for can be asked for again."""
    if request.method == "POST":
        return page.again(request.form, written=sheet.typed(request.form))
    return page.problem(Unavailable())


@bp.route("/r", methods=["GET", "POST"], strict_slashes=False)
def enter_code() -> ResponseReturnValue:
    typed = request.form.get("code", "")
    code = slip_code.normalise(typed)
    if code is not None:
        there = url_for("citizen.slip", code=code, lang=language())
        return redirect(there, HTTPStatus.SEE_OTHER)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    form = render_template("citizen/code.html", typed=typed, is_wrong=request.method == "POST")
    return page.answer(form, status=status)


@bp.route("/r/<code>", methods=["GET", "POST"], strict_slashes=False)
def slip(code: str) -> Response:
    with _admitted():
        written = slip_code.normalise(code)
        digest = slip_code.digest(written) if written else b""
        chosen = sheet.chosen_procedure(request.form)
        entrance = entrances.by_slip(
            db.session(), digest=digest, day=local_day(g.now), chosen=chosen
        )
        if entrance is None:
            raise SlipUnknown
        return _visit(entrance)


@bp.route("/q/<code>", methods=["GET", "POST"], strict_slashes=False)
def poster(code: str) -> Response:
    with _admitted():
        written = slip_code.normalise(code) or ""
        chosen = sheet.chosen_procedure(request.form)
        entrance = entrances.by_poster(
            db.session(), code=written, day=local_day(g.now), chosen=chosen
        )
        if entrance is None:
            raise PosterUnknown
        return _visit(entrance)


@bp.get("/because/<agency_code>")
def changes(agency_code: str) -> ResponseReturnValue:
    """What the agency changed because of its citizens."""
    agency = agencies.by_code(db.session(), code=agency_code)
    if agency is None:
        raise NotFound
    told = public_changes.of_agency(db.session(), agency_id=agency.id)
    shown = render_template("citizen/changes.html", agency=agency, changes=told)
    return page.answer(shown, status=HTTPStatus.OK)


def _admitted() -> AbstractContextManager[None]:
    """What came back from a page needs a place among those being worked on; looking needs none."""
    return crowd.admitted() if request.method == "POST" else nullcontext()


def _visit(entrance: Entrance) -> Response:
    if request.method == "POST":
        return _received(entrance)
    require_open(entrance, today=local_day(g.now), sending=False)
    asked = questions.in_use(db.session(), entrance=entrance)
    visit = Visit(db.session(), entrance, asked, g.now)
    return page.untouched(visit, sheet=rating_form.empty())


def _received(entrance: Entrance) -> Response:
    """A page came back: to be sent, or to be shown in another language or with a search."""
    version_id = sheet.posted_version(request.form)
    asked = questions.of_page(db.session(), version_id=version_id, entrance=entrance, now=g.now)
    if asked is None:
        return _asked_anew(entrance, before=version_id)
    visit = Visit(db.session(), entrance, asked, g.now)
    filled = sheet.read(request.form, definition=asked.definition)
    if not filled.wants_to_send:
        return page.filled(visit, sheet=filled)
    return _send(visit, filled=filled)


def _asked_anew(entrance: Entrance, *, before: int | None) -> Response:
    """Other questions are asked by now: what still fits is kept, the rest is shown."""
    require_open(entrance, today=local_day(g.now), sending=True)
    asked = questions.in_use(db.session(), entrance=entrance)
    visit = Visit(db.session(), entrance, asked, g.now)
    earlier = questions.asked_once(db.session(), version_id=before)
    moved = change.carried_over(request.form, earlier=earlier, now=asked.definition)
    return page.filled(visit, sheet=moved.sheet, notice=QuestionsChanged(), left_out=moved.left_out)


def _send(visit: Visit, *, filled: Sheet) -> Response:
    checked = rating.check(
        filled.answers,
        key=filled.key,
        place=visit.entrance,
        asked=visit.asked,
        language=language(),
    )
    if checked.submission is None:
        return page.filled(visit, sheet=filled, problems=checked.problems)
    try:
        require_open(visit.entrance, today=local_day(g.now), sending=True)
        receive(checked.submission, now=g.now)
    except SubmissionConflict as conflict:
        # A slip's answer may be changed: the same page can be sent under a key of its own.
        if visit.entrance.slip_digest is None:
            raise AlreadySent from None
        return page.filled(visit, sheet=filled.under_a_fresh_key(), notice=conflict)
    return page.thanks(visit)
