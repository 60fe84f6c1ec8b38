"""`hailong create-admin`: the first account, where nobody can invite yet."""

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey import audit, clock, db, schema
from survey.accounts import invitations
from survey.accounts.addresses import as_login, invitation_link, is_mail_address
from survey.audit import Actor
from survey.errors.accounts import LoginTaken, PasswordRefused
from survey.i18n import CODES
from survey.models.account import Role
from survey.models.agency import Agency, AgencyKind
from survey.queries import agencies
from survey.text import searchable


@click.command("create-admin")
@click.option("--login", required=True, help="E-mail address to sign in with.")
@click.option("--name", required=True, help="Full name.")
@click.option("--language", type=click.Choice(CODES), default="vi", show_default=True)
@click.option("--agency-code", help="Agency to administer, with all below it; else the only root.")
@click.option("--agency-name", help="Begin an agency with that code and this name.")
@click.option(
    "--agency-kind",
    type=click.Choice([kind.value for kind in AgencyKind]),
    default="province",
    show_default=True,
)
@click.option("--link", is_flag=True, help="Print an invitation link, ask for no password.")
@with_appcontext
def create_admin(
    login: str,
    name: str,
    language: str,
    agency_code: str | None,
    agency_name: str | None,
    agency_kind: str,
    link: bool,
) -> None:
    """Create a system administrator."""
    _require_schema()
    by = Actor(account_id=None, now=clock.now())
    login = _checked(login)
    password = None if link else _ask_for_password()
    try:
        with db.transaction() as session:
            agency = _agency(session, code=agency_code, name=agency_name, kind=agency_kind, by=by)
            token = _appoint(
                session, login=login, name=name, language=language, agency=agency, by=by
            )
            if password is not None:
                invitations.accept(session, token=token, password=password, now=by.now)
            where = agency.name_vi
    except (LoginTaken, PasswordRefused) as problem:
        raise click.ClickException(str(problem.message)) from None
    click.echo(_("%(login)s administers %(agency)s.", login=login, agency=where))
    if link:
        click.echo(invitation_link(token, language=language))


def _require_schema() -> None:
    if schema.revision(db.engine()) != schema.newest_revision():
        raise click.ClickException(_("The database is not ready. Run: hailong migrate"))


def _checked(login: str) -> str:
    login = as_login(login)
    if not is_mail_address(login):
        raise click.BadParameter(
            _("Enter an e-mail address such as ten@example.vn."), param_hint="--login"
        )
    return login


def _ask_for_password() -> str:
    typed: str = click.prompt(_("Password"), hide_input=True, confirmation_prompt=True)
    return typed


def _appoint(
    session: Session, *, login: str, name: str, language: str, agency: Agency, by: Actor
) -> str:
    _account, token = invitations.invite(
        session,
        login=login,
        name=name,
        language=language,
        role=Role.SYSTEM_ADMIN,
        agency=agency,
        by=by,
    )
    return token


def _agency(
    session: Session, *, code: str | None, name: str | None, kind: str, by: Actor
) -> Agency:
    """The agency named, a new one, or the only root there is."""
    if code is None:
        return _only_root(session, by=by)
    agency = agencies.by_code(session, code=code)
    if agency is not None:
        return agency
    if name is None:
        raise click.ClickException(
            _("No agency has the code %(code)s. Add --agency-name to begin it.", code=code)
        )
    return _begin(session, code=code, name=name, kind=AgencyKind(kind), by=by)


def _begin(session: Session, *, code: str, name: str, kind: AgencyKind, by: Actor) -> Agency:
    agency = Agency(code=code, kind=kind, name_vi=name, search=searchable(name, code))
    session.add(agency)
    session.flush()
    audit.record(
        session,
        by=by,
        action="agency.created",
        subject={"agency": agency.id},
        agency_id=agency.id,
        after=audit.snapshot(agency),
    )
    return agency


def _only_root(session: Session, *, by: Actor) -> Agency:
    found = agencies.roots(session, day=clock.local_day(by.now))
    if len(found) == 1:
        return found[0]
    if not found:
        raise click.ClickException(
            _("There is no agency yet. Add --agency-code and --agency-name to begin the first.")
        )
    codes = ", ".join(agency.code for agency in found)
    raise click.ClickException(_("Choose one with --agency-code: %(codes)s", codes=codes))
