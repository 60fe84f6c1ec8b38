"""Putting a version in use: from which day an agency, and what lies below it, asks it."""

from datetime import date, timedelta

from flask_babel import format_date
from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.errors.questionnaires import (
    DayHasPassed,
    MethodNoLongerValid,
    MethodNotYetValid,
    NothingToEnd,
    VersionNotPublished,
)
from survey.models.agency import Agency
from survey.models.method import Definition
from survey.models.questionnaire import QuestionnaireUse, QuestionnaireVersion, VersionStatus
from survey.queries import questionnaire_uses, questionnaires
from survey.queries.questionnaire_uses import Use

A_DAY = timedelta(days=1)


def begin(
    session: Session,
    *,
    agency: Agency,
    version: QuestionnaireVersion,
    first_day: date,
    by: Actor,
) -> QuestionnaireUse:
    """From that day on, until what the agency has planned for later.

    What it asked until then ends the day before. What began today ends tonight all the same,
    for pages opened this morning may still be sent; of two uses of a day the newer decides.
    What is asked from that day on already is left as it is.
    """
    db.hold_lightly(session, version)  # before the agency, as whoever retires it does
    db.hold_lightly(session, agency)
    require_published(version)
    today = local_day(by.now)
    _require_days(version, first_day=first_day, today=today)
    others = questionnaire_uses.of_agencies(session, agency_ids=[agency.id], day=first_day)
    replaced = [row for row in others if row.valid_from is None or row.valid_from <= first_day]
    later = [row.valid_from for row in others if row.valid_from and row.valid_from > first_day]
    if replaced and not later and _begins(replaced[-1], version=version, first_day=first_day):
        return replaced[-1]
    for row in replaced:
        began_today = row.valid_from == first_day == today
        _end(session, row=row, last_day=today if began_today else first_day - A_DAY)
    row = QuestionnaireUse(
        agency_id=agency.id,
        version_id=version.id,
        valid_from=first_day,
        valid_to=min(later) - A_DAY if later else None,
    )
    session.add(row)
    session.flush()
    before = {"version_id": replaced[-1].version_id} if replaced else None
    _note(session, "questionnaire.put_in_use", row=row, by=by, before=before)
    return row


def end(session: Session, *, use: QuestionnaireUse, last_day: date, by: Actor) -> None:
    """After that day the nearest agency above decides; what had not begun by then never does.

    The caller holds the agency.
    """
    if last_day < local_day(by.now):
        raise DayHasPassed
    if not use.lasts_beyond(last_day):
        raise NothingToEnd
    before = audit.snapshot(use)
    _note(session, "questionnaire.use_ended", row=use, by=by, before=before, last_day=last_day)
    _end(session, row=use, last_day=last_day)


def end_everywhere(
    session: Session, *, version: QuestionnaireVersion, last_day: date, by: Actor
) -> None:
    """The caller holds the version, so that it is put in use nowhere else meanwhile."""
    found = questionnaire_uses.of_version(session, version_id=version.id, day=last_day)
    for agency_id in sorted({row.agency_id for row in found}):
        db.hold_lightly(session, session.get_one(Agency, agency_id))
    for row in questionnaire_uses.of_version(session, version_id=version.id, day=last_day):
        session.refresh(row)  # the agency may have chosen otherwise before it was held
        if row.lasts_beyond(last_day):
            end(session, use=row, last_day=last_day, by=by)


def consequences(
    session: Session, *, version: QuestionnaireVersion, day: date
) -> list[tuple[Use, int | None]]:
    """Where the version is asked, and which one would be asked there instead of it."""
    return [
        (
            use,
            questionnaires.version_instead(
                session, agency_id=use.agency_id, day=day, instead_of=version.id
            ),
        )
        for use in questionnaire_uses.lasting(session, day=day, version_id=version.id)
    ]


def require_published(version: QuestionnaireVersion) -> None:
    if version.status is not VersionStatus.PUBLISHED:
        raise VersionNotPublished


def _require_days(version: QuestionnaireVersion, *, first_day: date, today: date) -> None:
    """A day that has passed was asked what it was asked; a method is asked in its own time."""
    if first_day < today:
        raise DayHasPassed
    method = Definition.model_validate_json(version.definition)
    if method.valid_from is not None and first_day < method.valid_from:
        raise MethodNotYetValid(day=format_date(method.valid_from))
    if method.valid_to is not None and first_day > method.valid_to:
        raise MethodNoLongerValid(day=format_date(method.valid_to))


def _begins(row: QuestionnaireUse, *, version: QuestionnaireVersion, first_day: date) -> bool:
    return row.version_id == version.id and row.valid_from == first_day and row.valid_to is None


def _end(session: Session, *, row: QuestionnaireUse, last_day: date) -> None:
    if row.valid_from is not None and row.valid_from > last_day:
        session.delete(row)
    else:
        row.valid_to = last_day
    session.flush()


def _note(
    session: Session,
    action: str,
    *,
    row: QuestionnaireUse,
    by: Actor,
    before: audit.Values | None,
    last_day: date | None = None,
) -> None:
    after = {"valid_to": last_day} if last_day else audit.snapshot(row)
    subject = {"use": row.id, "version_id": row.version_id}
    audit.record(
        session,
        by=by,
        action=action,
        subject=subject,
        agency_id=row.agency_id,
        before=before,
        after=after,
    )
