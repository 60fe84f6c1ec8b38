"""How citizens see a version: their own page, on a phone, in each language, not to be sent."""

from flask import Response, make_response, render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from survey import headers, i18n, rating_form
from survey.errors.problem import NotFound
from survey.queries.entrances import Sign
from survey.questionnaires import manuscript, reading, showing
from survey.questionnaires.blueprint import bp, mended_at, version_or_404


@bp.get("/questionnaires/<questionnaire_code>/<int:number>/preview")
def preview(questionnaire_code: str, number: int) -> Response:
    found = version_or_404(questionnaire_code, number)
    read = manuscript.check(found)
    page = render_template(
        "questionnaires/preview.html",
        headline=reading.headline(found),
        version=found,
        definition=read.definition,
        problems=showing.to_mend(manuscript.plain(found), problems=read.problems),
        mended_at=mended_at(found),
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
            sign=_somewhere(),
            definition=definition,
            version_id=found.id,
            sheet=rating_form.empty(),
            language=language,
        )
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = rating_form.content_policy(only_to_look_at=True)
    return answer


def _somewhere() -> Sign:
    """A slip of a point that is none, in the language of the frame."""
    point, agency = _("Name of the service point"), _("Name of the agency")
    procedure = _("Name of the procedure")
    return Sign(point, point, agency, agency, procedure, procedure)
