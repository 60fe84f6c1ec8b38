"""A plan on paper says what its page says, and whether it is approved."""

from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.measurement_plan import WHOLE, field_as_it_is
from survey.quality.waves import Span
from tests.documents import reading
from tests.factories import a_point, a_procedure, an_agency
from tests.quality_things import a_plan, a_record

APPROVED = {"submitted_on": date(2026, 6, 1), "approved_on": date(2026, 6, 9)}


@pytest.fixture
def agency(session: Session) -> Agency:
    above = an_agency(session, name="Ủy ban nhân dân tỉnh Mẫu")
    return an_agency(session, name="Ủy ban nhân dân xã Mẫu", under=above)


def in_pdf(content: bytes) -> str:
    return " ".join(" ".join(page.text for page in reading.pages(content)).split())


def in_docx(content: bytes) -> str:
    made = docx.Document(BytesIO(content))
    return " ".join(node.text or "" for node in made.element.body.iter(qn("w:t")))


@pytest.mark.parametrize(("format", "read"), [("pdf", in_pdf), ("docx", in_docx)])
def test_an_approved_plan_is_dated_by_its_approval(
    session: Session, inspector: FlaskClient, agency: Agency, format, read
):
    plan = a_plan(session, agency=agency, target=152, **APPROVED)

    answer = inspector.get(f"/quality-system/plans/{plan.id}/{format}")
    text = read(answer.data)

    assert answer.status_code == 200
    assert f"ke-hoach-{plan.id}.{format}" in answer.headers["Content-Disposition"]
    for part in (
        "ỦY BAN NHÂN DÂN TỈNH MẪU",
        "ngày 09 tháng 6 năm 2026",
        "Đo lường quý III",
        "từ ngày 01/07/2026 đến ngày 30/09/2026",
        "152",
    ):
        assert part in text
    assert "DỰ THẢO" not in text


def test_a_plan_that_is_not_approved_says_that_it_is_a_draft(
    session: Session, inspector: FlaskClient, agency: Agency
):
    plan = a_plan(session, agency=agency)

    answer = inspector.get(f"/quality-system/plans/{plan.id}/docx")

    assert "KẾ HOẠCH (DỰ THẢO)" in in_docx(answer.data)
    assert "ngày … tháng … năm ……" in in_docx(answer.data)


@pytest.mark.parametrize(("format", "read"), [("pdf", in_pdf), ("docx", in_docx)])
def test_a_plan_names_the_procedures_of_its_fields(
    session: Session, inspector: FlaskClient, agency: Agency, format, read
):
    births = a_procedure(session, name="Đăng ký khai sinh", at=a_point(session, agency=agency))
    other = a_procedure(session, name="Đăng ký khai tử lưu động", beside=births)
    field = field_as_it_is(births.field_id, procedure_ids=[births.id, other.id])
    plan = a_plan(session, agency=agency, things=(WHOLE, field), **APPROVED)

    said = read(inspector.get(f"/quality-system/plans/{plan.id}/{format}").data)

    assert "Lĩnh vực: Hộ tịch" in said
    assert "(2 thủ tục)" in said
    assert "giải quyết: Đăng ký khai sinh." in said
    assert "không cộng các dòng với nhau" in said


def test_in_english_it_is_english(session: Session, inspector: FlaskClient, agency: Agency):
    plan = a_plan(session, agency=agency, **APPROVED)

    answer = inspector.get(f"/quality-system/plans/{plan.id}/pdf?lang=en")

    assert "9 June 2026" in in_pdf(answer.data)
    assert "1. What is measured" in in_pdf(answer.data)


def test_waves_stand_on_paper(session: Session, inspector: FlaskClient, agency: Agency):
    spans = (Span(date(2026, 7, 1), date(2026, 7, 31)), Span(date(2026, 8, 1), date(2026, 9, 30)))
    plan = a_plan(session, agency=agency, spans=spans, **APPROVED)

    answer = inspector.get(f"/quality-system/plans/{plan.id}/docx")

    assert "Các đợt, mỗi đợt có một báo cáo kết quả" in in_docx(answer.data)
    assert "31/07/2026" in in_docx(answer.data)


@pytest.mark.parametrize(("format", "read"), [("pdf", in_pdf), ("docx", in_docx)])
def test_a_record_on_paper_says_that_nobody_answered(
    session: Session, inspector: FlaskClient, agency: Agency, format, read
):
    record = a_record(session, agency=agency)

    text = read(inspector.get(f"/quality-system/records/{record.id}/{format}").data)

    for part in ("BÁO CÁO (DỰ THẢO)", "từ 01/07/2025 đến 30/09/2025", "Không có ai trả lời"):
        assert part in text
