"""The register of the quality system: documents, signed papers, processes and what they cover."""

from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.errors.registers import CodeTaken
from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.quality_process import ProcessKind
from survey.models.quality_system import DocumentKind, QualityDocument, ReportLevel
from survey.quality import papers, processes, standing, systems
from survey.quality.processes import ProcessDetails
from survey.quality.refusals import FileEmpty, FileKindUnknown, FileTooLarge, SystemsOverlap
from survey.quality.systems import SystemDetails
from survey.queries import quality_processes
from tests.factories import a_point, a_procedure, an_agency
from tests.quality_things import EDITION, a_document, a_process
from tests.staff import a_browser_with, submit

PDF = b"%PDF-1.7\n\x00\xff signed"
TODAY = date(2026, 11, 20)
BY = Actor(None, datetime(2026, 11, 20, 2, tzinfo=UTC))
FORM = {
    "kind": "audit_programme",
    "year": "2026",
    "number": "12/KH-UBND",
    "title": "Chương trình đánh giá nội bộ",
    "signed_on": "2026-01-15",
}


def missing(session: Session, agency: Agency, *, year: int = 2026) -> set[str]:
    found = standing.of_agencies(session, agency_ids=[agency.id], year=year, today=TODAY)
    return set(found[agency.id].missing)


def test_a_signed_document_comes_back_as_it_was_handed_in(officer: FlaskClient):
    page = "/quality-system/xa-mau/documents/new?lang=en"

    answer = submit(officer, page, **FORM, file=(BytesIO(PDF), "../12 KH.pdf"))
    shown = officer.get(answer.location).text
    taken = officer.get("/quality-system/documents/1/file")

    assert "12/KH-UBND" in shown
    assert sha256(PDF).hexdigest() in shown
    assert taken.data == PDF
    assert taken.headers["Content-Disposition"] == 'attachment; filename="12 KH.pdf"'
    assert taken.headers["Content-Type"] == "application/pdf"


def test_a_page_is_not_taken_for_a_document_whatever_its_name(officer: FlaskClient):
    page = "/quality-system/xa-mau/documents/new?lang=en"

    answer = submit(officer, page, **FORM, file=(BytesIO(b"<script>"), "12.pdf"))

    assert answer.status_code == 422
    assert "Choose a PDF, Word (.docx), Excel (.xlsx), PNG or JPEG file." in answer.text
    assert "12/KH-UBND" not in officer.get("/quality-system/xa-mau?year=2026").text


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.pdf", b"", FileEmpty),
        ("a.pdf", PDF + bytes(papers.LARGEST_FILE), FileTooLarge),
        ("a.zip", papers.ARCHIVE + b"rest", FileKindUnknown),
        ("a.docx", PDF[1:], FileKindUnknown),
    ],
)
def test_what_is_no_paper_is_refused(name: str, content: bytes, refusal: type[Exception]):
    with pytest.raises(refusal):
        papers.media_type(name=name, content=content)


def test_the_same_number_is_not_entered_twice(officer: FlaskClient):
    page = "/quality-system/xa-mau/documents/new?lang=en"

    submit(officer, page, **FORM)
    again = submit(officer, page, **FORM)

    assert again.status_code == 422
    assert "stands in the register already" in again.text


def test_an_announcement_names_its_edition(officer: FlaskClient, session: Session, agency: Agency):
    page = "/quality-system/xa-mau/documents/new?lang=en"

    refused = submit(officer, page, **FORM | {"kind": "announcement"})

    assert "Choose the edition of the standard" in refused.text
    session.add(
        QualityDocument(
            agency_id=agency.id,
            year=2026,
            kind=DocumentKind.ANNOUNCEMENT,
            number="1",
            title="",
            signed_on=TODAY,
        )
    )
    with pytest.raises(IntegrityError):
        session.commit()


def test_a_policy_lasts_and_a_programme_is_asked_for_every_year(session: Session, agency: Agency):
    a_document(session, agency=agency, kind=DocumentKind.POLICY, year=2024)
    a_document(session, agency=agency, kind=DocumentKind.AUDIT_PROGRAMME, year=2025)

    assert {"policy", "audit_programme"}.isdisjoint(missing(session, agency, year=2025))
    assert {"policy", "audit_programme"} & missing(session, agency) == {"audit_programme"}


def test_what_ended_or_is_not_signed_yet_is_missing(session: Session, agency: Agency):
    a_document(session, agency=agency, kind=DocumentKind.POLICY, ended_on=date(2026, 6, 30))
    a_document(session, agency=agency, kind=DocumentKind.CONTEXT, signed_on=date(2026, 11, 21))

    assert {"policy", "context"} <= missing(session, agency)


def test_an_agency_without_a_quality_system_misses_nothing(session: Session):
    assert missing(session, an_agency(session)) == set()


def test_a_process_covers_several_procedures_and_the_rest_is_named(
    session: Session, agency: Agency
):
    point = a_point(session, agency=agency)
    births, deaths, marriages = (a_procedure(session, at=point, name=n) for n in "ABC")
    a_process(session, agency=agency, covers=(births, deaths))

    left = quality_processes.uncovered(session, agency_id=agency.id, day=TODAY)

    assert left == [marriages]
    asked = {"agency_ids": [agency.id], "day": TODAY}
    assert quality_processes.counts(session, **asked) == {ProcessKind.PROCEDURE: 1}
    assert quality_processes.procedures_covered(session, **asked) == 2


def test_what_a_process_covers_is_ticked_on_its_page(
    officer: FlaskClient, session: Session, agency: Agency
):
    procedure = a_procedure(session, at=a_point(session, agency=agency))
    page = "/quality-system/xa-mau/processes/new?lang=en"
    sheet = {"kind": "procedure", "code": "QT 01/HT", "name_vi": "Khai sinh"}

    submit(officer, page, **sheet, covered=str(procedure.id))
    session.rollback()
    assert quality_processes.covered_ids(session, process_id=1) == {procedure.id}

    submit(officer, "/quality-system/processes/1?lang=en", **sheet)
    session.rollback()
    assert quality_processes.covered_ids(session, process_id=1) == set()


def test_two_processes_of_an_agency_have_different_codes(
    app: Flask, session: Session, agency: Agency
):
    known = a_process(session, agency=agency)
    details = ProcessDetails(code=known.code, kind=ProcessKind.SYSTEM, name_vi="Khác")

    with pytest.raises(CodeTaken), app.test_request_context():
        processes.create(session, agency=agency, details=details, by=BY)


def test_an_agency_applies_one_system_at_a_time(app: Flask, session: Session, agency: Agency):
    details = SystemDetails(ReportLevel.COMMUNE, EDITION, valid_from=TODAY)

    with pytest.raises(SystemsOverlap), app.test_request_context():
        systems.save(session, agency=agency, system=None, details=details, by=BY)


def test_the_list_names_what_each_agency_misses(officer: FlaskClient, session, agency: Agency):
    for kind in set(DocumentKind) - {DocumentKind.MANAGEMENT_REVIEW}:
        a_document(session, agency=agency, kind=kind)

    shown = officer.get("/quality-system?lang=en&year=2026").text

    assert "Management review" in shown
    assert "Internal-audit programme" not in shown


def test_an_inspector_reads_the_register_and_changes_nothing(
    app: Flask, session: Session, agency: Agency
):
    document = a_document(session, agency=agency)
    inspector = a_browser_with(app, session, role=Role.INSPECTOR, at=agency)

    shown = inspector.get("/quality-system/xa-mau?year=2026&lang=en").text

    assert document.number in shown
    assert "Enter a document" not in shown
    assert inspector.get(f"/quality-system/documents/{document.id}").status_code == 403
