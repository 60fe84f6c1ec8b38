"""The pages where accounts are administered: within the scope, never above the own role."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.clock import now
from survey.models.account import Account, AuditEvent, Membership, Role
from survey.models.agency import Agency
from tests.counting import statements
from tests.factories import an_agency
from tests.staff import a_browser_of, a_browser_with, an_account, submit

NEW = {"name": "Đỗ Văn Mới", "login": "Moi@Example.vn ", "language": "vi"}


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, name="Tỉnh Mẫu", code="tinh")


@pytest.fixture
def commune(session: Session, province: Agency) -> Agency:
    return an_agency(session, name="Xã Đông Mẫu", code="xa", under=province)


@pytest.fixture
def other(session: Session, province: Agency) -> Agency:
    return an_agency(session, name="Xã Tây Mẫu", code="khac", under=province)


@pytest.fixture
def leader(app: Flask, session: Session, commune: Agency) -> FlaskClient:
    return a_browser_with(app, session, role=Role.LEADER, at=commune)


@pytest.fixture
def administrator(app: Flask, session: Session, province: Agency) -> FlaskClient:
    return a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=province)


def by_login(session: Session, login: str) -> Account | None:
    session.rollback()
    return session.scalar(select(Account).where(Account.login == login))


def actions(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_an_invitation_makes_an_account_and_shows_its_link_once(
    leader: FlaskClient, session: Session, commune: Agency
):
    answer = submit(leader, "/accounts/invite", role="clerk", agency="xa", **NEW)

    account = by_login(session, "moi@example.vn")
    assert account is not None
    assert answer.status_code == 303
    assert [(held.role, held.agency_id) for held in account.memberships] == [
        (Role.CLERK, commune.id)
    ]
    first, second = leader.get(answer.location).text, leader.get(answer.location).text
    link = re.search(r"http://localhost/invitation/[\w-]{43}", first)
    assert link is not None
    assert leader.application.test_client().get(link[0]).status_code == 200
    assert "/invitation/" not in second
    assert actions(session) == ["account.invited"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"role": "inspector", "agency": "xa"}, "Chọn một vai trò."),
        ({"role": "clerk", "agency": "khac"}, "Chọn một cơ quan."),
        ({"role": "clerk", "agency": "tinh"}, "Chọn một cơ quan."),
        ({"role": "clerk", "agency": ""}, "Chọn một cơ quan."),
        ({"role": "clerk", "agency": "xa", "login": "no address"}, "Nhập địa chỉ thư điện tử"),
        ({"role": "clerk", "agency": "xa", "login": "a@b.vn\r\nBcc: x@y.vn"}, "Nhập địa chỉ"),
        ({"role": "clerk", "agency": "xa", "name": " "}, "Nhập họ và tên."),
        ({"role": "clerk", "agency": "xa", "language": "xx"}, "Chọn ngôn ngữ."),
    ],
)
def test_what_cannot_be_invited_comes_back_with_what_to_do(
    leader: FlaskClient,
    session: Session,
    other: Agency,
    fields: dict[str, str],
    words: str,
):
    answer = submit(leader, "/accounts/invite", **{**NEW, **fields})

    assert answer.status_code == 422
    assert words in answer.text
    assert "Đỗ Văn Mới" in answer.text or fields.get("name") == " "
    assert actions(session) == []


def test_a_login_is_taken_once(leader: FlaskClient, session: Session, other: Agency):
    an_account(session, login="moi@example.vn", role=Role.CLERK, at=other)

    answer = submit(leader, "/accounts/invite", role="clerk", agency="xa", **NEW)

    assert answer.status_code == 422
    assert "Người này đã có tài khoản" in answer.text


def test_a_role_counts_where_it_is_held_and_not_elsewhere(
    app: Flask, session: Session, commune: Agency, other: Agency
):
    """Leader of one commune and province administrator of nothing else but the other."""
    account = an_account(session, role=Role.LEADER, at=commune)
    account.memberships.append(Membership(agency_id=other.id, role=Role.PROVINCE_ADMIN))
    session.commit()
    client = a_browser_of(app, session, account=account)

    refused = submit(client, "/accounts/invite", role="inspector", agency="xa", **NEW)
    taken = submit(client, "/accounts/invite", role="inspector", agency="khac", **NEW)

    assert refused.status_code == 403
    assert taken.status_code == 303


def test_the_list_holds_whom_one_may_administer(
    leader: FlaskClient, session: Session, commune: Agency, other: Agency, province: Agency
):
    an_account(session, login="own@example.vn", role=Role.CLERK, at=commune)
    an_account(session, login="other@example.vn", role=Role.CLERK, at=other)
    an_account(session, login="above@example.vn", role=Role.INSPECTOR, at=province)
    both = an_account(session, login="both@example.vn", role=Role.CLERK, at=commune)
    both.memberships.append(Membership(agency_id=other.id, role=Role.CLERK))
    session.commit()

    page = leader.get("/accounts").text

    assert "own@example.vn" in page
    assert not {"other@", "above@", "both@"} & set(re.findall(r"\w+@", page))
    assert leader.get(f"/accounts/{both.id}").status_code == 404


def test_the_list_is_searched_without_accents(
    leader: FlaskClient, session: Session, commune: Agency
):
    found = an_account(session, login="a@example.vn", role=Role.CLERK, at=commune)
    found.name = "Đặng Thị Huệ"
    session.commit()

    assert "a@example.vn" in leader.get("/accounts?q=hue+dang").text
    assert "a@example.vn" not in leader.get("/accounts?q=hung").text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_list_costs_the_same_for_few_and_for_many(
    app: Flask, administrator: FlaskClient, session: Session, commune: Agency
):
    def cost() -> int:
        with statements(app.extensions["engine"]) as sent:
            administrator.get("/accounts")
        return len(sent)

    few = cost()
    for _ in range(60):
        an_account(session, role=Role.CLERK, at=commune)

    assert cost() == few
    assert "?page=2" in administrator.get("/accounts").text


def test_roles_are_given_and_withdrawn(
    administrator: FlaskClient, session: Session, commune: Agency, other: Agency
):
    account = an_account(session, role=Role.CLERK, at=commune)
    page = f"/accounts/{account.id}"

    submit(administrator, page, to=f"{page}/roles", role="quality_officer", agency="khac")
    session.rollback()
    first = account.memberships[0].id
    session.rollback()
    submit(administrator, page, to=f"{page}/roles/{first}/withdraw")

    session.rollback()
    assert [(held.role, held.agency_id) for held in account.memberships] == [
        (Role.QUALITY_OFFICER, other.id)
    ]
    assert actions(session) == ["account.role_given", "account.role_withdrawn"]


def test_an_old_page_withdraws_no_role_that_was_given_since(
    administrator: FlaskClient, session: Session, commune: Agency, other: Agency
):
    account = an_account(session, role=Role.CLERK, at=commune)
    page = f"/accounts/{account.id}"

    def give(role: Role) -> int:
        submit(administrator, page, to=f"{page}/roles", role=role.value, agency="khac")
        session.rollback()
        return max(held.id for held in account.memberships)

    withdraw = f"{page}/roles/{give(Role.LEADER)}/withdraw"
    submit(administrator, page, to=withdraw)
    give(Role.QUALITY_OFFICER)

    assert submit(administrator, page, to=withdraw).status_code == 404
    session.rollback()
    assert Role.QUALITY_OFFICER in {held.role for held in account.memberships}


def test_the_last_role_stays(administrator: FlaskClient, session: Session, commune: Agency):
    account = an_account(session, role=Role.CLERK, at=commune)
    page, held = f"/accounts/{account.id}", account.memberships[0].id

    answer = submit(administrator, page, to=f"{page}/roles/{held}/withdraw")

    assert answer.status_code == 409
    assert actions(session) == []


def test_a_role_of_somebody_else_is_not_there(
    administrator: FlaskClient, session: Session, commune: Agency, other: Agency
):
    account = an_account(session, role=Role.CLERK, at=commune)
    stranger = an_account(session, role=Role.CLERK, at=other)
    page, held = f"/accounts/{account.id}", stranger.memberships[0].id

    assert submit(administrator, page, to=f"{page}/roles/{held}/withdraw").status_code == 404


def test_the_same_role_twice_is_refused(
    administrator: FlaskClient, session: Session, commune: Agency
):
    account = an_account(session, role=Role.CLERK, at=commune)
    page = f"/accounts/{account.id}"

    answer = submit(administrator, page, to=f"{page}/roles", role="clerk", agency="xa")

    assert answer.status_code == 422
    assert "đã giữ vai trò này" in answer.text


def test_disabling_ends_everything_and_enabling_takes_it_back(
    app: Flask, administrator: FlaskClient, session: Session, commune: Agency
):
    account = an_account(session, role=Role.CLERK, at=commune)
    browser = a_browser_of(app, session, account=account)
    page = f"/accounts/{account.id}"

    submit(administrator, page, to=f"{page}/disable")
    session.rollback()
    assert account.disabled_at is not None
    session.rollback()
    assert browser.get("/profile").status_code == 303

    submit(administrator, page, to=f"{page}/enable")
    session.rollback()
    assert account.disabled_at is None
    assert browser.get("/profile").status_code == 303
    assert actions(session) == ["account.disabled", "account.enabled"]


def test_sessions_are_ended_by_an_administrator(
    app: Flask, administrator: FlaskClient, session: Session, commune: Agency
):
    account = an_account(session, role=Role.CLERK, at=commune)
    browsers = [a_browser_of(app, session, account=account) for _ in range(2)]
    page = f"/accounts/{account.id}"

    submit(administrator, page, to=f"{page}/end-sessions")

    assert [browser.get("/profile").status_code for browser in browsers] == [303, 303]


def test_a_new_link_is_made_but_not_for_a_disabled_account(
    administrator: FlaskClient, session: Session, commune: Agency
):
    account = an_account(session, role=Role.CLERK, at=commune)
    page = f"/accounts/{account.id}"

    renewed = submit(administrator, page, to=f"{page}/link")
    assert "/invitation/" in administrator.get(renewed.location).text

    session.rollback()
    account.disabled_at = now()
    session.commit()
    assert submit(administrator, page, to=f"{page}/link").status_code == 409


ACTS = ("disable", "enable", "end-sessions", "link", "roles")


@pytest.mark.parametrize("act", ACTS)
def test_nobody_changes_who_holds_a_higher_role(
    leader: FlaskClient, session: Session, commune: Agency, act: str
):
    above = an_account(session, role=Role.INSPECTOR, at=commune)
    page = f"/accounts/{above.id}"

    answer = submit(leader, "/profile", to=f"{page}/{act}", role="clerk", agency="xa")

    assert leader.get(page).status_code == 200
    assert f"{page}/{act}" not in leader.get(page).text
    assert answer.status_code == 403
    assert actions(session) == []


@pytest.mark.parametrize("act", ACTS)
def test_nobody_changes_the_own_account_here(
    app: Flask, session: Session, province: Agency, act: str
):
    account = an_account(session, role=Role.SYSTEM_ADMIN, at=province)
    client = a_browser_of(app, session, account=account)

    answer = submit(
        client, "/profile", to=f"/accounts/{account.id}/{act}", role="clerk", agency="tinh"
    )

    assert answer.status_code == 409
    assert actions(session) == []


def test_each_role_is_given_by_account_keepers_not_below_it(
    app: Flask, session: Session, province: Agency
):
    offered = {
        role: set(
            re.findall(
                r'name="role" value="(\w+)"',
                a_browser_with(app, session, role=role, at=province).get("/accounts/invite").text,
            )
        )
        for role in Role
    }

    below = {"clerk", "quality_officer", "leader"}
    assert offered.pop(Role.LEADER) == below
    assert offered.pop(Role.PROVINCE_ADMIN) == {*Role} - {"system_admin"}
    assert offered.pop(Role.SYSTEM_ADMIN) == {*Role}
    assert set(map(len, offered.values())) == {0}
