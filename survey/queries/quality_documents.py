"""Documents of quality systems: of an agency in a year, and which kinds it has."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, undefer

from survey.models.quality_system import DocumentFile, DocumentKind, QualityDocument
from survey.models.standard import standards
from survey.queries.grouping import grouped

NEWEST = (QualityDocument.signed_on.desc(), QualityDocument.id.desc())


class DocumentRow(NamedTuple):
    """A document, and the paper that was handed in with it."""

    document: QualityDocument
    file_name: str | None
    size: int | None
    sha256: str | None


def by_id(session: Session, *, document_id: int) -> QualityDocument | None:
    return session.get(QualityDocument, document_id)


def known(
    session: Session, *, agency_id: int, year: int, kind: DocumentKind, number: str
) -> QualityDocument | None:
    statement = select(QualityDocument).where(
        QualityDocument.agency_id == agency_id,
        QualityDocument.year == year,
        QualityDocument.kind == kind,
        QualityDocument.number == number,
    )
    return session.execute(statement).scalar_one_or_none()


def of_agency(session: Session, *, agency_id: int, year: int) -> list[DocumentRow]:
    """Those of the year, and those of earlier years that had not ended before it; newest first."""
    statement = (
        select(QualityDocument, DocumentFile.name, DocumentFile.size, DocumentFile.sha256)
        .outerjoin(DocumentFile, DocumentFile.document_id == QualityDocument.id)
        .where(QualityDocument.agency_id == agency_id, _in_force(year))
        .order_by(*NEWEST)
    )
    return [DocumentRow(*row) for row in session.execute(statement)]


def of_agencies(
    session: Session, *, agency_ids: Collection[int], year: int
) -> dict[int, list[QualityDocument]]:
    """The same of many, by agency, without the papers."""
    statement = (
        select(QualityDocument.agency_id, QualityDocument)
        .where(QualityDocument.agency_id.in_(agency_ids), _in_force(year))
        .order_by(*NEWEST)
    )
    return grouped(session.execute(statement))


def held(
    session: Session, *, agency_ids: Collection[int], year: int, day: date
) -> set[tuple[int, DocumentKind]]:
    """Which agency has which kind of document for the year on that day."""
    statement = (
        select(QualityDocument.agency_id, QualityDocument.kind)
        .where(QualityDocument.agency_id.in_(agency_ids), _counts_in(year))
        .where(QualityDocument.signed_on <= day)
        .where(or_(QualityDocument.ended_on.is_(None), QualityDocument.ended_on >= day))
        .distinct()
    )
    return {(agency_id, kind) for agency_id, kind in session.execute(statement)}


def paper(session: Session, *, document_id: int) -> DocumentFile | None:
    """The file with its content."""
    return session.get(DocumentFile, document_id, options=[undefer(DocumentFile.content)])


def _in_force(year: int) -> ColumnElement[bool]:
    """Counts in the year, and had not ended before it."""
    first_day = date(year, 1, 1)
    ended = or_(QualityDocument.ended_on.is_(None), QualityDocument.ended_on >= first_day)
    return and_(_counts_in(year), ended)


def _counts_in(year: int) -> ColumnElement[bool]:
    """Of that very year, or of an earlier one where the kind is not renewed every year."""
    lasts = QualityDocument.kind.not_in(standards().yearly)
    return or_(QualityDocument.year == year, and_(QualityDocument.year < year, lasts))
