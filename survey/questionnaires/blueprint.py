"""The blueprint of these pages, and what each of their views begins and ends with."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, g, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from survey import db
from survey.audit import Actor
from survey.errors.problem import NotFound
from survey.errors.questionnaires import DraftChanged
from survey.models.questionnaire import QuestionnaireVersion
from survey.queries import questionnaires
from survey.questionnaires import showing
from survey.questionnaires.fields import name_of
from survey.questionnaires.packs import PackProblem
from survey.questionnaires.sentences import language_name, spoken

bp = Blueprint("questionnaires", __name__)


@bp.context_processor
def for_every_page() -> dict[str, object]:
    return {"language_name": language_name, "spoken": spoken}


def actor() -> Actor:
    return Actor(g.person.id, g.now)


def version_or_404(code: str, number: int) -> QuestionnaireVersion:
    version = questionnaires.by_number(db.session(), code=code, number=number)
    if version is None:
        raise NotFound
    return version


def locked_or_404(session: Session, *, code: str, number: int) -> QuestionnaireVersion:
    """Nobody else changes it until the transaction ends."""
    version = questionnaires.by_number(session, code=code, number=number, locked=True)
    if version is None:
        raise NotFound
    return version


def require_read(version: QuestionnaireVersion) -> None:
    """Raises DraftChanged unless it says what the form was made for."""
    if version.definition_hash != request.form.get("read"):
        raise DraftChanged


def mended_at(version: QuestionnaireVersion) -> Callable[[PackProblem], str]:
    """Where the editor shows a problem of this draft: the section, opened at the entry."""

    def address(problem: PackProblem) -> str:
        return url_for(
            "questionnaires.edit",
            questionnaire_code=version.questionnaire.code,
            number=version.number,
            section=showing.section_of(problem),
            _anchor=name_of(showing.entry_of(problem)) or None,
        )

    return address


def to_version(version: QuestionnaireVersion) -> Response:
    address = url_for(
        "questionnaires.version",
        questionnaire_code=version.questionnaire.code,
        number=version.number,
    )
    return redirect(address, HTTPStatus.SEE_OTHER)
