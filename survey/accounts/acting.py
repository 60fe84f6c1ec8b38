"""What the pages of accounts share: who acts, upon whom, and how a link is handed over."""

from datetime import date
from http import HTTPStatus
from typing import TypeVar

from flask import flash, g, redirect, render_template, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey import db, permissions
from survey.accounts import authority, invitation_mail
from survey.accounts.addresses import invitation_link
from survey.accounts.forms import RoleForm
from survey.audit import Actor
from survey.clock import local_day
from survey.errors.accounts import RoleAtEndedAgency
from survey.errors.problem import NotFound
from survey.models.account import Account, Role
from survey.models.agency import Agency
from survey.policy import ACCOUNT_KEEPERS
from survey.queries import accounts, agencies
from survey.settings import current_settings
from survey.staff import held_agencies

LINK = "invitation"  # waits in the cookie of the inviter until the page has shown it
OfRole = TypeVar("OfRole", bound=RoleForm)


def actor() -> Actor:
    return Actor(account_id=g.person.id, now=g.now)


def today() -> date:
    return local_day(g.now)


def scope() -> set[int]:
    return permissions.scope(db.session(), person=g.person, day=today(), roles=ACCOUNT_KEEPERS)


def offer(form: OfRole) -> OfRole:
    """The roles and agencies that the person may give."""
    branches = agencies.outline(db.session(), agency_ids=scope(), day=today())
    form.offer(roles=authority.givable(g.person), branches=branches)
    return form


def chosen(session: Session, form: RoleForm) -> tuple[Role, Agency]:
    """Raises RoleAboveOwn for a role that may be given elsewhere, but not there, and
    RoleAtEndedAgency where the agency ended while the form was sent."""
    role = Role(form.role.data)
    agency = agencies.by_code(session, code=form.agency.data)
    if agency is None:
        raise NotFound
    held_agencies.hold(session, leant_on=(agency,))  # who ends it hands over what was given
    if not agency.is_valid_on(today()):
        raise RoleAtEndedAgency
    authority.require_role(session, person=g.person, role=role, agency_id=agency.id, day=today())
    return role, agency


def load(session: Session, account_id: int) -> Account:
    account = accounts.by_id(session, account_id=account_id)
    if account is None:
        raise NotFound
    return account


def governed(session: Session, account_id: int) -> Account:
    """The account, once it is sure that the person may change it."""
    account = load(session, account_id)
    authority.require_account(session, person=g.person, account=account, day=today())
    return account


def hand_over(account: Account, *, token: str) -> ResponseReturnValue:
    """Mail the link where a mail server is set; the next page shows it, once."""
    settings = current_settings()
    link = invitation_link(token, language=account.language)
    cookie[LINK] = {"account": account.id, "link": link}
    if settings.mail_url and not invitation_mail.deliver(account, link=link, settings=settings):
        flash(_("The invitation could not be mailed. Hand over the link yourself."), "warning")
    elif settings.mail_url:
        flash(_("The invitation was mailed to %(login)s.", login=account.login), "good")
    return back_to(account.id)


def link_once(account: Account) -> str | None:
    waiting = cookie.get(LINK)
    if not waiting or waiting["account"] != account.id:
        return None
    link: str = cookie.pop(LINK)["link"]
    return link


def back_to(account_id: int) -> ResponseReturnValue:
    address = url_for("administration.account", account_id=account_id)
    return redirect(address, HTTPStatus.SEE_OTHER)


def page(template: str, *, form: object, **shown: object) -> ResponseReturnValue:
    """A page with a form; 422 where something has to be corrected."""
    errors = getattr(form, "errors", None)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render_template(template, form=form, **shown), status
