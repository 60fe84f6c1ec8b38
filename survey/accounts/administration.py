"""The pages where accounts are administered."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from survey import db
from survey.accounts import acting, authority, invitations, listing, upkeep, wording
from survey.accounts.acting import actor, back_to, governed, hand_over, link_once, offer, page
from survey.accounts.forms import InviteForm, RoleForm
from survey.errors.accounts import LoginTaken, RoleAtEndedAgency, RoleHeldAlready
from survey.errors.problem import NotFound
from survey.queries import accounts

bp = Blueprint("administration", __name__)


@bp.get("/accounts")
def index() -> ResponseReturnValue:
    found = accounts.administered(db.session(), agency_ids=acting.scope())
    words = request.args.get("q", "")
    number = request.args.get("page", 1, type=int)
    shown = listing.page(listing.matching(found, words=words), number=number)
    return render_template("accounts/index.html", page=shown, words=words, wording=wording)


@bp.route("/accounts/invite", methods=["GET", "POST"])
def invite() -> ResponseReturnValue:
    form = offer(InviteForm())
    if not form.validate_on_submit():
        return page("accounts/invite.html", form=form, wording=wording)
    try:
        with db.transaction() as session:
            role, agency = acting.chosen(session, form)
            account, token = invitations.invite(
                session,
                login=form.login.data,
                name=form.name.data,
                language=form.language.data,
                role=role,
                agency=agency,
                by=actor(),
            )
    except LoginTaken as problem:
        form.login.errors = [problem.message]
        return page("accounts/invite.html", form=form, wording=wording)
    except RoleAtEndedAgency as problem:
        form.agency.errors = [f"{problem.title}. {problem.message}"]
        return page("accounts/invite.html", form=form, wording=wording)
    return hand_over(account, token=token)


@bp.get("/accounts/<int:account_id>")
def account(account_id: int) -> ResponseReturnValue:
    return _account_page(account_id, form=offer(RoleForm()))


@bp.post("/accounts/<int:account_id>/roles")
def give_role(account_id: int) -> ResponseReturnValue:
    form = offer(RoleForm())
    if not form.validate():
        return _account_page(account_id, form=form)
    try:
        with db.transaction() as session:
            role, agency = acting.chosen(session, form)
            subject = governed(session, account_id)
            upkeep.give_role(session, account=subject, role=role, agency=agency, by=actor())
    except RoleHeldAlready as problem:
        form.role.errors = [problem.title]
        return _account_page(account_id, form=form)
    except RoleAtEndedAgency as problem:
        form.agency.errors = [f"{problem.title}. {problem.message}"]
        return _account_page(account_id, form=form)
    return back_to(account_id)


@bp.post("/accounts/<int:account_id>/roles/<int:membership_id>/withdraw")
def withdraw_role(account_id: int, membership_id: int) -> ResponseReturnValue:
    with db.transaction() as session:
        subject = governed(session, account_id)
        held = next((m for m in subject.memberships if m.id == membership_id), None)
        if held is None:
            raise NotFound
        upkeep.withdraw_role(session, account=subject, membership=held, by=actor())
    return back_to(account_id)


@bp.post("/accounts/<int:account_id>/link")
def renew_link(account_id: int) -> ResponseReturnValue:
    with db.transaction() as session:
        subject = governed(session, account_id)
        token = invitations.renew(session, account=subject, by=actor())
    return hand_over(subject, token=token)


@bp.post("/accounts/<int:account_id>/end-sessions")
def end_sessions(account_id: int) -> ResponseReturnValue:
    with db.transaction() as session:
        upkeep.end_sessions(session, account=governed(session, account_id), by=actor())
    return back_to(account_id)


@bp.post("/accounts/<int:account_id>/disable")
def disable(account_id: int) -> ResponseReturnValue:
    with db.transaction() as session:
        upkeep.disable(session, account=governed(session, account_id), by=actor())
    return back_to(account_id)


@bp.post("/accounts/<int:account_id>/enable")
def enable(account_id: int) -> ResponseReturnValue:
    with db.transaction() as session:
        upkeep.enable(session, account=governed(session, account_id), by=actor())
    return back_to(account_id)


def _account_page(account_id: int, *, form: RoleForm) -> ResponseReturnValue:
    session = db.session()
    subject = acting.load(session, account_id)
    return page(
        "accounts/account.html",
        form=form,
        account=subject,
        governed=authority.governs(session, person=g.person, account=subject, day=acting.today()),
        link=link_once(subject),
        link_until=accounts.link_valid_until(session, account_id=account_id, now=g.now),
        sessions=accounts.open_sessions(session, account_id=account_id, now=g.now),
        wording=wording,
    )
