"""An agency ends while others put something under it: neither passes the other."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey import db
from survey.clock import local_day, now
from survey.models.account import Membership, Role
from survey.models.agency import Agency, AgencyKind, AgencyPlacement
from survey.models.import_run import ImportRun, ImportStatus
from survey.models.point import Offering, ServicePoint
from survey.models.questionnaire import QuestionnaireUse
from survey.registry.importing.columns import Register
from survey.registry.importing.runs import decide_to_take_over, hand_in
from survey.registry.importing.work import work_on_next_import
from tests.at_once import at_once
from tests.factories import a_point, a_procedure, a_version, an_agency
from tests.registry.importing.files import CLERK
from tests.staff import a_browser_with, an_account, submit

Request = Callable[[], TestResponse]
TODAY = local_day(now())
YESTERDAY = TODAY - timedelta(days=1)
AT_COMMUNE = "/registers/agencies/xa-mau"


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, name="Tỉnh Mẫu", kind=AgencyKind.PROVINCE, code="tinh-mau")


@pytest.fixture
def commune(session: Session, province: Agency) -> Agency:
    return an_agency(session, name="Xã Mẫu", code="xa-mau", under=province)


@pytest.fixture
def point(session: Session, commune: Agency) -> ServicePoint:
    a_procedure(session, national_code="1.001193")
    return a_point(session, agency=commune)


@pytest.fixture
def someone(app: Flask, session: Session, province: Agency) -> FlaskClient:
    return a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=province)


@pytest.fixture
def other(app: Flask, session: Session, province: Agency) -> FlaskClient:
    return a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=province)


@pytest.fixture
def ends(someone: FlaskClient, commune: Agency) -> Request:
    """The commune ended with yesterday, by hand."""
    day = YESTERDAY.isoformat()
    return partial(submit, someone, f"{AT_COMMUNE}/end", step="confirm", day=day)


def decided(app: Flask, register: Register, file: str) -> Callable[[], None]:
    """A file that was looked at; called, it is taken over."""
    with app.app_context():
        with db.transaction() as session:
            run = hand_in(
                session,
                register=register,
                file_name="file.csv",
                content=file.encode(),
                agency_id=None,
                by=CLERK,
            ).id
        work_on_next_import(now())
        with db.transaction() as session:
            assert decide_to_take_over(session, run=session.get_one(ImportRun, run), by=CLERK)

    def take_over() -> None:
        with app.app_context():
            work_on_next_import(now())

    return take_over


def statuses(session: Session) -> list[ImportStatus]:
    session.rollback()
    return list(session.execute(select(ImportRun.status)).scalars())


def open_under_ended(session: Session) -> list[str]:
    """What goes on although its agency does not."""
    session.rollback()
    ended = {
        row.id: row.valid_to
        for row in session.execute(select(Agency).where(Agency.valid_to.is_not(None))).scalars()
    }
    at = {row.id: row.agency_id for row in session.execute(select(ServicePoint)).scalars()}
    hung = [
        (row, agency_id)
        for model, agency_of in (
            (ServicePoint, lambda row: row.agency_id),
            (Offering, lambda row: at[row.point_id]),
            (AgencyPlacement, lambda row: row.parent_id),
        )
        for row in session.execute(select(model)).scalars()
        if (agency_id := agency_of(row)) in ended
    ]
    return [
        type(row).__name__
        for row, agency_id in hung
        if row.valid_to is None or row.valid_to > ended[agency_id]
    ]


def test_no_point_is_entered_under_an_agency_that_ends_at_the_same_moment(
    session: Session, other: FlaskClient, ends: Request
):
    enters = partial(
        submit, other, f"{AT_COMMUNE}/points/new", name_vi="Quầy 1", kind="counter", valid_from=""
    )

    answers = at_once(session, ends, enters)

    assert [answer.status_code for answer in answers] == [303, 303]
    assert open_under_ended(session) == []


def test_no_point_is_opened_again_under_an_agency_that_ends_at_the_same_moment(
    session: Session, other: FlaskClient, point: ServicePoint, ends: Request
):
    point.valid_to = YESTERDAY - timedelta(days=9)
    session.commit()
    page = f"/registers/points/{point.code}"

    at_once(session, ends, partial(submit, other, page, to=f"{page}/reopen"))

    assert open_under_ended(session) == []


def test_nothing_is_offered_where_an_agency_ends_at_the_same_moment(
    session: Session, other: FlaskClient, point: ServicePoint, ends: Request
):
    procedure = a_procedure(session)
    page = f"/registers/points/{point.code}/offers/add"
    offers = partial(submit, other, page, chosen=str(procedure.id), day=YESTERDAY.isoformat())

    at_once(session, ends, offers)

    assert open_under_ended(session) == []


def test_nothing_is_entered_below_an_agency_that_ends_at_the_same_moment(
    session: Session, other: FlaskClient, ends: Request
):
    enters = partial(submit, other, f"{AT_COMMUNE}/below/new", name_vi="Chi nhánh", kind="branch")

    at_once(session, ends, enters)

    assert open_under_ended(session) == []


def test_no_agency_moves_below_one_that_ends_at_the_same_moment(
    session: Session, province: Agency, other: FlaskClient, ends: Request
):
    an_agency(session, name="Xã Khác", code="khac", under=province)
    page = "/registers/agencies/khac/move?parent=xa-mau"

    at_once(session, ends, partial(submit, other, page, day=YESTERDAY.isoformat()))

    assert open_under_ended(session) == []


@pytest.mark.parametrize(
    ("register", "file"),
    [
        (Register.POINTS, "code,agency_code,kind,name_vi\nnew,xa-mau,quầy,Quầy 2\n"),
        (Register.OFFERINGS, "point_code,procedure_code\n{point},1.001193\n"),
    ],
)
def test_a_file_leaves_nothing_open_under_an_agency_that_ends_at_the_same_moment(
    app: Flask,
    session: Session,
    point: ServicePoint,
    ends: Request,
    register: Register,
    file: str,
):
    take_over = decided(app, register, file.replace("{point}", point.code))

    ended, _ = at_once(session, ends, take_over)

    assert ended.status_code == 303
    assert open_under_ended(session) == []
    assert statuses(session)[0] in (ImportStatus.APPLIED, ImportStatus.READY)


def test_a_file_that_ends_an_agency_leaves_no_point_that_is_entered_at_the_same_moment(
    app: Flask, session: Session, commune: Agency, other: FlaskClient
):
    """Whoever comes second waits; they do not stand in each other's way for ever."""
    file = f"code,kind,name_vi,valid_to\nxa-mau,xã,Xã Mẫu,{YESTERDAY}\n"
    take_over = decided(app, Register.AGENCIES, file)
    enters = partial(
        submit, other, f"{AT_COMMUNE}/points/new", name_vi="Quầy 1", kind="counter", valid_from=""
    )

    _, entered = at_once(session, take_over, enters)

    assert entered.status_code == 303
    assert open_under_ended(session) == []
    assert statuses(session)[0] in (ImportStatus.APPLIED, ImportStatus.READY)


@pytest.mark.parametrize("again", range(3))
def test_a_new_name_and_a_questionnaire_do_not_wait_for_each_other(
    session: Session, commune: Agency, someone: FlaskClient, other: FlaskClient, again: int
):
    asked, version = a_version(session), a_version(session)
    session.add(QuestionnaireUse(agency_id=commune.id, version_id=asked.id))
    session.commit()
    renames = partial(
        submit,
        someone,
        f"{AT_COMMUNE}/succession/rename",
        step="confirm",
        day=TODAY.isoformat(),
        heir="",
        **{"new-0-name_vi": "Xã Mới", "new-0-kind": "commune", "new-0-code": "moi"},
    )
    sheet = {"version": str(version.id), "first_day": TODAY.isoformat()}
    begins = partial(submit, other, "/questionnaires/add", to="/asked/xa-mau/begin", **sheet)

    answers = at_once(session, renames, begins)

    assert [answer.status_code for answer in answers] == [303, 303]


def test_a_role_that_is_given_while_agencies_merge_is_handed_over_or_refused(
    session: Session, province: Agency, commune: Agency, someone: FlaskClient, other: FlaskClient
):
    account = an_account(session, role=Role.CLERK, at=province)
    an_agency(session, name="Xã Khác", code="khac", under=province)
    merge = partial(
        submit,
        someone,
        "/registers/agencies/khac/succession/merge?with=xa-mau",
        step="confirm",
        day=TODAY.isoformat(),
        heir="",
        keeps_roles="y",
        **{"new-0-name_vi": "Xã Hợp Nhất", "new-0-kind": "commune", "new-0-code": "hop-nhat"},
    )
    page = f"/accounts/{account.id}"
    give = partial(submit, other, page, to=f"{page}/roles", role="quality_officer", agency="xa-mau")

    merged, given = at_once(session, merge, give)

    session.rollback()
    codes = (
        select(Agency.code)
        .join(Membership, Membership.agency_id == Agency.id)
        .where(Membership.account_id == account.id, Membership.role == Role.QUALITY_OFFICER)
    )
    was_given = given.status_code == 303
    assert (merged.status_code, given.status_code in (303, 422)) == (303, True)
    assert set(session.execute(codes).scalars()) == ({"xa-mau", "hop-nhat"} if was_given else set())
