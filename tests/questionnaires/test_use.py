"""Which version an agency asks from which day."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.clock import OFFICE_ZONE
from survey.errors.questionnaires import (
    DayHasPassed,
    MethodNoLongerValid,
    MethodNotYetValid,
    NothingToEnd,
    VersionNotPublished,
)
from survey.models.agency import Agency
from survey.models.questionnaire import QuestionnaireUse, QuestionnaireVersion, VersionStatus
from survey.queries import questionnaire_uses, questionnaires
from survey.queries.paging import Window
from survey.questionnaires import use
from tests.factories import a_definition, a_point, a_version, an_agency

TODAY = date(2026, 3, 2)
BY = Actor(None, datetime(2026, 3, 2, 9, tzinfo=OFFICE_ZONE))


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def begin(
    session: Session, agency: Agency, version: QuestionnaireVersion, *, days: int = 0
) -> QuestionnaireUse:
    return use.begin(session, agency=agency, version=version, first_day=in_days(days), by=BY)


def asked(session: Session, agency: Agency, *, days: int) -> int | None:
    return questionnaires.version_in_use(session, agency_id=agency.id, day=in_days(days))


def periods(session: Session) -> list[tuple[int, date | None, date | None]]:
    session.flush()
    rows = session.execute(select(QuestionnaireUse).order_by(QuestionnaireUse.id)).scalars()
    return [(row.version_id, row.valid_from, row.valid_to) for row in rows]


def test_a_use_that_has_begun_ends_the_day_before_the_next_one(session: Session, commune: Agency):
    old, new = a_version(session, asked_by=commune), a_version(session)

    begin(session, commune, new, days=3)

    assert [asked(session, commune, days=day) for day in (0, 2, 3)] == [old.id, old.id, new.id]
    assert periods(session) == [(old.id, None, in_days(2)), (new.id, in_days(3), None)]


def test_of_two_uses_that_begin_on_one_day_the_later_choice_counts(
    session: Session, commune: Agency
):
    first, second = a_version(session), a_version(session)
    begin(session, commune, first)

    begin(session, commune, second)

    assert asked(session, commune, days=0) == second.id
    # What was asked this morning stays on record, so that open pages can still be sent.
    assert questionnaires.was_in_use(session, version_id=first.id, agency_id=commune.id, day=TODAY)
    assert asked(session, commune, days=1) == second.id


def test_a_plan_for_the_same_day_is_replaced_and_a_later_one_is_kept(
    session: Session, commune: Agency
):
    one, two, three = a_version(session), a_version(session), a_version(session)
    begin(session, commune, one, days=5)
    begin(session, commune, two, days=9)

    begin(session, commune, three, days=5)

    assert sorted(periods(session)) == sorted(
        [(two.id, in_days(9), None), (three.id, in_days(5), in_days(8))]
    )


def test_the_past_and_days_outside_the_method_are_refused(
    app: Flask, session: Session, commune: Agency
):
    definition = a_definition().model_copy(
        update={"valid_from": in_days(2), "valid_to": in_days(4)}
    )
    version = a_version(session, definition=definition)

    for days, refusal in ((-1, DayHasPassed), (1, MethodNotYetValid), (5, MethodNoLongerValid)):
        with app.app_context(), pytest.raises(refusal):
            begin(session, commune, version, days=days)
    begin(session, commune, version, days=4)


@pytest.mark.parametrize("status", [VersionStatus.DRAFT, VersionStatus.RETIRED])
def test_only_a_published_version_is_put_in_use(
    session: Session, commune: Agency, status: VersionStatus
):
    version = QuestionnaireVersion(
        questionnaire=a_version(session).questionnaire,
        number=2,
        status=status,
        definition="{}",
        definition_hash="",
        created_at=BY.now,
    )
    session.add(version)

    with pytest.raises(VersionNotPublished):
        begin(session, commune, version)


def test_ending_tonight_hands_over_to_the_agency_above(
    session: Session, province: Agency, commune: Agency
):
    above, own = a_version(session, asked_by=province), a_version(session)
    row = begin(session, commune, own)

    use.end(session, use=row, last_day=TODAY, by=BY)

    assert [asked(session, commune, days=day) for day in (0, 1)] == [own.id, above.id]
    with pytest.raises(NothingToEnd):
        use.end(session, use=row, last_day=TODAY, by=BY)


def test_a_plan_that_is_ended_never_begins(session: Session, commune: Agency):
    row = begin(session, commune, a_version(session), days=7)

    use.end(session, use=row, last_day=TODAY, by=BY)

    assert periods(session) == []


def test_the_coverage_agrees_with_what_a_citizen_is_asked(
    session: Session, province: Agency, commune: Agency
):
    beside = an_agency(session, name="Xã Bên", under=province)
    alone = an_agency(session, name="Tỉnh Khác")
    points = {agency.id: a_point(session, agency=agency) for agency in (commune, beside, alone)}
    a_version(session, asked_by=province)
    begin(session, commune, a_version(session))
    begin(session, commune, a_version(session))
    retired = a_version(session, asked_by=beside)
    retired.status = VersionStatus.RETIRED
    session.commit()

    found = questionnaire_uses.at_points(session, day=TODAY, window=Window())

    expected = {
        points[agency_id].id: questionnaires.version_in_use(session, agency_id=agency_id, day=TODAY)
        for agency_id in points
    }
    assert {row.point_id: row.version_id for row in found.rows} == expected
    counts = questionnaire_uses.counts(session, day=TODAY)
    assert sum(count.points for count in counts) == found.total == 3
