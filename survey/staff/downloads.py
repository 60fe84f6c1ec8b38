"""Files to take away."""

from collections.abc import Iterator

from flask.wrappers import Response

from survey.documents.official import Official, pdf
from survey.documents.official_docx import DOCX_TYPE, docx_file
from survey.settings import current_settings

PDF_TYPE = "application/pdf"
SIMULATED = "simulated-"


def attachment(content: bytes | str | Iterator[bytes], *, media_type: str, name: str) -> Response:
    """To be saved under this name, never shown within a page of ours.

    Not every format has room for a word about simulated data: the name has, of each of them.
    """
    is_unmarked = current_settings().simulated and not name.startswith(SIMULATED)
    answer = Response(content, content_type=media_type)
    marked = SIMULATED + name if is_unmarked else name
    answer.headers.set("Content-Disposition", "attachment", filename=marked)
    return answer


def file_of(document: Official, *, format: str, name: str) -> Response:
    """An administrative document; `format` is pdf or docx, the name comes without its ending."""
    if format == "docx":
        return attachment(docx_file(document), media_type=DOCX_TYPE, name=f"{name}.docx")
    return attachment(pdf(document), media_type=PDF_TYPE, name=f"{name}.pdf")
