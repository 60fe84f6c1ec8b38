"""The signed document as a file: what is taken, and what is kept of it.

A file is known by its first bytes, never by what its sender calls it, and is only ever handed out
to be saved, so that nothing in it runs in a page of ours.
"""

from hashlib import sha256
from pathlib import PurePath

from sqlalchemy.orm import Session

from survey.models.quality_system import DocumentFile, QualityDocument
from survey.models.wording import clean
from survey.quality.refusals import FileEmpty, FileKindUnknown, FileTooLarge
from survey.queries import quality_documents

LARGEST_FILE = 15 * 1024 * 1024  # bytes
LONGEST_NAME = 120  # characters
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
OFFICE = "application/vnd.openxmlformats-officedocument"
SIGNS = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
ARCHIVE = b"PK\x03\x04"
ENDINGS = {
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
}


def attach(session: Session, *, document: QualityDocument, name: str, content: bytes) -> str:
    """Keep the file in place of an earlier one; its SHA-256 comes back."""
    file = quality_documents.paper(session, document_id=document.id)
    if file is None:
        file = DocumentFile(document_id=document.id)
        session.add(file)
    file.media_type = media_type(name=name, content=content)
    file.name = _plain(name)
    file.size, file.content = len(content), content
    file.sha256 = sha256(content).hexdigest()
    return file.sha256


def media_type(*, name: str, content: bytes) -> str:
    """Raises a refusal for what is empty, too large or of another kind."""
    if not content:
        raise FileEmpty
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(most=str(LARGEST_FILE // 1024**2))
    for sign, kind in SIGNS:
        if content.startswith(sign):
            return kind
    ending = PurePath(name).suffix.lower()
    if content.startswith(ARCHIVE) and ending in ENDINGS:
        return ENDINGS[ending]
    raise FileKindUnknown


def _plain(name: str) -> str:
    """The name alone, without a folder; a long one keeps its end, which tells the kind."""
    return PurePath(clean(name).replace("\\", "/")).name[-LONGEST_NAME:] or "document"
