"""The pages of the own account."""

from http import HTTPStatus

from flask import Blueprint, flash, g, redirect, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.accounts import own_account, upkeep, wording
from survey.accounts.acting import actor, load, page
from survey.accounts.checking import is_right
from survey.accounts.forms import ChangePasswordForm, OwnAccountForm
from survey.errors.accounts import PasswordRefused
from survey.guard import TOKEN

bp = Blueprint("profile", __name__)


@bp.route("/profile", methods=["GET", "POST"])
def edit() -> ResponseReturnValue:
    form = OwnAccountForm(name=g.person.name, language=g.person.language)
    if not form.validate_on_submit():
        return page("accounts/profile.html", form=form, wording=wording)
    with db.transaction() as session:
        own_account.edit(
            session,
            account=load(session, g.person.id),
            name=form.name.data,
            language=form.language.data,
            by=actor(),
        )
    cookie["language"] = form.language.data
    flash(_("Your changes were saved."), "good")
    return redirect(url_for("profile.edit"), HTTPStatus.SEE_OTHER)


@bp.post("/profile/end-sessions")
def end_sessions() -> ResponseReturnValue:
    with db.transaction() as session:
        upkeep.end_sessions(session, account=load(session, g.person.id), by=actor())
    cookie.clear()
    flash(_("You are signed out on every device."), "good")
    return redirect(url_for("accounts.sign_in"), HTTPStatus.SEE_OTHER)


@bp.route("/profile/password", methods=["GET", "POST"])
def change_password() -> ResponseReturnValue:
    form = ChangePasswordForm()
    if not form.validate_on_submit():
        return page("accounts/password.html", form=form)
    if not is_right(g.person.login, password=form.current.data):
        form.current.errors = [_("This is not the password that you sign in with now.")]
        return page("accounts/password.html", form=form)
    try:
        with db.transaction() as session:
            cookie[TOKEN] = own_account.change_password(
                session,
                account=load(session, g.person.id),
                password=form.password.data,
                by=actor(),
            )
    except PasswordRefused as problem:
        form.password.errors = [problem.message]
        return page("accounts/password.html", form=form)
    flash(_("Your password was changed. All your other sessions have ended."), "good")
    return redirect(url_for("profile.edit"), HTTPStatus.SEE_OTHER)
