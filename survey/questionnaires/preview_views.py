"""How citizens see a version: their own page, on a phone, in each language, not to be sent."""

from flask import Response, make_response, render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from survey import headers, i18n, rating_form
from survey.errors import NotFound
from survey.models.rating import Channel
from survey.queries.entrances import Entrance
from survey.questionnaires import manuscript, reading
from survey.questionnaires.blueprint import bp, version_or_404


@bp.get("/questionnaires/<questionnaire_code>/<int:number>/preview")
def preview(questionnaire_code: str, number: int) -> Response:
    found = version_or_404(questionnaire_code, number)
    read = manuscript.check(found)
    page = render_template(
        "questionnaires/preview.html",
        headline=reading.headline(found),
        version=found,
        definition=read.definition,
        problems=read.problems,
        shown_languages=i18n.LANGUAGES,
    )
    return headers.allow_own_frames(make_response(page))


@bp.get("/questionnaires/<questionnaire_code>/<int:number>/preview/<language>")
def preview_form(questionnaire_code: str, number: int, language: str) -> Response:
    """The form itself, for the frame; nothing in it can be sent."""
    found = version_or_404(questionnaire_code, number)
    definition = manuscript.check(found).definition
    if definition is None or language not in i18n.CODES:
        raise NotFound
    with force_locale(language):
        page = rating_form.page(
            place=_somewhere(),
            definition=definition,
            version_id=found.id,
            sheet=rating_form.empty(),
            language=language,
        )
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = rating_form.content_policy(only_to_look_at=True)
    return answer


def _somewhere() -> Entrance:
    """A slip of a point that is none, in the language of the frame."""
    point, agency = _("Name of the service point"), _("Name of the agency")
    procedure = _("Name of the procedure")
    return Entrance(
        channel=Channel.SLIP,
        slip_digest=None,
        agency_id=0,
        agency_vi=agency,
        agency_en=agency,
        point_id=0,
        point_vi=point,
        point_en=point,
        point_from=None,
        point_to=None,
        version_id=None,
        procedure_id=0,
        procedure_vi=procedure,
        procedure_en=procedure,
    )
