"""The page of the audit trail, and that it has words for everything that is noted."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey.accounts.trail_values import REGISTERS
from survey.accounts.trail_words import ACTIONS
from survey.clock import now
from survey.models.account import AuditEvent, Role
from survey.models.agency import Agency, SuccessionKind
from survey.models.import_run import ImportRun, ImportStatus
from survey.models.procedure import TimeLimit
from survey.registry.importing.formats import FORMATS
from tests.counting import statements
from tests.factories import a_point, a_pool, a_procedure, a_version, an_agency
from tests.staff import a_browser_with, an_account

NOTED = re.compile(r'(?:action=|_note\(session, )"([\w.]+)"')
SURVEY = Path(__file__).parent.parent.parent / "survey"


def an_event(
    session: Session,
    *,
    action: str = "agency.edited",
    agency: Agency | None = None,
    by: int | None = None,
    days_ago: int = 0,
    **details: object,
) -> None:
    session.add(
        AuditEvent(
            at=now() - timedelta(days=days_ago),
            account_id=by,
            action=action,
            agency_id=agency.id if agency else None,
            details=json.dumps(details),
        )
    )
    session.commit()


@pytest.fixture
def province(session: Session) -> Agency:
    return an_agency(session, name="Tỉnh Mẫu")


@pytest.fixture
def administrator(app: Flask, session: Session, province: Agency) -> FlaskClient:
    return a_browser_with(app, session, role=Role.PROVINCE_ADMIN, at=province)


def test_a_change_is_shown_with_its_values_before_and_after(
    administrator: FlaskClient, session: Session, province: Agency
):
    an_event(
        session,
        agency=province,
        subject={"agency": 7},
        before={"name_vi": "Xã <b>Cũ</b>", "role": "clerk"},
        after={"name_vi": "Xã Mới", "role": "leader", "colour": "red"},
    )

    page = administrator.get("/audit").text

    assert "Sửa thông tin cơ quan" in page
    assert "Cơ quan: 7" in page
    assert "Tên tiếng Việt: <del>Xã &lt;b&gt;Cũ&lt;/b&gt;</del> <ins>Xã Mới</ins>" in page
    assert "<del>Công chức bộ phận một cửa</del> <ins>Lãnh đạo cơ quan</ins>" in page
    assert "colour: <ins>red</ins>" in page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_days_are_written_for_the_reader_and_what_is_noted_has_words(
    administrator: FlaskClient, session: Session, province: Agency
):
    an_event(
        session,
        agency=province,
        subject={"questionnaire": "quay-ngan", "import": 2},
        after={"valid_from": "2026-11-05", "file": "hồ sơ.csv", "hash": "cfd9"},
    )

    page = administrator.get("/audit?lang=vi").text

    assert "05/11/2026" in page
    assert "2026-11-05" not in page
    for noted in ("questionnaire:", "import:", "file:", "hash:"):
        assert f"<li>{noted}" not in page


def test_what_is_noted_by_number_is_called_by_its_name(
    administrator: FlaskClient, session: Session, province: Agency
):
    point = a_point(session, agency=province, name="Quầy Hộ tịch")
    births = a_procedure(session, name="Đăng ký khai sinh", at=point)
    version = a_version(session, asked_by=province)
    an_event(
        session,
        agency=province,
        subject={"point": point.id, "account": 1},
        before={"agency_id": province.id},
        after={"procedures": [births.id, 999], "version_id": version.id, "status": "retired"},
    )

    page = administrator.get("/audit").text

    for told in (
        "Điểm phục vụ: Quầy Hộ tịch",
        "Tài khoản: Nguyễn Thị Mẫu (person-",
        "Cơ quan: <del>Tỉnh Mẫu</del>",
        "Thủ tục: <ins>Đăng ký khai sinh; 999</ins>",
        f"Phiên bản: <ins>{version.questionnaire.code} 1</ins>",
        "Trạng thái: <ins>Ngừng sử dụng</ins>",
    ):
        assert told in page


def test_slips_limits_and_imports_are_called_by_what_they_are_for(
    administrator: FlaskClient, session: Session, province: Agency
):
    point = a_point(session, agency=province, name="Quầy Hộ tịch")
    births = a_procedure(session, name="Đăng ký khai sinh", at=point)
    month = {"valid_from": date(2026, 11, 1), "printed": 100, "used": 0}
    for_all = a_pool(session, point=point, **month)
    for_one = a_pool(session, point=point, procedure=births, **month)
    limit = TimeLimit(procedure_id=births.id, amount=3, unit="day", day_type="working")
    run = ImportRun(
        register="points", file_name="điểm.csv", created_at=now(), status=ImportStatus.APPLIED
    )
    session.add_all([limit, run])
    session.commit()
    for subject in ({"pool": for_all.id}, {"pool": for_one.id, "limit": limit.id}):
        an_event(session, subject=subject, after={"unit": "day", "same_day": True})
    counted = {"rows": {"added": 2, "unchanged": 43}, "ended_along": {"offerings": 6}, "heirs": []}
    an_event(session, subject={"import": run.id, "register": "points"}, after=counted)

    page = administrator.get("/audit").text

    for told in (
        f"Tập phiếu: Quầy Hộ tịch ({for_all.id})",
        f"Tập phiếu: Đăng ký khai sinh ({for_one.id})",
        "Thời hạn giải quyết: Đăng ký khai sinh",
        "<ins>Ngày</ins>",
        "<ins>Có</ins>",
        f"điểm.csv ({run.id})",
        "Danh mục: Điểm phục vụ",
        "<ins>Thêm mới: 2; Không đổi: 43</ins>",
        "<ins>Thủ tục tại điểm phục vụ: 6</ins>",
    ):
        assert told in page
    assert "[]" not in page


def test_every_register_has_a_name_in_the_trail():
    named = {format.register.value: format.title for format in FORMATS.values()}

    assert {key: str(name) for key, name in REGISTERS.items()} == {
        key: str(name) for key, name in named.items()
    }


def test_what_happens_elsewhere_is_not_shown(
    administrator: FlaskClient, session: Session, province: Agency
):
    commune = an_agency(session, name="Xã Trong", under=province)
    foreign = an_agency(session, name="Tỉnh Khác")
    stranger = an_account(session, role=Role.LEADER, at=foreign)
    colleague = an_account(session, role=Role.LEADER, at=commune)
    an_event(session, agency=commune, subject={"agency": 101})
    an_event(session, agency=foreign, subject={"agency": 102})
    an_event(session, by=colleague.id, subject={"agency": 103})
    an_event(session, by=stranger.id, subject={"agency": 104})
    an_event(session, subject={"agency": 105})

    shown = re.findall(r"Cơ quan: (\d+)", administrator.get("/audit").text)

    assert shown == ["105", "103", "101"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_long_trail_has_pages_and_costs_the_same(
    app: Flask, administrator: FlaskClient, session: Session, province: Agency
):
    def cost(page: str) -> int:
        with statements(app.extensions["engine"]) as sent:
            assert administrator.get(page).status_code == 200
        return len(sent)

    an_event(session, agency=province, subject={"agency": 1000})
    few = cost("/audit")
    for number in range(120):
        an_event(session, agency=province, subject={"agency": number})

    assert cost("/audit") == few
    for page in ("3", "99"):
        shown = re.findall(r"Cơ quan: (\d+)", administrator.get(f"/audit?page={page}").text)
        assert shown[-1] == "1000"
    assert administrator.get("/audit?page=x").status_code == 200


def test_everything_that_is_noted_has_words():
    noted = {
        action
        for path in SURVEY.rglob("*.py")
        for action in re.findall(
            r'(?:action=|_note\(session, )"([\w.]+)"', path.read_text(encoding="utf-8")
        )
    } | {f"agency.{kind.value}" for kind in SuccessionKind}

    assert noted - ACTIONS.keys() == set()
