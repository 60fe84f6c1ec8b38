"""Pages of imports, as a keeper of registers meets them."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from survey.clock import now
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.import_run import ImportRun, ImportStatus
from survey.models.point import ServicePoint
from survey.registry.importing.showing import ODDITIES_SHOWN
from survey.registry.importing.work import work_on_next_import
from tests.factories import a_point, a_procedure, an_agency
from tests.forms import form_to
from tests.staff import a_browser_with

KEEPS_NOTHING = {
    "vi": "Vẫn có thể ghi tệp vào danh mục.",
    "en": "They do not keep the file from being taken over.",
}
AGENCIES = "code,kind,name_vi,parent_code\nxa-1,xã,Xã Một,mau\n"


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, code="mau", name="Tỉnh Mẫu")


@pytest.fixture
def browser(app: Flask, session: Session, province: Agency) -> FlaskClient:
    return a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=province)


def handed_in(browser: FlaskClient, file: str, *, register: str = "agencies") -> TestResponse:
    form = form_to(browser.get("/registers/import"))
    form.fields.setlist("register", [register])
    fields = {name: form.fields[name] for name in form.fields}
    upload = {"file": (BytesIO(file.encode()), "xã.csv")}
    return browser.post("/registers/import", data=fields | upload, follow_redirects=True)


def agencies(session: Session) -> int:
    session.rollback()
    return session.execute(select(func.count(Agency.id))).scalar_one()


def test_a_file_is_shown_before_it_is_taken_over(browser: FlaskClient, session: Session):
    page = handed_in(browser, AGENCIES)
    assert "Xã Một" in page.text
    assert agencies(session) == 1

    form = form_to(page, "/take-over")
    page = browser.post(form.action, data=form.fields, follow_redirects=True)

    assert "Đã ghi tệp vào danh mục." in page.text
    assert agencies(session) == 2


def test_what_is_being_written_is_told_without_a_share_that_nobody_knows(
    browser: FlaskClient, session: Session
):
    handed_in(browser, AGENCIES)
    run = session.scalars(select(ImportRun)).one()
    run.status, run.rows_done, run.rows_total = ImportStatus.APPLYING, 4_000, 4_000
    session.commit()

    page = browser.get(f"/registers/import/{run.id}").text

    assert "Đang ghi 4.000 dòng vào danh mục" in page
    assert "4.000 trên" not in page


@pytest.mark.parametrize(("language", "day"), [("vi", "01/07/2025"), ("en", "1 Jul 2025")])
def test_days_are_shown_as_people_write_them(
    browser: FlaskClient, session: Session, province: Agency, language: str, day: str
):
    point = a_point(session, agency=province)
    a_procedure(session, at=point, national_code="1.001193")
    session.commit()

    places = handed_in(
        browser, "code,kind,name_vi,parent_code,valid_from\nxa-1,xã,Xã Một,mau,2025-07-01\n"
    )
    flows = handed_in(
        browser,
        f"point_code,procedure_code,day,closed\n{point.code},1.001193,2025-07-01,5\n",
        register="flows",
    )

    for page in (places, flows):
        shown = browser.get(f"{page.request.path}?lang={language}").text
        assert day in shown
        assert "2025-07-01" not in shown


@pytest.mark.parametrize(("language", "level"), [("vi", "xã"), ("en", "commune")])
def test_what_changes_is_named_in_the_words_of_the_reader(
    browser: FlaskClient, session: Session, province: Agency, language: str, level: str
):
    point = a_point(session, agency=province)
    a_procedure(session, name="Khai sinh", national_code="1.001193")
    heading = "point_code,procedure_code,procedure_name,procedure_level,day,closed\n"
    file = f"{heading}{point.code},1.001193,Khai sinh,commune,2025-07-01,3\n"
    address = handed_in(browser, file, register="flows").request.path

    page = browser.get(f"{address}?lang={language}").text
    taken_away = browser.get(f"{address}/changes.csv?lang={language}").text

    assert f"Khai sinh · {level} · " in page
    assert f"Khai sinh · {level} · 2025-07-01" in taken_away


def test_the_same_file_again_has_nothing_to_change(browser: FlaskClient):
    form = form_to(handed_in(browser, AGENCIES), "/take-over")
    browser.post(form.action, data=form.fields)

    page = handed_in(browser, AGENCIES)

    assert "Không có gì để thay đổi." in page.text
    assert "/take-over" not in page.text


def test_faults_are_shown_in_the_language_of_the_page(browser: FlaskClient):
    page = handed_in(browser, "code,kind,name_vi\nxa-1,<hội>,Xã Một\n")
    address = page.request.path

    assert "Hãy chọn một trong các giá trị" in page.text
    assert "&lt;hội&gt;" in page.text
    assert "Choose one of these: ministry" in browser.get(address + "?lang=en").text
    assert "<hội>" in browser.get(address + "/faults.csv").text


def test_a_row_that_stands_twice_is_called_in_the_words_of_the_reader(
    browser: FlaskClient, session: Session, province: Agency
):
    point = a_point(session, agency=province)
    a_procedure(session, name="Khai sinh")
    session.commit()
    row = f"{point.code},Khai sinh,xã,2026-11-02,3\n"
    file = f"point_code,procedure_name,procedure_level,day,closed\n{row}{row}"

    page = handed_in(browser, file, register="flows")
    taken_away = browser.get(page.request.path + "/faults.csv").text
    english = browser.get(page.request.path + "?lang=en").text

    assert f"{point.code} · Khai sinh · xã · 02/11/2026" in page.text
    assert f"{point.code} · Khai sinh · xã · 2026-11-02" in taken_away
    assert f"{point.code} · Khai sinh · commune · 2 Nov 2026" in english


def test_a_day_that_cannot_be_is_shown_as_people_write_it(browser: FlaskClient):
    columns = "code,kind,name_vi,valid_from,valid_to"
    page = handed_in(browser, f"{columns}\nxa-1,xã,Xã Một,05/05/2026,01/02/2026\n")

    assert "Ngày kết thúc sớm hơn ngày bắt đầu." in page.text
    assert "01/02/2026" in page.text
    assert "2026-02-01" not in page.text


@pytest.fixture
def closed_point(session: Session, province: Agency) -> ServicePoint:
    point = a_point(session, agency=province)
    point.valid_to = date(2025, 6, 30)
    a_procedure(session, national_code="1.001193")
    return point


@pytest.mark.parametrize(
    ("language", "title", "sentence"),
    [
        ("vi", "Cần xem lại: 13", "Sau ngày cuối (30/06/2025), điểm phục vụ đã đóng."),
        ("en", "Worth a look: 13", "After its last day, 30 Jun 2025, the service point is closed."),
    ],
)
def test_what_is_worth_a_look_stands_above_the_button_that_decides(
    browser: FlaskClient, closed_point: ServicePoint, language: str, title: str, sentence: str
):
    rows = [f"{closed_point.code},1.001193,2025-07-{day:02},5\n" for day in range(1, 14)]
    file = "point_code,procedure_code,day,closed\n" + "".join(rows)
    address = handed_in(browser, file, register="flows").request.path

    page = browser.get(f"{address}?lang={language}").text

    above, below = page.split("/take-over")
    assert title in above
    assert KEEPS_NOTHING[language] in above
    assert above.count(sentence) == ODDITIES_SHOWN
    assert sentence not in below


def test_all_changes_say_which_of_them_are_worth_a_look(
    browser: FlaskClient, closed_point: ServicePoint
):
    heading = "point_code,procedure_code,day,closed\n"
    first = f"{heading}{closed_point.code},1.001193,2025-07-01,5\n"
    form = form_to(handed_in(browser, first, register="flows"), "/take-over")
    browser.post(form.action, data=form.fields)
    file = f"{heading}{closed_point.code},1.001193,2025-07-01,100001\n"
    address = handed_in(browser, file, register="flows").request.path

    rows = list(csv.reader(StringIO(browser.get(f"{address}/changes.csv?lang=en").text)))

    assert [(row[3], row[4], row[5]) for row in rows[1:]] == [
        ("closed", "5", "100001"),
        ("day", "", ""),
    ]
    assert rows[0][6] == "Worth a look"
    assert "More than 100,000 dossiers on one day" in rows[1][6]
    assert "30 Jun 2025" in rows[2][6]


def test_a_file_with_faults_shows_what_is_worth_a_look_as_well(
    browser: FlaskClient, closed_point: ServicePoint
):
    rows = [f"{closed_point.code},1.001193,2025-07-01,{count}\n" for count in (5, "x")]
    file = "point_code,procedure_code,day,closed\n" + "".join(rows)

    page = handed_in(browser, file, register="flows").text

    assert "Số lỗi: 1" in page
    assert "Cần xem lại: 1" in page
    assert "không cản trở" not in page
    assert "/take-over" not in page


def test_a_dropped_file_is_gone(browser: FlaskClient, session: Session):
    form = form_to(handed_in(browser, AGENCIES), "/drop")

    page = browser.post(form.action, data=form.fields, follow_redirects=True)

    assert "Đã hủy tệp." in page.text
    assert session.execute(select(func.count(ImportRun.id))).scalar() == 0


def test_all_changes_can_be_taken_away(browser: FlaskClient):
    address = handed_in(browser, AGENCIES).request.path

    file = browser.get(address + "/changes.csv").text

    assert "Thêm mới,xa-1,Tên tiếng Việt,,Xã Một" in file


def test_a_large_file_waits_for_the_worker_and_shows_how_far_it_is(
    app: Flask, browser: FlaskClient, session: Session
):
    rows = [f"xa-{n},xã,Xã có một cái tên dài để tệp lớn hơn {n},mau\n" for n in range(5_000)]

    page = handed_in(browser, "code,kind,name_vi,parent_code\n" + "".join(rows))
    assert "data-follow" in page.text
    assert '<meta http-equiv="refresh"' in page.text
    with app.app_context():
        work_on_next_import(now())

    page = browser.get(page.request.path)
    assert "data-follow" not in page.text
    assert "5.000" in page.text


def test_an_upload_without_a_file_says_what_to_do(browser: FlaskClient):
    form = form_to(browser.get("/registers/import"))

    page = browser.post("/registers/import", data=form.fields)

    assert page.status_code == 422
    assert "Hãy chọn tệp." in page.text


def test_who_keeps_a_part_cannot_import_what_all_share(
    app: Flask, session: Session, province: Agency
):
    browser = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=province)
    run = ImportRun(
        register="procedures",
        file_name="x.csv",
        agency_id=province.id,
        created_at=now(),
        status=ImportStatus.READY,
    )
    session.add(run)
    session.commit()

    assert handed_in(browser, AGENCIES).status_code == 422
    assert browser.get(f"/registers/import/{run.id}").status_code == 404
    assert browser.get("/registers/export/procedures/csv").status_code == 404
    assert browser.get("/registers/export/flows/csv").status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_holds_ones_own_part_and_changes_nothing(
    browser: FlaskClient, session: Session, province: Agency, kind: str
):
    mine = a_point(session, agency=an_agency(session, code="mine", under=province))
    other = a_point(session)

    file = browser.get(f"/registers/export/points/{kind}")

    assert file.headers["Content-Disposition"].endswith(f".{kind}")
    if kind == "csv":
        assert mine.code in file.text
        assert other.code not in file.text
        page = handed_in(browser, file.text, register="points")
        assert "Không có gì để thay đổi." in page.text


def test_ones_own_agencies_can_be_handed_in_again(
    browser: FlaskClient, session: Session, province: Agency
):
    an_agency(session, code="mine", under=province)

    file = browser.get("/registers/export/agencies/csv").text

    assert "Không có gì để thay đổi." in handed_in(browser, file).text


def test_the_columns_of_a_register_are_explained(browser: FlaskClient):
    page = browser.get("/registers/import/columns/agencies").text

    assert "Mã cơ quan cấp trên" in page
    assert "parent_code" in page


@pytest.mark.parametrize("address", ["/registers/export/none/csv", "/registers/export/points/pdf"])
def test_what_is_no_register_or_format_is_not_found(browser: FlaskClient, address: str):
    assert browser.get(address).status_code == 404
