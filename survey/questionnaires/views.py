"""Questionnaires: the list, a version in full, its translations, its file; publish and retire."""

from flask import Response, flash, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from survey import db
from survey.clock import local_day
from survey.errors.questionnaires import AskedElsewhere
from survey.models.questionnaire import VersionStatus
from survey.permissions import covers
from survey.policy import ADMINISTRATORS
from survey.queries import questionnaire_uses, questionnaires
from survey.questionnaires import manuscript, packs, publishing, reading, showing, use
from survey.questionnaires.blueprint import (
    actor,
    bp,
    locked_or_404,
    mended_at,
    require_read,
    to_version,
    version_or_404,
)
from survey.questionnaires.sentences import condition_sentence, index_sentences
from survey.staff.downloads import attachment
from survey.staff.standing import reachable


@bp.get("/questionnaires")
def index() -> str:
    uses = questionnaire_uses.lasting(db.session(), day=local_day(g.now))
    return render_template(
        "questionnaires/index.html",
        families=reading.families(questionnaires.every_version(db.session())),
        uses=uses,
        reachable=reachable(one.agency_id for one in uses),
    )


@bp.get("/questionnaires/<questionnaire_code>/<int:number>")
def version(questionnaire_code: str, number: int) -> str:
    found = version_or_404(questionnaire_code, number)
    definition = manuscript.check(found).definition
    is_draft = found.status is VersionStatus.DRAFT
    obstacles = publishing.obstacles(db.session(), version=found) if is_draft else []
    uses = use.consequences(db.session(), version=found, day=local_day(g.now))
    return render_template(
        "questionnaires/version.html",
        headline=reading.headline(found),
        version=found,
        definition=definition,
        obstacles=showing.to_mend(manuscript.plain(found), problems=obstacles),
        mended_at=mended_at(found),
        index_sentences=index_sentences(definition) if definition else [],
        condition_sentence=condition_sentence,
        uses=uses,
        reachable=reachable(one.agency_id for one, _instead in uses),
        names=reading.names(questionnaires.published(db.session())),
    )


@bp.get("/questionnaires/<questionnaire_code>/<int:number>/translations")
def translations(questionnaire_code: str, number: int) -> str:
    found = version_or_404(questionnaire_code, number)
    plain = manuscript.plain(found)
    return render_template(
        "questionnaires/translations.html",
        headline=reading.headline(found),
        version=found,
        languages_found=reading.languages(plain),
        texts=list(reading.translations(plain)),
    )


@bp.get("/questionnaires/<questionnaire_code>/<int:number>/yaml")
def download(questionnaire_code: str, number: int) -> Response:
    """The version as a file that reads back as the same method."""
    found = version_or_404(questionnaire_code, number)
    return attachment(
        packs.dump_plain(manuscript.plain(found)),
        media_type="application/yaml",
        name=f"{questionnaire_code}-{number}.yaml",
    )


@bp.post("/questionnaires/<questionnaire_code>/<int:number>/publish")
def publish(questionnaire_code: str, number: int) -> ResponseReturnValue:
    """What was read on the page, and nothing else; pressed twice, it is published once."""
    with db.transaction() as session:
        found = locked_or_404(session, code=questionnaire_code, number=number)
        require_read(found)
        if found.status is not VersionStatus.PUBLISHED:
            publishing.publish(session, version=found, by=actor())
    flash(_("Version %(number)d is published. It can now be put in use.", number=number), "good")
    return to_version(found)


@bp.post("/questionnaires/<questionnaire_code>/<int:number>/retire")
def retire(questionnaire_code: str, number: int) -> ResponseReturnValue:
    with db.transaction() as session:
        found = locked_or_404(session, code=questionnaire_code, number=number)
        if found.status is not VersionStatus.RETIRED:
            _require_reach(session, version_id=found.id)
            publishing.retire(session, version=found, by=actor())
    flash(_("Version %(number)d is retired. It is asked nowhere any more.", number=number), "good")
    return to_version(found)


def _require_reach(session: Session, *, version_id: int) -> None:
    """Who retires a version decides for every agency that asks it."""
    day = local_day(g.now)
    uses = questionnaire_uses.lasting(session, day=day, version_id=version_id)
    asking = {row.agency_id for row in uses}
    if not covers(session, person=g.person, roles=ADMINISTRATORS, agency_ids=asking, day=day):
        raise AskedElsewhere
