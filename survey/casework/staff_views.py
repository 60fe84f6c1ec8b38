"""The agency's side: what waits for an answer, who takes it, what was answered."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey import db
from survey.casework import confidence, handling
from survey.casework.forms import AnswerForm, HandOverForm
from survey.errors.problem import Problem
from survey.models.account import Account
from survey.models.case import Case
from survey.models.point import ServicePoint
from survey.policy import CASE_WORKERS
from survey.queries import agencies, cases, corrective_actions
from survey.queries.cases import Standing
from survey.staff.form_base import RegisterForm, saved
from survey.staff.listing import pages_of, window_of
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, found, territory, today

bp = Blueprint("cases", __name__)


@bp.get("/cases")
def index() -> ResponseReturnValue:
    asked = request.args.get("show", "")
    standing = Standing(asked) if asked in set(Standing) else Standing.OPEN
    page = max(request.args.get("page", 1, type=int), 1)
    listed = cases.found(
        db.session(),
        within=territory(CASE_WORKERS),
        standing=standing,
        day=today(),
        window=window_of(page),
    )
    return render_template(
        "casework/index.html",
        listed=listed,
        standing=standing,
        standings=Standing,
        page=page,
        pages=pages_of(listed.total),
        today=today(),
    )


@bp.route("/cases/<int:case_id>", methods=["GET", "POST"])
def case(case_id: int) -> ResponseReturnValue:
    """What was written, and the answer to it."""
    asked = _the_case(case_id)
    form = AnswerForm()
    done = saved(
        form,
        lambda session: handling.answer(session, case=asked, text=form.answer.data, by=actor()),
    )
    if done:
        return on_to("cases.case", told=_("The answer was given."), case_id=case_id)
    return _page(asked, form=form)


@bp.post("/cases/<int:case_id>/take")
def take(case_id: int) -> ResponseReturnValue:
    return _done(case_id, work=handling.take, told=_("The case is yours."))


@bp.post("/cases/<int:case_id>/hand-back")
def hand_back(case_id: int) -> ResponseReturnValue:
    return _done(case_id, work=handling.hand_back, told=_("The case was handed back."))


@bp.post("/cases/<int:case_id>/hand-over")
def hand_over(case_id: int) -> ResponseReturnValue:
    asked, form = _the_case(case_id), HandOverForm()
    form.offer(handling.colleagues(db.session(), case=asked, today=today()))
    done = saved(
        form,
        lambda session: _handed_over(session, asked, form=form),
        require=lambda: handling.require_owner(asked, by=actor()),
    )
    if done:
        return _stepped(asked, told=_("The message was handed over."))
    return _page(asked, form=AnswerForm(), handing=form, refused_by=form.refused_by)


@bp.get("/cases/<int:case_id>/take")
@bp.get("/cases/<int:case_id>/hand-back")
@bp.get("/cases/<int:case_id>/hand-over")
def after_step(case_id: int) -> ResponseReturnValue:
    """A step may have shown the page itself, which is then asked for in another language."""
    return redirect(url_for("cases.case", case_id=_the_case(case_id).id), HTTPStatus.SEE_OTHER)


def _handed_over(session: Session, asked: Case, *, form: HandOverForm) -> None:
    to = session.get_one(Account, int(form.colleague.data))
    handling.hand_over(session, case=asked, to=to, by=actor())


def _done(case_id: int, *, work: Callable[..., None], told: str) -> ResponseReturnValue:
    asked, form = _the_case(case_id), RegisterForm()
    if saved(form, lambda session: work(session, case=asked, by=actor())):
        return _stepped(asked, told=told)
    return _page(asked, form=AnswerForm(), refused_by=form.refused_by)


def _stepped(asked: Case, *, told: str) -> ResponseReturnValue:
    """An answer typed meanwhile is shown on at once: no address and no cookie may carry it."""
    typed = AnswerForm()
    if not typed.answer.data:
        return on_to("cases.case", told=told, case_id=asked.id)
    flash(told, "good")
    return _page(asked, form=typed)


def _page(
    asked: Case,
    *,
    form: AnswerForm,
    refused_by: Problem | None = None,
    handing: HandOverForm | None = None,
) -> ResponseReturnValue:
    session = db.session()
    if handing is None:
        handing = HandOverForm(formdata=None)
        handing.offer(handling.colleagues(session, case=asked, today=today()))
    form.form_errors += [told for field in handing for told in field.errors]
    if refused_by is not None:
        form.refuse(refused_by)
    is_mine = asked.owner_id == g.person.id
    return form_page(
        "casework/case.html",
        form=form,
        case=asked,
        point=session.get_one(ServicePoint, asked.point_id),
        owner=session.get(Account, asked.owner_id) if asked.owner_id else None,
        is_mine=is_mine,
        handing=handing,
        message=confidence.message_of(asked),
        answer=confidence.answer_of(asked),
        contact=confidence.contact_of(asked) if is_mine else None,
        actions=corrective_actions.of_case(session, case_id=asked.id),
        agency=found(agencies.by_id(session, agency_id=asked.agency_id)),
        today=today(),
    )


def _the_case(case_id: int) -> Case:
    return found(cases.by_id(db.session(), case_id=case_id))
