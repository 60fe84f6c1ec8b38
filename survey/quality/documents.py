"""Upkeep of the documents of a quality system: enter, correct, end."""

from datetime import date
from typing import NamedTuple

from flask_babel import format_date
from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.models.agency import Agency
from survey.models.quality_system import DocumentKind, QualityDocument
from survey.quality.papers import attach
from survey.quality.refusals import DocumentKnown, EditionMissing, EndsBeforeSigned
from survey.queries import quality_documents


class Paper(NamedTuple):
    """A file as it was handed in."""

    name: str
    content: bytes


class DocumentDetails(NamedTuple):
    """What is known of a document."""

    kind: DocumentKind
    year: int
    number: str
    title: str
    signed_on: date
    link: str | None = None
    edition: str | None = None
    scope: str | None = None
    ended_on: date | None = None


def create(
    session: Session,
    *,
    agency: Agency,
    details: DocumentDetails,
    paper: Paper | None = None,
    by: Actor,
) -> QualityDocument:
    document = QualityDocument(agency_id=agency.id)
    _fill(session, document=document, details=details)
    session.add(document)
    session.flush()
    _note(session, action="quality_document.created", document=document, before={}, by=by)
    _take(session, document=document, paper=paper, by=by)
    return document


def edit(
    session: Session,
    *,
    document: QualityDocument,
    details: DocumentDetails,
    paper: Paper | None = None,
    by: Actor,
) -> None:
    """Without a new paper the earlier one stays."""
    before = audit.snapshot(document)
    _fill(session, document=document, details=details)
    _note(session, action="quality_document.edited", document=document, before=before, by=by)
    _take(session, document=document, paper=paper, by=by)


def _fill(session: Session, *, document: QualityDocument, details: DocumentDetails) -> None:
    if details.kind is DocumentKind.ANNOUNCEMENT and not details.edition:
        raise EditionMissing
    if details.ended_on is not None and details.ended_on < details.signed_on:
        raise EndsBeforeSigned(day=format_date(details.signed_on))
    with session.no_autoflush:
        namesake = quality_documents.known(
            session,
            agency_id=document.agency_id,
            year=details.year,
            kind=details.kind,
            number=details.number,
        )
    if namesake is not None and namesake is not document:
        raise DocumentKnown
    for name, value in details._asdict().items():
        setattr(document, name, value)


def _take(session: Session, *, document: QualityDocument, paper: Paper | None, by: Actor) -> None:
    if paper is None:
        return
    digest = attach(session, document=document, name=paper.name, content=paper.content)
    audit.record(
        session,
        by=by,
        action="quality_document.attached",
        subject={"document": document.id},
        agency_id=document.agency_id,
        after={"file": paper.name, "hash": digest},
    )


def _note(
    session: Session, *, action: str, document: QualityDocument, before: audit.Values, by: Actor
) -> None:
    audit.record(
        session,
        by=by,
        action=action,
        subject={"document": document.id},
        agency_id=document.agency_id,
        before=before,
        after=audit.snapshot(document),
    )
