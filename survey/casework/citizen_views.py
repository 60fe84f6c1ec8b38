"""The citizen's side: ask for an answer, follow it, say whether it helped, take it all back."""

from http import HTTPStatus

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from survey import db, rating_form
from survey.casework import confidence, handling, wishes
from survey.casework.forms import WishForm
from survey.casework.refusals import LinkUnknown
from survey.clock import local_day
from survey.errors.citizen import PosterUnknown
from survey.errors.problem import Problem
from survey.i18n import language
from survey.models import slip_code
from survey.models.case import Case, Verdict
from survey.queries import cases
from survey.settings import current_settings

bp = Blueprint("wishes", __name__)
LARGEST = 64 * 1024  # bytes


@bp.before_request
def take_no_more() -> None:
    request.max_content_length = LARGEST


@bp.after_request
def allow_own_style(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = rating_form.content_policy()
    return answer


@bp.errorhandler(Problem)
def show(problem: Problem) -> ResponseReturnValue:
    page = render_template("citizen/problem.html", problem=problem, written=(), can_retry=False)
    return page, problem.status


@bp.route("/w/<code>", methods=["GET", "POST"])
def ask(code: str) -> ResponseReturnValue:
    """By the code of the poster, so that nothing leads back to a slip."""
    written = slip_code.normalise(code) or ""
    place = cases.place(db.session(), poster_code=written, day=local_day(g.now))
    if place is None:
        raise PosterUnknown
    form = WishForm()
    form.key.data = str(form.wish_key)
    if form.validate_on_submit():
        with db.transaction() as session:
            wishes.receive(
                session,
                wish=form.wish(language=language()),
                place=place,
                now=g.now,
                days_to_answer=current_settings().days_to_answer,
            )
        return _to_case(confidence.link(form.wish_key))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render_template("casework/citizen/ask.html", form=form, place=place), status


@bp.get("/w/case/<link>")
def follow(link: str) -> ResponseReturnValue:
    case = _case(link)
    return render_template(
        "casework/citizen/follow.html",
        case=case,
        link=link,
        answer=confidence.answer_of(case),
        verdicts=Verdict,
    )


@bp.post("/w/case/<link>/verdict")
def judge(link: str) -> ResponseReturnValue:
    said = request.form.get("verdict", "")
    case = _case(link)
    if said in set(Verdict):
        with db.transaction() as session:
            handling.judge(session, case=case, verdict=Verdict(said))
    return _to_case(link)


@bp.post("/w/case/<link>/withdraw")
def withdraw(link: str) -> ResponseReturnValue:
    case = _case(link)
    with db.transaction() as session:
        handling.withdraw(session, case=case, today=local_day(g.now))
    return _to_case(link)


def _case(link: str) -> Case:
    case = cases.by_link(db.session(), digest=confidence.link_digest(link))
    if case is None:
        raise LinkUnknown
    return case


def _to_case(link: str) -> ResponseReturnValue:
    """In the language of the page: there is no cookie to remember it."""
    return redirect(url_for("wishes.follow", link=link, lang=language()), HTTPStatus.SEE_OTHER)
