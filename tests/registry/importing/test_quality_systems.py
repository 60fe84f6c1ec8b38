"""Quality systems from the spreadsheets that agencies have."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.models.quality_process import ProcessCoverage
from survey.models.quality_system import DocumentKind, QualityDocument
from survey.registry.importing.columns import Register
from survey.registry.importing.reach import Bounds
from tests.factories import a_procedure, an_agency
from tests.quality_things import a_process
from tests.registry.importing.files import checked, imported, reasons

HEADINGS = "Mã cơ quan;Năm;Loại tài liệu;Số hiệu;Tên tài liệu;Ngày ký;Liên kết;Phiên bản tiêu chuẩn"


@pytest.fixture
def agency(session: Session) -> Agency:
    return an_agency(session, code="xa-1")


def test_a_list_of_documents_is_taken_over_and_again_changes_nothing(
    session: Session, agency: Agency
):
    file = f"{HEADINGS}\nxa-1;2026;kế hoạch đánh giá nội bộ;12/KH;Chương trình;15/01/2026;;\n"

    assert imported(session, Register.QUALITY_DOCUMENTS, file).counts == {"added": 1}
    assert imported(session, Register.QUALITY_DOCUMENTS, file).counts == {"unchanged": 1}
    (document,) = session.scalars(select(QualityDocument))
    assert (document.kind, document.number) == (DocumentKind.AUDIT_PROGRAMME, "12/KH")


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("xa-1;2026;công bố phù hợp;1;Công bố;15/01/2026;;", "edition", "edition_missing"),
        ("xa-1;2026;chính sách;1;Chính sách;1/1/2026;javascript:alert(1);", "link", "not_a_link"),
        ("xa-1;1986;chính sách;1;Chính sách;1/1/2026;;", "year", "out_of_range"),
        ("xa-9;2026;chính sách;1;Chính sách;1/1/2026;;", "agency_code", "unknown_agency"),
    ],
)
def test_what_the_register_cannot_hold_is_named(
    session: Session, agency: Agency, row: str, column: str, reason: str
):
    report = checked(session, Register.QUALITY_DOCUMENTS, f"{HEADINGS}\n{row}\n")

    assert reasons(report) == [(2, column, reason)]


def test_a_code_means_the_process_of_the_agency_that_stands_beside_it(
    session: Session, agency: Agency
):
    procedure = a_procedure(session, national_code="1.001193")
    ours = a_process(session, agency=agency)
    theirs = a_process(session, agency=an_agency(session, code="xa-2"))
    theirs.code = ours.code
    session.commit()
    file = f"agency_code,process_code,procedure_code\nxa-2,{ours.code},1.001193\n"

    imported(session, Register.PROCESS_COVERAGE, file)

    (row,) = session.scalars(select(ProcessCoverage))
    assert (row.process_id, row.procedure_id) == (theirs.id, procedure.id)


def test_a_process_that_the_agency_does_not_have_is_named(session: Session, agency: Agency):
    a_procedure(session, national_code="1.001193")
    file = "agency_code,process_code,procedure_code\nxa-1,QT 99,1.001193\n"

    report = checked(session, Register.PROCESS_COVERAGE, file)

    assert reasons(report) == [(2, "process_code", "unknown_process")]


def test_a_keeper_hands_in_only_what_is_theirs(session: Session, agency: Agency):
    other = an_agency(session, code="xa-2")
    file = "agency_code,level,edition\nxa-1,xã,TCVN ISO 9001:2015\nxa-2,xã,TCVN ISO 9001:2015\n"

    report = checked(
        session, Register.QUALITY_SYSTEMS, file, bounds=Bounds(within=[other.id], shared=False)
    )

    assert reasons(report) == [(2, "agency_code", "out_of_reach")]
