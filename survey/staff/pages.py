"""Ends of a request: a page with its right status, or the way on with a word about it."""

from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey.staff.form_base import RegisterForm


def form_page(template: str, *, form: RegisterForm, **shown: Any) -> ResponseReturnValue:
    """422 when the form came back with something to correct, or what it was refused with."""
    return render_template(template, form=form, **shown), _status(form)


def _status(form: RegisterForm) -> HTTPStatus:
    if form.refused_by is not None:
        return form.refused_by.status
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def on_to(endpoint: str, *, told: str, **arguments: Any) -> ResponseReturnValue:
    """To another page, which tells that it is done."""
    flash(told, "good")
    return redirect(url_for(endpoint, **arguments), HTTPStatus.SEE_OTHER)
