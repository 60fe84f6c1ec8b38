"""The ways in and out: the first page, signing in, signing out."""

from http import HTTPStatus

from flask import Blueprint, Flask, current_app, g, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db, navigation
from survey.accounts import attempts, sign_in
from survey.accounts.addresses import local_path
from survey.accounts.attempts import Limit
from survey.accounts.forms import SignInForm
from survey.guard import TOKEN
from survey.models.account import Account

bp = Blueprint("accounts", __name__)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


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
        return _sign_in_page(form)
    login, password = form.login.data, form.password.data
    limits = _limits(login)
    with db.transaction() as session:
        attempts.spend(session, limits=limits, now=g.now)
    entered = None
    if sign_in.verified(db.session(), login=login, password=password):
        with db.transaction() as session:
            entered = sign_in.complete(
                session, login=login, password=password, limits=limits, now=g.now
            )
    if entered is None:
        current_app.logger.info("sign-in refused")
        form.form_errors.append(_("The e-mail address or the password is not right."))
        return _sign_in_page(form)
    return _enter(*entered, wanted=form.next.data)


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


def _limits(login: str) -> list[Limit]:
    key = current_app.config["SECRET_KEY"].encode()
    return attempts.limits_for(login=login, address=request.remote_addr or "", key=key)


def _sign_in_page(form: SignInForm) -> ResponseReturnValue:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render_template("accounts/sign_in.html", form=form), status


def _enter(account: Account, token: str, *, wanted: str) -> ResponseReturnValue:
    """A cookie with nothing in it that was there before the person signed in."""
    language = request.args.get("lang", account.language)
    cookie.clear()
    cookie[TOKEN] = token
    cookie["language"] = language
    return redirect(local_path(wanted), HTTPStatus.SEE_OTHER)
