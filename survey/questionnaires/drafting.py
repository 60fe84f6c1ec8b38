"""Drafts: loaded from a pack, copied from a version, saved, thrown away."""

from contextlib import suppress

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from survey import audit
from survey.audit import Actor
from survey.errors.questionnaires import QuestionnaireCodeTaken, VersionIsFixed
from survey.models.method import Definition
from survey.models.plain_method import Place
from survey.models.questionnaire import Questionnaire, QuestionnaireVersion, VersionStatus
from survey.queries import questionnaires
from survey.questionnaires import manuscript, marks
from survey.questionnaires.manuscript import Manuscript, Plain


def load(session: Session, *, definition: Definition, by: Actor) -> QuestionnaireVersion:
    """A draft of this pack; a version that already says the same is returned as it stands."""
    questionnaire = _questionnaire(session, code=definition.key)
    said = questionnaires.same_as(
        session, questionnaire_id=questionnaire.id, digest=definition.digest
    )
    if said is not None:
        return said
    text = Manuscript(definition.canonical_json(), definition.digest)
    return _next_version(session, questionnaire=questionnaire, text=text, by=by, source="pack")


def begin(session: Session, *, plain: Plain, code: str, by: Actor) -> QuestionnaireVersion:
    """A draft of what could be read of a pack that is not sound yet."""
    questionnaire = _questionnaire(session, code=code)
    text = manuscript.written(plain)
    return _next_version(session, questionnaire=questionnaire, text=text, by=by, source="pack")


def copy(
    session: Session, *, version: QuestionnaireVersion, code: str, by: Actor
) -> QuestionnaireVersion:
    """A new draft that says the same; the next version, or the first one under another code."""
    is_next = code == version.questionnaire.code
    text = manuscript.written(manuscript.plain(version) | {"key": code})
    source = f"{version.questionnaire.code} {version.number}"
    begun = _questionnaire if is_next else _new_questionnaire
    questionnaire = begun(session, code=code)
    return _next_version(session, questionnaire=questionnaire, text=text, by=by, source=source)


def save(
    session: Session, *, version: QuestionnaireVersion, plain: Plain, by: Actor
) -> list[Place]:
    """Keep what was typed, sound or not; the caller holds the version locked.

    Returns where a mark fell off, for what it vouched for now says something else.
    """
    require_draft(version)
    kept = marks.keep(manuscript.plain(version), plain)
    text = manuscript.written(kept.plain)
    before = version.definition_hash
    if text.digest == before:
        return []
    version.definition, version.definition_hash = text
    note(
        session,
        action="questionnaire.draft_saved",
        version=version,
        by=by,
        before={"hash": before},
        after={"hash": text.digest},
    )
    return kept.fallen


def discard(session: Session, *, version: QuestionnaireVersion, by: Actor) -> None:
    """A draft goes without trace but for the audit; a questionnaire without versions goes too."""
    require_draft(version)
    note(
        session,
        action="questionnaire.draft_discarded",
        version=version,
        by=by,
        before={"definition": version.definition},
    )
    questionnaire = version.questionnaire
    session.delete(version)
    session.flush()
    if not questionnaires.newest_number(session, questionnaire_id=questionnaire.id):
        session.delete(questionnaire)


def require_draft(version: QuestionnaireVersion) -> None:
    if version.status is not VersionStatus.DRAFT:
        raise VersionIsFixed


def note(
    session: Session,
    *,
    action: str,
    version: QuestionnaireVersion,
    by: Actor,
    before: audit.Values | None = None,
    after: audit.Values | None = None,
) -> None:
    subject = {"questionnaire": version.questionnaire.code, "version": version.number}
    audit.record(session, by=by, action=action, subject=subject, before=before, after=after)


def _questionnaire(session: Session, *, code: str) -> Questionnaire:
    """Held until the transaction ends; begun where there is none."""
    found = questionnaires.by_code_locked(session, code=code)
    if found is None:
        with suppress(QuestionnaireCodeTaken):
            return _new_questionnaire(session, code=code)
        found = questionnaires.by_code_locked(session, code=code)
    return found or _new_questionnaire(session, code=code)


def _new_questionnaire(session: Session, *, code: str) -> Questionnaire:
    """Insert and see: two who begin it at once cannot both win."""
    begun = Questionnaire(code=code)
    try:
        with session.begin_nested():
            session.add(begun)
    except IntegrityError:
        raise QuestionnaireCodeTaken(code=code) from None
    return begun


def _next_version(
    session: Session, *, questionnaire: Questionnaire, text: Manuscript, by: Actor, source: str
) -> QuestionnaireVersion:
    number = questionnaires.newest_number(session, questionnaire_id=questionnaire.id) + 1
    version = QuestionnaireVersion(
        questionnaire=questionnaire,
        number=number,
        status=VersionStatus.DRAFT,
        definition=text.text,
        definition_hash=text.digest,
        created_at=by.now,
    )
    session.add(version)
    session.flush()
    after = {"from": source, "hash": text.digest}
    note(session, action="questionnaire.draft_begun", version=version, by=by, after=after)
    return version
