"""`hailong create-admin`: the way in where nobody can invite yet."""

import re

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.accounts.commands import create_admin
from survey.models.account import Account, AuditEvent, Role
from survey.models.agency import Agency, AgencyKind
from tests.accounts.conftest import PASSWORD
from tests.factories import an_agency
from tests.staff import an_account, submit

PERSON = ("--login", "Quan.Tri@Example.VN", "--name", "Trần Văn Quản")
NEW_AGENCY = ("--agency-code", "tinh-mau", "--agency-name", "Tỉnh Mẫu")


@pytest.fixture
def run(app: Flask):
    def run(*arguments: str, typed: str = f"{PASSWORD}\n{PASSWORD}\n") -> Result:
        runner = app.test_cli_runner()
        return runner.invoke(create_admin, [*PERSON, *arguments], input=typed)

    return run


def only_account(session: Session) -> Account:
    session.rollback()
    return session.scalars(select(Account)).one()


def test_on_an_empty_database_the_first_agency_begins_with_the_first_administrator(
    app: Flask, session: Session, run
):
    result = run(*NEW_AGENCY)

    assert result.exit_code == 0, result.output
    account = only_account(session)
    (held,) = account.memberships
    assert account.login == "quan.tri@example.vn"
    assert held.role is Role.SYSTEM_ADMIN
    assert (held.agency.code, held.agency.kind) == ("tinh-mau", AgencyKind.PROVINCE)
    client = app.test_client()
    submit(client, "/sign-in", login=account.login, password=PASSWORD)
    assert client.get("/accounts").status_code == 200
    noted = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert noted[:3] == ["agency.created", "account.invited", "account.password_set"]


def test_nothing_of_the_password_is_shown(run):
    result = run(*NEW_AGENCY)

    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output


def test_a_link_is_printed_instead_of_asking(app: Flask, session: Session, run):
    result = run(*NEW_AGENCY, "--link", typed="")

    assert result.exit_code == 0, result.output
    link = re.search(r"http://localhost(/invitation/[\w-]{43})", result.output)
    assert link is not None
    assert app.test_client().get(link[1]).status_code == 200
    assert only_account(session).password_hash is None


def test_the_only_root_needs_no_naming(session: Session, run):
    province = an_agency(session, name="Tỉnh Mẫu")
    an_agency(session, name="Xã Mẫu", under=province)

    result = run()

    assert result.exit_code == 0, result.output
    assert only_account(session).memberships[0].agency_id == province.id


def test_an_agency_that_exists_is_not_begun_again(session: Session, run):
    an_agency(session, name="Tỉnh Mẫu", code="tinh-mau")

    assert run(*NEW_AGENCY).exit_code == 0
    assert len(session.scalars(select(Agency)).all()) == 1


@pytest.mark.parametrize(
    ("arguments", "typed", "words"),
    [
        ((), None, "Chưa có cơ quan nào."),
        (("--agency-code", "x"), None, "Thêm --agency-name"),
        ((*NEW_AGENCY, "--login", "nobody"), None, "Nhập địa chỉ thư điện tử"),
        (NEW_AGENCY, "short\nshort\n", "ít nhất 15 ký tự"),
        (NEW_AGENCY, "tran van quan 123\n" * 2, "dễ bị đoán"),
    ],
)
def test_what_cannot_be_done_changes_nothing_and_says_what_to_do(
    session: Session, run, arguments: tuple[str, ...], typed: str | None, words: str
):
    result = run(*arguments, **({"typed": typed} if typed else {}))

    assert result.exit_code != 0
    assert words in " ".join(result.output.split())
    assert session.scalars(select(Account)).all() == []
    assert session.scalars(select(Agency)).all() == []


def test_several_roots_are_named_to_choose_from(session: Session, run):
    an_agency(session, code="tinh-a")
    an_agency(session, code="tinh-b")

    result = run()

    assert result.exit_code == 1
    assert "tinh-a, tinh-b" in result.output


def test_a_login_is_not_taken_twice(session: Session, run):
    an_account(session, login="quan.tri@example.vn", role=Role.CLERK, at=an_agency(session))

    assert "đã có tài khoản" in run().output


def test_a_database_that_is_not_ready_says_how_to_make_it_ready(
    app: Flask, run, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("survey.schema.newest_revision", lambda: "of tomorrow")

    assert "hailong migrate" in run(*NEW_AGENCY).output
