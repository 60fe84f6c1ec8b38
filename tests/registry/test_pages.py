"""The pages of the registers, as staff use them."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from survey.clock import local_day, now
from survey.models.account import AuditEvent, Role
from survey.models.agency import Agency, AgencyKind
from survey.models.flow import Flow
from survey.models.point import ServicePoint
from survey.models.procedure import TimeLimit
from survey.models.slip import SlipPool
from tests.counting import statements
from tests.factories import a_point, a_procedure, an_agency, some_slips
from tests.staff import a_browser_with

DAY = date(2026, 3, 2)


@pytest.fixture
def province(session) -> Agency:
    return an_agency(session, name="Tỉnh Mẫu", kind=AgencyKind.PROVINCE, code="tinh-mau")


@pytest.fixture
def commune(session, province) -> Agency:
    return an_agency(session, name="Xã Đồng Mẫu", under=province, code="dong-mau")


@pytest.fixture
def point(session, commune) -> ServicePoint:
    return a_point(session, agency=commune)


@pytest.fixture
def staff(app, session, province, commune):
    """Of the administrator of the province."""
    app.config["WTF_CSRF_ENABLED"] = False
    return a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=province)


def now_in(session):
    """The session, seeing what the pages have written by now."""
    session.rollback()
    return session


def test_every_page_opens(staff, session, point):
    procedure = a_procedure(session, at=point)
    pages = [
        "/registers/agencies",
        "/registers/agencies?q=dong+mau&day=2025-06-30&any_time=y&kind=commune",
        "/registers/agencies/dong-mau",
        "/registers/agencies/dong-mau/edit",
        "/registers/agencies/dong-mau/move",
        "/registers/agencies/dong-mau/move?parent=tinh-mau",
        "/registers/agencies/dong-mau/end",
        "/registers/agencies/dong-mau/below/new",
        "/registers/agencies/dong-mau/points/new",
        *(f"/registers/agencies/dong-mau/succession/{k}" for k in ("merge", "split", "rename")),
        "/registers/points",
        *(
            f"/registers/points/{point.code}{page}"
            for page in ("", "/edit", "/end", "/offers", "/offers/add", "/flows", "/slips")
        ),
        f"/registers/points/{point.code}/flows/2026-03-02",
        "/registers/procedures?q=khai+sinh&sort=-field",
        f"/registers/procedures/{procedure.id}",
        f"/registers/procedures/{procedure.id}/edit",
        f"/registers/procedures/{procedure.id}/end",
        f"/registers/procedures/{procedure.id}/limits/new",
        f"/registers/procedures/{procedure.id}/commitment",
        f"/registers/procedures/{procedure.id}/replacement",
        f"/registers/fields/{procedure.field_id}",
        "/registers/procedures/new",
        "/registers/fields",
        "/registers/flows",
        "/registers/slips",
    ]

    assert {page: staff.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


def test_an_agency_is_entered_below_its_parent(staff, session):
    form = {"name_vi": "Xã  Mới", "kind": "commune", "valid_from": "2026-03-01"}

    answer = staff.post("/registers/agencies/tinh-mau/below/new", data=form)

    assert answer.location == "/registers/agencies/xa-moi"
    in_the_list = "Xã Mới</a></th>"
    assert in_the_list in staff.get("/registers/agencies/tinh-mau?day=2026-03-01").text
    assert in_the_list not in staff.get("/registers/agencies/tinh-mau?day=2026-02-28").text
    event = now_in(session).execute(select(AuditEvent)).scalar_one()
    assert (event.action, event.account_id is not None) == ("agency.created", True)


def test_what_cannot_be_taken_is_told_at_its_field_and_nothing_is_lost(staff):
    form = {"name_vi": "Xã Mới", "kind": "commune", "code": "dong-mau", "unit_code": "abc"}

    page = staff.post("/registers/agencies/tinh-mau/below/new?lang=en", data=form)
    form["unit_code"] = "12345"
    again = staff.post("/registers/agencies/tinh-mau/below/new?lang=en", data=form)

    assert (page.status_code, again.status_code) == (422, 422)
    assert 'href="#unit_code"' in page.text
    assert 'href="#code"' in again.text
    assert 'value="Xã Mới"' in again.text


def test_nobody_is_offered_a_merger_with_themselves_nor_a_move_below(staff, session, province):
    an_agency(session, name="Xã Bên", under=province, code="ben")

    merger = staff.get("/registers/agencies/dong-mau/succession/merge?with=ben&add=1").text
    move = staff.get("/registers/agencies/dong-mau/move").text

    assert "with=dong-mau" not in merger
    assert "with=ben&amp;with=ben" not in merger
    assert ("parent=dong-mau" in move, "parent=ben" in move) == (False, True)


def test_a_merger_is_shown_before_it_is_done(staff, session, province, point):
    an_agency(session, name="Xã Bên", under=province, code="ben")
    address = "/registers/agencies/dong-mau/succession/merge?with=ben&lang=en"
    form = {"new-0-name_vi": "Xã Chung", "new-0-kind": "commune", "day": "2026-07-01"}

    preview = staff.post(address, data=form | {"step": "preview"})
    done = staff.post(address, data=form | {"step": "confirm"}, follow_redirects=True)

    assert "1 service point goes on" in preview.text
    assert "30 Jun 2026" in preview.text
    assert "Xã Chung" in done.text
    ends = now_in(session).execute(select(Agency.valid_to).where(Agency.code == "ben")).scalar_one()
    assert ends == date(2026, 6, 30)


def test_an_agency_of_somebody_else_cannot_be_named(staff, session):
    an_agency(session, code="foreign")

    for page in ("move?parent=foreign", "succession/merge?with=foreign"):
        assert staff.get(f"/registers/agencies/dong-mau/{page}").status_code == 404


def test_ticked_procedures_are_offered(staff, session, point):
    procedure = a_procedure(session, name="Đăng ký khai sinh")
    address = f"/registers/points/{point.code}/offers/add"

    nothing = staff.post(address, data={"day": "2026-03-01"})
    answer = staff.post(address, data={"chosen": [procedure.id], "day": "2026-03-01"})

    assert nothing.status_code == 422
    assert answer.status_code == 303
    assert "Đăng ký khai sinh" in staff.get(f"/registers/points/{point.code}/offers?lang=vi").text


def test_a_time_limit_is_read_as_a_sentence(staff, session):
    procedure = a_procedure(session)
    form = {"same_day": "y", "unit": "day", "day_type": "working", "cutoff_hour": "15"}

    staff.post(f"/registers/procedures/{procedure.id}/limits/new", data=form)

    page = staff.get(f"/registers/procedures/{procedure.id}?lang=en").text
    assert "A dossier received after 15:00 gets it on the next working day." in page
    assert now_in(session).execute(select(TimeLimit.agency_id)).scalar_one() is None


def test_counts_of_a_day_are_entered_and_two_people_do_not_overwrite_each_other(
    staff, session, point
):
    procedure = a_procedure(session, at=point)
    address = f"/registers/points/{point.code}/flows/2026-03-02"
    field = f"closed-{procedure.id}"

    first = staff.post(address, data={field: "7", "seen": "{}"})
    second = staff.post(f"{address}?lang=en", data={field: "9", "seen": "{}"})

    assert (first.status_code, second.status_code) == (303, 422)
    assert re.search(rf'name="{field}"[^>]*value="7"', second.text)
    assert now_in(session).execute(select(Flow.closed)).scalar_one() == 7


def test_slips_are_printed_once_as_a_file(staff, session, point):
    today = local_day(now()).isoformat()
    form = {"slips": "8", "scope": "", "valid_from": today, "valid_to": today}

    answer = staff.post(f"/registers/points/{point.code}/slips", data=form)

    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert now_in(session).execute(select(SlipPool.printed)).scalar_one() == 8


def test_an_agency_that_has_ended_is_not_offered_a_service_point(staff, session, province):
    ended = an_agency(session, name="Xã Cũ", under=province)
    ended.valid_to = date(2025, 6, 30)
    session.commit()
    page = f"/registers/agencies/{ended.code}?lang=en"

    assert "Enter a service point" not in staff.get(page).text
    assert "then print its slips" not in staff.get(page).text
    assert "Enter a service point" in staff.get(f"{page}&day=2025-06-30").text


def test_a_pool_that_is_withdrawn_twice_is_withdrawn(staff, session, point):
    today = local_day(now())
    some_slips(session, point=point, valid_from=today)
    pool_id = session.execute(select(SlipPool.id)).scalar_one()
    page = f"/registers/points/{point.code}/slips"

    answers = [
        staff.post(f"{page}/{pool_id}/withdraw", follow_redirects=True, query_string={"lang": "en"})
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "The pool was withdrawn." in answers[0].text
    assert "The pool was withdrawn already." in answers[1].text
    assert now_in(session).execute(select(SlipPool)).first() is None


LISTS = (
    "/registers/agencies/tinh-mau",
    "/registers/agencies",
    "/registers/agencies?q=xa",
    "/registers/agencies/dong-mau/move",
    "/registers/points",
    "/registers/points?q=quay",
    "/registers/procedures",
    "/registers/procedures/1",
    "/registers/flows",
    "/registers/slips",
)


@pytest.mark.parametrize("address", LISTS)
def test_a_page_of_the_register_asks_the_same_for_many_rows_as_for_few(
    app, staff, session, province, point, address
):
    def sent() -> int:
        with statements(app.extensions["engine"]) as asked:
            assert staff.get(address).status_code == 200
        return len(asked)

    a_procedure(session, at=point)
    few = sent()
    for _ in range(20):
        beside = a_point(session, agency=an_agency(session, under=province))
        a_procedure(session, at=beside)

    assert sent() == few


@pytest.mark.parametrize("address", ["/registers/flows", "/registers/slips"])
def test_points_are_chosen_from_without_counting_what_they_offer(app, staff, point, address):
    with statements(app.extensions["engine"]) as asked:
        page = staff.get(address).text

    assert point.code in page
    assert not [each for each in asked if "offering" in each]


@pytest.mark.parametrize("address", ["/registers/procedures", "/registers/procedures/new"])
def test_a_field_is_chosen_without_counting_the_catalogue(app, session, point, address):
    procedure = a_procedure(session, at=point)
    keeper = a_browser_with(app, session, role=Role.SYSTEM_ADMIN, at=an_agency(session))
    with statements(app.extensions["engine"]) as asked:
        page = keeper.get(address).text

    assert f'<option value="{procedure.field_id}"' in page
    assert not [each for each in asked if "count(procedure.id)" in each]


def test_only_who_sees_a_part_of_the_tree_has_it_walked(app, session, province, commune, point):
    elsewhere = a_point(session, agency=an_agency(session, name="Xã Khác", under=province))
    above = a_browser_with(app, session, role=Role.LEADER, at=province)
    below = a_browser_with(app, session, role=Role.LEADER, at=commune)

    def links(browser) -> tuple[set[str], bool]:
        with statements(app.extensions["engine"]) as asked:
            page = browser.get("/registers/points").text
        codes = {code for code in (point.code, elsewhere.code) if f"/points/{code}" in page}
        return codes, any("RECURSIVE" in statement for statement in asked)

    assert links(above) == ({point.code, elsewhere.code}, False)
    assert links(below) == ({point.code}, True)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("typed", ["2026-07-01", "01/07/2026", "1/7/2026"])
def test_a_day_is_taken_as_browsers_send_it_and_as_people_type_it(staff, session, point, typed):
    answer = staff.post(f"/registers/points/{point.code}/end", data={"day": typed})

    assert answer.status_code == 303
    assert now_in(session).get_one(ServicePoint, point.id).valid_to == date(2026, 7, 1)
