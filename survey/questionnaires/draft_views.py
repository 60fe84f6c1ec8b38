"""Drafts: load a pack, copy a version, throw a draft away."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.errors.problem import NotFound
from survey.errors.questionnaires import QuestionnaireCodeTaken
from survey.models.method import Definition
from survey.models.questionnaire import QuestionnaireVersion, VersionStatus
from survey.models.wording import is_key
from survey.questionnaires import drafting, packs, reading
from survey.questionnaires.blueprint import (
    actor,
    bp,
    locked_or_404,
    require_read,
    to_version,
    version_or_404,
)
from survey.questionnaires.forms import CopyForm, PackForm
from survey.questionnaires.packs import Reading
from survey.questionnaires.yaml_tree import LARGEST_FILE


@bp.route("/questionnaires/add", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """A file, or its text; whatever is wrong is listed, and can be mended or kept as a draft."""
    form = PackForm()
    if not form.validate_on_submit():
        return _add_page(form)
    content = form.content
    read = packs.read(content, file=form.file_name)
    if read.definition is not None:
        return _load(read.definition)
    code = (read.plain or {}).get("key")
    if request.form.get("action") == "keep" and read.plain is not None and is_key(code):
        with db.transaction() as session:
            draft = drafting.begin(session, plain=read.plain, code=code, by=actor())
        return _begun(draft)
    form.source.data = _mendable(content)
    return _add_page(form, read=read, can_be_kept=is_key(code))


@bp.post("/questionnaires/add-shipped")
def add_shipped() -> ResponseReturnValue:
    definition = packs.shipped().get(request.form.get("pack", ""))
    if definition is None:
        raise NotFound
    return _load(definition)


@bp.route("/questionnaires/<questionnaire_code>/<int:number>/copy", methods=["GET", "POST"])
def copy(questionnaire_code: str, number: int) -> ResponseReturnValue:
    found = version_or_404(questionnaire_code, number)
    form = CopyForm(code=questionnaire_code)
    if form.validate_on_submit():
        try:
            with db.transaction() as session:
                draft = drafting.copy(session, version=found, code=form.code.data, by=actor())
            return _begun(draft)
        except QuestionnaireCodeTaken as taken:
            form.code.errors = [taken.message]
    page = render_template(
        "questionnaires/copy.html", form=form, headline=reading.headline(found), version=found
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


@bp.post("/questionnaires/<questionnaire_code>/<int:number>/discard")
def discard(questionnaire_code: str, number: int) -> ResponseReturnValue:
    """The draft that was read on the page; another one may have got its number meanwhile."""
    with db.transaction() as session:
        found = locked_or_404(session, code=questionnaire_code, number=number)
        require_read(found)
        drafting.discard(session, version=found, by=actor())
    flash(_("The draft is discarded."), "good")
    return redirect(url_for("questionnaires.index"), HTTPStatus.SEE_OTHER)


def _mendable(content: bytes) -> str:
    """The text to mend in the page; empty where it could not be sent back as it came."""
    try:
        return content.decode("utf-8-sig") if len(content) <= LARGEST_FILE else ""
    except UnicodeDecodeError:
        return ""


def _load(definition: Definition) -> ResponseReturnValue:
    with db.transaction() as session:
        version = drafting.load(session, definition=definition, by=actor())
    return _begun(version)


def _begun(version: QuestionnaireVersion) -> ResponseReturnValue:
    if version.status is VersionStatus.DRAFT:
        flash(_("Version %(number)d is a draft. Nobody is asked it yet.", number=version.number))
    else:
        flash(_("Version %(number)d says exactly this already.", number=version.number))
    return to_version(version)


def _add_page(
    form: PackForm, *, read: Reading | None = None, can_be_kept: bool = False
) -> ResponseReturnValue:
    page = render_template(
        "questionnaires/add.html",
        form=form,
        shipped=packs.shipped().values(),
        problems=read.problems if read else [],
        can_be_kept=can_be_kept,
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if read or form.errors else HTTPStatus.OK
