"""Publishing a draft, which puts it beyond change, and retiring a version."""

from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.clock import local_day
from survey.errors.questionnaires import NotReadyToPublish
from survey.models.questionnaire import QuestionnaireVersion, VersionStatus
from survey.queries import questionnaires
from survey.questionnaires import manuscript, use
from survey.questionnaires.drafting import note, require_draft
from survey.questionnaires.packs import PackProblem


def obstacles(session: Session, *, version: QuestionnaireVersion) -> list[PackProblem]:
    """All that keeps a draft from being published."""
    reading = manuscript.check(version)
    if reading.definition is None:
        return reading.problems
    found = []
    if reading.definition.key != version.questionnaire.code:
        found.append(_obstacle("key", code="other_key", name=version.questionnaire.code))
    if not reading.definition.publishable:
        found.append(_obstacle("publishable", code="not_publishable"))
    same = questionnaires.same_as(
        session,
        questionnaire_id=version.questionnaire_id,
        digest=version.definition_hash,
        but=version.id,
    )
    if same is not None and same.status is not VersionStatus.DRAFT:
        found.append(_obstacle("", code="nothing_changed", number=same.number))
    return found


def publish(session: Session, *, version: QuestionnaireVersion, by: Actor) -> None:
    """From here on it never changes: the database itself refuses."""
    require_draft(version)
    if obstacles(session, version=version):
        raise NotReadyToPublish
    version.status, version.published_at = VersionStatus.PUBLISHED, by.now
    after = {"status": version.status, "hash": version.definition_hash}
    note(session, action="questionnaire.published", version=version, by=by, after=after)


def retire(session: Session, *, version: QuestionnaireVersion, by: Actor) -> None:
    """Asked nowhere any more; what was answered stays, and stays readable."""
    use.require_published(version)
    use.end_everywhere(session, version=version, last_day=local_day(by.now), by=by)
    version.status, version.retired_at = VersionStatus.RETIRED, by.now
    after = {"status": version.status}
    note(session, action="questionnaire.retired", version=version, by=by, after=after)


def _obstacle(key: str, *, code: str, **values: object) -> PackProblem:
    return PackProblem("", None, key, code, values)
