"""The ways in and out: the first page, signing in, signing out."""

from http import HTTPStatus

from flask import Blueprint, Flask, current_app, g, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db, navigation
from survey.accounts import administration, invitations, profile, sign_in, trail
from survey.accounts.acting import page
from survey.accounts.addresses import local_path
from survey.accounts.checking import is_right
from survey.accounts.forms import NewPasswordForm, SignInForm
from survey.errors.accounts import PasswordRefused
from survey.guard import TOKEN
from survey.models.account import Account

bp = Blueprint("accounts", __name__)


def init_app(app: Flask) -> None:
    for blueprint in (bp, administration.bp, profile.bp, trail.bp):
        app.register_blueprint(blueprint)


@bp.get("/")
def home() -> ResponseReturnValue:
    if g.person is None:
        return render_template("accounts/welcome.html")
    first = navigation.first_page(g.person)
    if first is None:
        return render_template("accounts/nothing.html")
    return redirect(first, HTTPStatus.SEE_OTHER)


@bp.route("/sign-in", methods=["GET", "POST"], endpoint="sign_in")
def enter() -> ResponseReturnValue:
    form = SignInForm(next=request.args.get("next", ""))
    if not form.validate_on_submit():
        return page("accounts/sign_in.html", form=form)
    login, password = form.login.data, form.password.data
    entered = None
    if is_right(login, password=password):
        with db.transaction() as session:
            entered = sign_in.complete(
                session, login=login, password=password, replacing=cookie.get(TOKEN), now=g.now
            )
    if entered is None:
        current_app.logger.info("sign-in refused")
        form.form_errors.append(_("The e-mail address or the password is not right."))
        return page("accounts/sign_in.html", form=form)
    return _enter(*entered, wanted=form.next.data)


@bp.route("/invitation/<token>", methods=["GET", "POST"])
def invitation(token: str) -> ResponseReturnValue:
    invited = invitations.open_account(db.session(), token=token, now=g.now)
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return page("accounts/invitation.html", form=form, invited=invited)
    try:
        with db.transaction() as session:
            account = invitations.accept(
                session, token=token, password=form.password.data, now=g.now
            )
            begun = sign_in.begin(session, account=account, replacing=cookie.get(TOKEN), now=g.now)
    except PasswordRefused as problem:
        form.password.errors = [problem.message]
        return page("accounts/invitation.html", form=form, invited=invited)
    return _enter(account, begun)


@bp.post("/sign-out", endpoint="sign_out")
def leave() -> ResponseReturnValue:
    if g.person is not None:
        with db.transaction() as session:
            sign_in.sign_out(session, account_id=g.person.id, token=cookie[TOKEN], now=g.now)
    cookie.clear()
    answer = redirect(url_for("accounts.home"), HTTPStatus.SEE_OTHER)
    # Not "storage": a kiosk on this device keeps ratings there that it has not sent yet.
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _enter(account: Account, token: str, *, wanted: str = "") -> ResponseReturnValue:
    """A cookie with nothing in it that was there before the person signed in."""
    language = request.args.get("lang", account.language)
    cookie.clear()
    cookie[TOKEN] = token
    cookie["language"] = language
    return redirect(local_path(wanted), HTTPStatus.SEE_OTHER)
