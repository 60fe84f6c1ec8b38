"""An administrative document as a file to take away."""

from flask.wrappers import Response

from survey.documents.official import Official, pdf
from survey.documents.official_docx import DOCX_TYPE, docx_file

PDF_TYPE = "application/pdf"


def file_of(document: Official, *, format: str, name: str) -> Response:
    """`format` is pdf or docx; the name comes without its ending."""
    if format == "docx":
        answer = Response(docx_file(document), mimetype=DOCX_TYPE)
    else:
        answer = Response(pdf(document), mimetype=PDF_TYPE)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.{format}")
    return answer
