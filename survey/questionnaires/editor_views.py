"""Editing a draft: section by section as a form, or the whole as YAML."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import db
from survey.errors.problem import NotFound
from survey.models.plain_method import Place
from survey.models.questionnaire import QuestionnaireVersion
from survey.questionnaires import drafting, editing, manuscript, packs, reading, showing
from survey.questionnaires.blueprint import actor, bp, locked_or_404, version_or_404
from survey.questionnaires.editing import Removed
from survey.questionnaires.fields import SECTIONS
from survey.questionnaires.manuscript import Plain
from survey.questionnaires.packs import PackProblem
from survey.questionnaires.place_names import place_name

_ADDRESS = "/questionnaires/<questionnaire_code>/<int:number>"


@bp.route(f"{_ADDRESS}/edit/<section>", methods=["GET", "POST"])
def edit(questionnaire_code: str, number: int, section: str) -> ResponseReturnValue:
    """What was typed is kept, sound or not; what is wrong is shown where it is."""
    found = version_or_404(questionnaire_code, number)
    drafting.require_draft(found)
    if section not in SECTIONS:
        raise NotFound
    if request.method == "GET":
        return _page(found, section, plain=manuscript.plain(found))
    fallen: list[Place] = []
    with db.transaction() as session:
        found = locked_or_404(session, code=questionnaire_code, number=number)
        stored = manuscript.plain(found)
        taken = editing.take(stored, section=section, form=request.form)
        if not taken.is_late:
            fallen = drafting.save(session, version=found, plain=taken.plain, by=actor())
    if taken.is_late:
        return _page(found, section, plain=taken.plain, stored=stored)
    _tell(fallen)
    if taken.removed:
        return _page(found, section, plain=manuscript.plain(found), removed=taken.removed)
    flash(_("The draft is saved."), "good")
    address = url_for("questionnaires.edit", **request.view_args or {}, _anchor=taken.place or None)
    return redirect(address, HTTPStatus.SEE_OTHER)


@bp.route(f"{_ADDRESS}/edit-yaml", methods=["GET", "POST"])
def edit_yaml(questionnaire_code: str, number: int) -> ResponseReturnValue:
    """A text that cannot be read at all comes back as it was typed; any other is kept."""
    found = version_or_404(questionnaire_code, number)
    drafting.require_draft(found)
    if request.method == "GET":
        text = packs.dump_plain(manuscript.plain(found))
        return _yaml_page(found, text=text, problems=manuscript.check(found).problems)
    text = request.form.get("source", "")
    read = packs.read(text.encode("utf-8", "replace"), file=_("Text of the pack"))
    if read.plain is None:
        return _yaml_page(found, text=text, problems=read.problems)
    with db.transaction() as session:
        found = locked_or_404(session, code=questionnaire_code, number=number)
        is_late = found.definition_hash != request.form.get("opened")
        if not is_late:
            _tell(drafting.save(session, version=found, plain=read.plain, by=actor()))
    if is_late or read.problems:
        return _yaml_page(found, text=text, problems=read.problems, is_late=is_late)
    flash(_("The draft is saved."), "good")
    address = url_for("questionnaires.edit_yaml", **request.view_args or {})
    return redirect(address, HTTPStatus.SEE_OTHER)


def _tell(fallen: list[Place]) -> None:
    """Which marks fell off: whoever compares again sets them again."""
    if fallen:
        places = ", ".join(place_name(place) for place in fallen)
        flash(
            _(
                "The mark “compared with the legal text” was taken off, because the words changed: "
                "%(places)s. Compare again, then set it again.",
                places=places,
            ),
            "warning",
        )


def _page(
    version: QuestionnaireVersion,
    section: str,
    *,
    plain: Plain,
    stored: Plain | None = None,
    removed: Removed | None = None,
) -> ResponseReturnValue:
    page = render_template(
        "questionnaires/edit.html",
        version=version,
        headline=reading.headline(version),
        section=section,
        sections=SECTIONS,
        editor=showing.editor(plain, section=section),
        opened=editing.opened(plain if stored is None else stored, section=section),
        is_late=stored is not None,
        removed=removed,
        theirs=packs.dump_plain(editing.part(stored, section=section)) if stored else "",
    )
    return page, HTTPStatus.OK if stored is None else HTTPStatus.CONFLICT


def _yaml_page(
    version: QuestionnaireVersion, *, text: str, problems: list[PackProblem], is_late: bool = False
) -> ResponseReturnValue:
    page = render_template(
        "questionnaires/edit_yaml.html",
        version=version,
        headline=reading.headline(version),
        section="yaml",
        sections=SECTIONS,
        counts={},
        text=text,
        problems=problems,
        is_late=is_late,
    )
    if is_late:
        return page, HTTPStatus.CONFLICT
    failed = request.method == "POST" and problems
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK
