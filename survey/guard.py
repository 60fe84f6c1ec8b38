"""Holds every request to the policy, and knows who makes it."""

from http import HTTPStatus

from flask import Flask, current_app, g, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from survey import db, i18n, permissions, sessions
from survey.clock import local_day
from survey.errors.accounts import SignInNeeded
from survey.errors.problem import NotAllowed, NotFound
from survey.policy import POLICY, Access
from survey.queries import accounts
from survey.queries.accounts import Person

TOKEN = "signed_in"  # noqa: S105  # the name of the entry in the cookie


def init_app(app: Flask) -> None:
    app.before_request(guard)
    app.context_processor(lambda: {"may": may})


def guard() -> ResponseReturnValue | None:
    if request.endpoint is None:
        if request.routing_exception is None:
            raise NotFound
        return None  # the router's own answer: 404, 405 or a redirect
    rule = POLICY.get(request.endpoint)
    if rule is None:
        raise NotAllowed
    if rule.access in (Access.PUBLIC, Access.DEVICE):
        return None  # a device's signature is looked at by the kiosk's own part
    g.person = _person()
    if rule.access is Access.OPEN:
        return None
    if g.person is None:
        return _ask_to_sign_in()
    permissions.require(
        db.session(),
        person=g.person,
        endpoint=request.endpoint,
        arguments=request.view_args or {},
        day=local_day(g.now),
    )
    return None


def may(endpoint: str, agency_id: int | None = None) -> bool:
    """For templates: whether to show a way to that page, where there is one."""
    return endpoint in current_app.view_functions and permissions.may(
        db.session(),
        person=g.get("person"),
        endpoint=endpoint,
        agency_id=agency_id,
        day=local_day(g.now),
    )


def _person() -> Person | None:
    token = cookie.get(TOKEN)
    if not isinstance(token, str):
        return None
    person = accounts.person_signed_in(db.session(), digest=sessions.digest(token), now=g.now)
    if person is None:
        return None
    if g.now - person.seen_at >= sessions.SEEN_EVERY:
        with db.transaction() as session:
            sessions.note_use(session, token=token, now=g.now)
    if request.args.get("lang") in i18n.CODES:
        cookie["language"] = request.args["lang"]
    return person


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.method not in ("GET", "HEAD"):
        raise SignInNeeded
    wanted = request.full_path.rstrip("?")
    return redirect(url_for("accounts.sign_in", next=wanted), HTTPStatus.SEE_OTHER)
