"""The results of an agency: figures with n and interval, states, ways down, who may look."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from survey.dashboard.wording import hundred
from survey.measures.figure import Estimate
from survey.models.account import Role
from tests.counting import statements
from tests.dashboard.reading import seen, table_rows
from tests.dashboard.world import MARCH, SPRING, World, a_reader, a_world
from tests.factories import a_cell, a_point, a_procedure, a_succession, an_agency


@pytest.fixture
def world(session: Session) -> World:
    return a_world(session)


@pytest.fixture
def reader(app: Flask, session: Session, world: World):
    return a_reader(app, session, at=world.province)


def a_page(reader, address: str, status: int = 200) -> str:
    answer = reader.get(address)
    assert answer.status_code == status, answer.get_data(as_text=True)[:2000]
    return answer.get_data(as_text=True)


def test_the_headline_has_its_interval_its_n_and_its_sentence(reader):
    page = seen(a_page(reader, f"/results/xa?{SPRING}&lang=vi"))

    assert "Trong 100 người trả lời, từ 86 đến 93 người hài lòng." in page
    assert "90,0 % 86,1–92,9" in page
    assert "n = 300" in page


@pytest.mark.parametrize(
    ("lower", "upper", "said"),
    [
        (0.82788, 0.84008, (82, 84)),
        (0.86099, 0.92901, (86, 93)),
        (0.81996, 0.84051, (82, 85)),
        (0.0, 1.0, (0, 100)),
    ],
)
def test_people_in_a_hundred_are_those_of_the_interval_that_is_shown(lower, upper, said):
    assert hundred(Estimate(0.83, lower, upper)) == said


def test_every_number_says_how_it_was_computed_and_from_how_many(reader):
    page = a_page(reader, f"/results/xa?{SPRING}&lang=vi")

    shown = re.findall(r'aria-describedby="([^"]+)"', page)

    assert len(shown) == len(set(shown))
    assert all(f'id="{name}"' in page for name in shown)
    assert "Tỷ lệ người trả lời “Mức 4” hoặc “Mức 5” cho câu hỏi" in page
    assert "Tính từ 300 câu trả lời" in page or "300" in page


def test_the_response_rate_says_of_how_many(reader):
    page = seen(a_page(reader, f"/results/xa?{SPRING}&lang=vi"))

    assert "25,0 %" in page
    assert "300 lượt đánh giá qua kênh này trên 1.200 hồ sơ đã giải quyết." in page
    assert "Đã dùng 300 trên 900 phiếu; phiếu tính theo tháng" in page


def test_without_a_choice_the_newest_twelve_months_are_shown(reader):
    page = seen(a_page(reader, "/results/xa?lang=vi"))

    assert "12 tháng đến 03/2026 · Phiếu đánh giá" in page


def test_a_period_without_answers_says_so(reader):
    page = seen(a_page(reader, "/results/xa?period=2025&lang=vi"))

    assert "Không có ai trả lời trong kỳ này qua kênh này" in page
    assert "n = " not in page
    assert "theo tháng" not in page  # a dozen empty months would say the same again
    assert "Mã QR tại quầy" in page


def test_fewer_than_five_are_not_shown_and_cannot_be_guessed(reader):
    page = seen(a_page(reader, f"/results/khe?{SPRING}&lang=vi"))

    assert "Quá ít để hiển thị" in page
    assert "100,0 %" not in page
    assert "n = 4" not in page


def test_the_month_that_runs_is_not_closed(reader):
    page = seen(a_page(reader, "/results/xa?period=2099-01&lang=vi"))

    assert "Chưa khóa sổ" in page


@pytest.mark.parametrize(
    ("dimension", "name", "figure"),
    [
        ("factor", "Công chức", "88,9 %"),
        ("question", "Công chức phục vụ", "88,9 %"),
        ("procedure", "Thủ tục đăng ký khai sinh", "90,0 %"),
        ("field", "Hộ tịch", "90,0 %"),
        ("point", "Quầy số 1", "90,0 %"),
        ("channel", "Ki-ốt", "100,0 %"),
    ],
)
def test_results_by_groups_name_each_group_with_its_figure(reader, dimension, name, figure):
    page = a_page(reader, f"/results/xa/by/{dimension}?{SPRING}&lang=vi")

    row = next(row for row in table_rows(page) if row[0].startswith(name))

    assert row[1].startswith(figure)


def test_results_by_agency_hide_the_small_one_and_keep_the_large_one(reader):
    page = a_page(reader, f"/results/tinh/by/agency?{SPRING}&lang=vi")

    rows = {row[0]: row[1] for row in table_rows(page)}

    assert rows["Xã Mẫu Đông"].startswith("90,0 %")
    assert rows["Xã Mẫu Khê"] == "Quá ít để hiển thị"


def test_ways_down_keep_the_filters(reader, world):
    page = a_page(reader, f"/results/tinh/by/agency?{SPRING}&procedure={world.procedure.id}")

    assert f'href="/results/xa?period=2026-q1&amp;procedure={world.procedure.id}"' in page


@pytest.mark.parametrize("lineage", ["", "&lineage=now"])
def test_an_agency_that_has_ended_is_read_as_it_was_then(reader, session, world, lineage):
    heir = an_agency(session, name="Xã Mẫu Mới", under=world.province)
    a_succession(session, of=world.commune, by=heir, on=date(2026, 4, 1))
    world.commune.valid_to = date(2026, 3, 31)
    session.commit()

    page = a_page(reader, f"/results/xa?{SPRING}{lineage}&lang=vi")

    assert "90,0 % 86,1–92,9" in seen(page)
    assert '<option selected value="then">Theo thời điểm đó</option>' in page
    assert 'value="now"' not in page


def test_filters_come_back_in_the_form(reader, world):
    address = f"/results/xa?{SPRING}&channel=kiosk&point={world.counter.id}&lineage=then"

    page = a_page(reader, address)

    chosen = set(re.findall(r'<option selected value="([^"]+)"', page))
    assert {"2026-q1", "kiosk", str(world.counter.id), "then"} <= chosen


def test_what_nobody_rated_here_is_shown_as_chosen(reader, session, world):
    elsewhere = a_procedure(session, name="Đăng ký khai tử")

    page = a_page(reader, f"/results/xa?{SPRING}&procedure={elsewhere.id}&lang=vi")

    assert f'<option selected value="{elsewhere.id}">Đăng ký khai tử</option>' in page
    assert "Phiếu đánh giá · Đăng ký khai tử" in page
    a_page(reader, f"/results/xa?{SPRING}&procedure=999999", status=400)
    a_page(reader, f"/results/xa?{SPRING}&field=999999", status=400)


def test_the_switcher_leaves_a_counter_behind(reader, world):
    address = f"/results/xa?{SPRING}&point={world.counter.id}"

    menu = a_page(reader, address).split('id="agency-switcher"')[1].split("</details>")[0]

    assert f'href="/results/tinh?{SPRING}"' in menu
    assert "point=" not in menu


@pytest.mark.parametrize(
    "filters", ["period=yesterday", "channel=mail", "point=x", "lineage=-", "version=-1"]
)
def test_what_cannot_be_chosen_is_refused_with_what_to_do(reader, filters):
    page = seen(a_page(reader, f"/results/xa?{filters}&lang=vi", status=400))

    assert "Mở trang kết quả của cơ quan rồi chọn kỳ và bộ lọc tại đó." in page


def test_a_counter_of_another_agency_cannot_be_chosen(reader, session, world):
    foreign = a_point(session, agency=an_agency(session))

    a_page(reader, f"/results/xa?point={foreign.id}", status=400)


def test_the_way_up_ends_where_the_reader_may_look(app, session, world):
    reader = a_reader(app, session, at=world.commune)

    page = a_page(reader, f"/results/xa?{SPRING}")

    assert "/results/tinh" not in page
    assert "Tỉnh Mẫu" not in page


def test_another_agency_is_not_there(app, session, world):
    reader = a_reader(app, session, at=world.commune)

    for address in ("", "/by/point", "/compare", "/comments", "/months.csv"):
        a_page(reader, f"/results/tinh{address}", status=404)


def test_who_looks_after_the_system_sees_no_results(app, session, world):
    reader = a_reader(app, session, at=world.province, role=Role.SYSTEM_ADMIN)

    a_page(reader, "/results/tinh", status=403)


@pytest.mark.parametrize("role", [Role.CLERK, Role.PUBLISHER])
def test_those_whom_citizens_wrote_about_do_not_read_comments(app, session, world, role):
    reader = a_reader(app, session, at=world.commune, role=role)

    page = a_page(reader, f"/results/xa?{SPRING}")

    assert "/comments" not in page
    a_page(reader, "/results/xa/comments", status=403)


@pytest.mark.parametrize(
    "address", ["/results/xa/by/month", "/results/xa/by/age", "/results/xa/by/agency?page=9"]
)
def test_what_has_no_page_is_not_there(reader, address):
    a_page(reader, address, status=404)


def test_two_periods_are_compared_with_a_verdict(session, world, reader):
    a_cell(
        session,
        version=world.version,
        point=world.counter,
        month=MARCH.replace(year=2025),
        overall={"1": 50, "5": 50},
    )

    page = seen(a_page(reader, f"/results/xa/compare?{SPRING}&against=2025-q1&lang=vi"))

    assert "Kết quả của kỳ sau cao hơn." in page
    assert "+40,0 điểm phần trăm" in page


def test_periods_that_share_months_are_not_compared(reader):
    page = seen(a_page(reader, f"/results/xa/compare?{SPRING}&against=2026&lang=vi"))

    assert "Hai kỳ trùng nhau" in page


def test_today_shows_the_agencies_of_the_reader(reader):
    page = a_page(reader, "/today?lang=vi")

    rows = {row[0]: row[1] for row in table_rows(page)}

    assert rows["Tỉnh Mẫu"].startswith("90,")
    assert rows["Xã Mẫu Đông"].startswith("90,0 %")


def test_a_page_asks_the_database_no_more_often_for_more_units(app, session, world, reader):
    address = f"/results/xa/by/point?{SPRING}"
    a_page(reader, address)
    with statements(app.extensions["engine"]) as few:
        a_page(reader, address)
    for number in range(2, 12):
        point = a_point(session, agency=world.commune, name=f"Quầy số {number}")
        a_cell(session, version=world.version, point=point, month=MARCH, overall={"5": 10})

    with statements(app.extensions["engine"]) as many:
        a_page(reader, address)

    assert len(many) == len(few)


def test_long_lists_are_shown_page_by_page(reader, session, world):
    for number in range(2, 40):
        point = a_point(session, agency=world.commune, name=f"Quầy {number:02d}")
        a_cell(session, version=world.version, point=point, month=MARCH, overall={"5": 10})

    first = a_page(reader, f"/results/xa/by/point?{SPRING}")
    second = a_page(reader, f"/results/xa/by/point?{SPRING}&page=2")

    names = [row[0] for page in (first, second) for row in table_rows(page)[1:]]
    assert len(names) == len(set(names)) == 39
