"""What the registers tell beside plans: documents, announcement, earlier findings."""

from collections.abc import Iterable
from datetime import date

from survey.measures.check_facts import Evidence, Fact
from survey.measures.check_registers import Registers
from survey.models.agency import Agency
from survey.models.finding import Finding
from survey.models.quality_system import DocumentKind, QualityDocument, QualitySystem
from survey.models.standard import standards

OWN_CHECK = frozenset({DocumentKind.AUDIT_PROGRAMME})


def documents(known: Registers, agency: Agency) -> Iterable[Evidence]:
    """What is renewed every year has time until the year is over."""
    held = _held(known, agency)
    for kind in standards().up_to_date:
        if kind in OWN_CHECK:
            continue
        document = held.get(kind)
        if document is not None:
            yield signed(document)
            continue
        has_time = kind in standards().yearly and known.today <= date(known.year, 12, 31)
        fact = Fact.DOCUMENT_DUE if has_time else Fact.NO_DOCUMENT
        yield Evidence(fact, known.day, kind=kind)


def announcement(known: Registers, agency: Agency) -> Iterable[Evidence]:
    """Announced, and again when the scope or the edition changed since."""
    system = known.systems.get(agency.id)
    announced = _held(known, agency).get(DocumentKind.ANNOUNCEMENT)
    if announced is None:
        yield Evidence(Fact.NOT_ANNOUNCED, known.day, kind=DocumentKind.ANNOUNCEMENT)
        return
    changes = list(_changes(system, announced=announced)) if system else []
    for fact in changes or [Fact.ANNOUNCED]:
        yield Evidence(fact, announced.signed_on, _named(announced), announced.id)


def findings_closed(found: Iterable[Finding], *, day: date) -> Iterable[Evidence]:
    """Of all minutes made by that day, as they were then."""
    for finding in found:
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


def _held(known: Registers, agency: Agency) -> dict[DocumentKind, QualityDocument]:
    """The newest of each kind that was signed and had not ended by the day."""
    found: dict[DocumentKind, QualityDocument] = {}
    for document in known.documents.get(agency.id, []):
        if document.ended_on is None or document.ended_on >= known.day:
            found.setdefault(document.kind, document)
    return found


def signed(document: QualityDocument) -> Evidence:
    return Evidence(Fact.DOCUMENT, document.signed_on, _named(document), document.id)


def _named(document: QualityDocument) -> str:
    return f"{document.number} · {document.title}"
