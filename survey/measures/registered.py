"""What the registers tell beside plans: documents, announcement, earlier findings."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from survey.clock import last_day_of
from survey.measures.check_facts import Evidence, Fact
from survey.models.agency import Agency
from survey.models.finding import Finding
from survey.models.quality_system import DocumentKind, QualityDocument, QualitySystem
from survey.models.standard import standards
from survey.queries import findings, quality_documents, quality_systems

OWN_CHECK = frozenset({DocumentKind.AUDIT_PROGRAMME})


def documents(session: Session, agency: Agency, *, year: int, today: date) -> Iterable[Evidence]:
    """What is renewed every year has time until the year is over."""
    day = last_day_of(year, today=today)
    held = _held(session, agency, year=year, day=day)
    for kind in standards().up_to_date:
        if kind in OWN_CHECK:
            continue
        document = held.get(kind)
        if document is not None:
            yield signed(document)
            continue
        has_time = kind in standards().yearly and today <= date(year, 12, 31)
        fact = Fact.DOCUMENT_DUE if has_time else Fact.NO_DOCUMENT
        yield Evidence(fact, day, kind=kind)


def announcement(session: Session, agency: Agency, *, year: int, day: date) -> Iterable[Evidence]:
    """Announced, and again when the scope or the edition changed since."""
    system = quality_systems.of_agency(session, agency_id=agency.id, day=day)
    announced = _held(session, agency, year=year, day=day).get(DocumentKind.ANNOUNCEMENT)
    if announced is None:
        yield Evidence(Fact.NOT_ANNOUNCED, day, kind=DocumentKind.ANNOUNCEMENT)
        return
    changes = list(_changes(system, announced=announced)) if system else []
    for fact in changes or [Fact.ANNOUNCED]:
        yield Evidence(fact, announced.signed_on, _named(announced), announced.id)


def findings_closed(session: Session, agency: Agency, *, day: date) -> Iterable[Evidence]:
    """Of all minutes made by that day, as they were then."""
    for finding in findings.of_agency(session, agency_id=agency.id, until=day):
        fact, on = _came_to(finding, day=day)
        yield Evidence(fact, on, finding.statement, finding.id)


def _came_to(finding: Finding, *, day: date) -> tuple[Fact, date]:
    if finding.closed_on is not None and finding.closed_on <= day:
        return Fact.FINDING_CLOSED, finding.closed_on
    return (Fact.FINDING_OVERDUE if finding.due_on < day else Fact.FINDING_RUNS), finding.due_on


def _changes(system: QualitySystem, *, announced: QualityDocument) -> Iterable[Fact]:
    """A scope that was written down nowhere cannot be compared."""
    if system.scope and announced.scope and system.scope != announced.scope:
        yield Fact.SCOPE_CHANGED
    if system.edition != announced.edition:
        yield Fact.EDITION_CHANGED


def _held(
    session: Session, agency: Agency, *, year: int, day: date
) -> dict[DocumentKind, QualityDocument]:
    """The newest of each kind that was signed and had not ended by the day."""
    found: dict[DocumentKind, QualityDocument] = {}
    for row in quality_documents.of_agency(session, agency_id=agency.id, year=year):
        document = row.document
        is_over = document.ended_on is not None and document.ended_on < day
        if document.signed_on <= day and not is_over:
            found.setdefault(document.kind, document)
    return found


def signed(document: QualityDocument) -> Evidence:
    return Evidence(Fact.DOCUMENT, document.signed_on, _named(document), document.id)


def _named(document: QualityDocument) -> str:
    return f"{document.number} · {document.title}"
