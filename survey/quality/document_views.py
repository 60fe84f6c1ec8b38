"""Pages of documents: enter one, correct or end it, take its signed paper away."""

from io import BytesIO

from flask import request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.models.agency import Agency
from survey.models.quality_system import DocumentKind, QualityDocument
from survey.quality import documents, trails
from survey.quality.blueprint import bp
from survey.quality.forms import DocumentForm
from survey.queries import agencies, quality_documents
from survey.staff.form_base import saved
from survey.staff.pages import form_page, on_to
from survey.staff.standing import actor, found, the_agency, today
from survey.staff.years import asked_year


@bp.route(
    "/quality-system/<agency_code>/documents/new", methods=["GET", "POST"], endpoint="new_document"
)
def enter(agency_code: str) -> ResponseReturnValue:
    agency, year = the_agency(agency_code), asked_year(today=today())
    form = DocumentForm(year=year, kind=_asked_kind())
    done = saved(
        form,
        lambda session: documents.create(
            session, agency=agency, details=form.details(), paper=form.paper(), by=actor()
        ),
    )
    if done:
        return _back(agency, document=done.result, told=_("The document was entered."))
    trail = trails.to_agency(agency, year=year)
    return form_page("quality/enter_document.html", form=form, agency=agency, trail=trail)


@bp.route(
    "/quality-system/documents/<int:document_id>",
    methods=["GET", "POST"],
    endpoint="edit_document",
)
def correct(document_id: int) -> ResponseReturnValue:
    document = found(quality_documents.by_id(db.session(), document_id=document_id))
    agency = found(agencies.by_id(db.session(), agency_id=document.agency_id))
    form = DocumentForm(obj=document)
    done = saved(
        form,
        lambda session: documents.edit(
            session, document=document, details=form.details(), paper=form.paper(), by=actor()
        ),
    )
    if done:
        return _back(agency, document=document, told=_("The document was saved."))
    trail = trails.to_agency(agency, year=document.year)
    return form_page(
        "quality/edit_document.html", form=form, agency=agency, document=document, trail=trail
    )


@bp.get("/quality-system/documents/<int:document_id>/file", endpoint="paper")
def take_away(document_id: int) -> ResponseReturnValue:
    """To be saved, never to be shown within a page of ours."""
    paper = found(quality_documents.paper(db.session(), document_id=document_id))
    return send_file(
        BytesIO(paper.content),
        mimetype=paper.media_type,
        as_attachment=True,
        download_name=paper.name,
        etag=paper.sha256,
        max_age=0,
    )


def _asked_kind() -> str | None:
    kind = request.args.get("kind", "")
    return kind if kind in set(DocumentKind) else None


def _back(agency: Agency, *, document: QualityDocument, told: str) -> ResponseReturnValue:
    return on_to("quality.agency", told=told, agency_code=agency.code, year=document.year)
