"""Management reviews: what they gather, who concludes, and that approved minutes stay."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey.measures.control import Rule
from survey.measures.review_pack import gather
from survey.models.agency import Agency
from survey.models.case import Verdict
from survey.models.corrective_action import Outcome
from survey.models.management_review import KeptFacts, ManagementReview, ReviewHeading, ReviewPart
from survey.models.staged import Stage
from tests.factories import a_case, a_cell, a_point, a_version
from tests.forms import form_to
from tests.inspection_things import a_finding
from tests.quality.test_actions import ANNOUNCED_ON, READ_ON, a_whole_action
from tests.quality_things import (
    a_plan,
    a_record,
    a_review,
    an_action,
    an_objective,
)
from tests.staff import submit
from tests.working_days import working_on

TODAY = date(2026, 11, 21)
MEETING = {
    "first_month": "2026-01",
    "last_month": "2026-06",
    "held_on": "2026-08-04",
    "place": "Phòng họp số 1",
    "chair": "Nguyễn Thị Mẫu",
    "secretary": "Trần Văn Mẫu",
    "participants": "Văn phòng",
}
CONCLUDED = {
    f"parts-{place}-conclusion": f"Kết luận {place}" for place in range(len(ReviewHeading))
} | {"parts-1-decision": "Mở thêm một quầy"}


def gathered(session: Session, agency: Agency, review: ManagementReview, *, today: date = TODAY):
    return gather(session, review=review, agency=agency, today=today, suppress_below=5)


def some_months(session: Session, agency: Agency, *, bad: int) -> None:
    """Two years of months that vary a little, and one month in 2026 that is worse than any."""
    version, point = a_version(session), a_point(session, agency=agency)
    for number in range(24):
        year, month = divmod(number, 12)
        satisfied = 90 + number % 3
        if (year, month) == (1, 4):
            satisfied = bad
        counts = {"5": satisfied, "1": 100 - satisfied}
        day = date(2025 + year, month + 1, 1)
        a_cell(session, version=version, point=point, month=day, overall=counts)


def test_trends_and_signals_are_those_of_the_period(session: Session, agency: Agency):
    some_months(session, agency, bad=40)

    pack = gathered(session, agency, a_review(session, agency=agency))

    assert [point.month for point in pack.points] == [date(2026, m, 1) for m in range(1, 7)]
    assert [(one.rule, one.months[-1].month) for one in pack.signals] == [
        (Rule.BELOW_LIMIT, date(2026, 5, 1)),
        (Rule.RUN_ABOVE, date(2026, 4, 1)),
    ]
    assert pack.compared.after.n == pack.compared.before.n == 600


@pytest.mark.parametrize(
    ("day", "stage", "outcome"),
    [
        (date(2026, 5, 25), Stage.ANNOUNCED, None),
        (date(2026, 12, 19), Stage.CARRIED_OUT, None),
        (READ_ON, Stage.JUDGED, Outcome.WORKED),
    ],
)
def test_actions_of_the_period_are_named_as_they_stood(
    session: Session, agency: Agency, day: date, stage: Stage, outcome: Outcome | None
):
    judged = {"judged_on": READ_ON, "outcome": Outcome.WORKED}
    steps = {"announced_on": ANNOUNCED_ON, "carried_out_on": date(2026, 5, 31), **judged}
    action = a_whole_action(session, agency=agency, **steps)
    later = an_action(session, agency=agency)
    later.opened_on = date(2026, 7, 1)
    session.commit()

    pack = gathered(session, agency, a_review(session, agency=agency), today=day)

    assert [(one.title, one.stage, one.outcome) for one in pack.standings] == [
        (action.title, stage, outcome)
    ]


def case(session: Session, at, *, opened: date, answered: date | None = None, **more) -> None:
    found = a_case(session, at=at)
    found.opened_on, found.due_on = opened, opened + timedelta(days=15)
    found.answered_on, found.answer = answered, "…" if answered else None
    for name, value in more.items():
        setattr(found, name, value)
    session.commit()


def test_messages_are_counted_as_they_stood_on_the_day(session: Session, agency: Agency):
    point = a_point(session, agency=agency)
    may = date(2026, 5, 4)
    case(session, point, opened=may, answered=date(2026, 5, 19), verdict=Verdict.HELPED)
    case(session, point, opened=may, answered=date(2026, 5, 20), verdict=Verdict.DID_NOT_HELP)
    case(session, point, opened=may)
    case(session, point, opened=may, withdrawn_on=date(2026, 5, 6))
    case(session, point, opened=date(2026, 7, 1))
    review = a_review(session, agency=agency)

    later = gathered(session, agency, review).cases
    then = gathered(session, agency, review, today=date(2026, 5, 19)).cases

    assert later == (4, 2, 1, 1, 1, 0, 1)
    assert (then.opened, then.answered, then.in_time, then.overdue) == (4, 1, 1, 0)


def test_objectives_are_told_by_the_records_of_the_period(session: Session, agency: Agency):
    objective = an_objective(session, agency=agency)
    span = {"first_day": date(2026, 1, 1), "last_day": date(2026, 3, 31)}
    plan = a_plan(session, agency=agency, objective=objective, **span)
    record = a_record(session, agency=agency, plan=plan)
    review = a_review(session, agency=agency)
    before = gathered(session, agency, review).objectives
    record.submitted_on = record.approved_on = date(2026, 5, 1)
    session.commit()

    after = gathered(session, agency, review).objectives

    assert [(one.objective.id, one.record) for one in before] == [(objective.id, None)]
    assert [one.record.id for one in after] == [record.id]


def test_a_review_is_entered_concluded_and_approved_by_the_leader(
    app: Flask, session: Session, agency: Agency, officer: FlaskClient, leader: FlaskClient
):
    app.config["WTF_CSRF_ENABLED"] = False
    here = officer.post("/quality-system/xa-mau/reviews/new", data=MEETING).location
    too_soon = officer.post(f"{here}/advance?lang=en", data={"to": "submitted"})
    officer.post(f"{here}/conclude", data=CONCLUDED)
    sent = officer.post(f"{here}/advance", data={"to": "submitted"}).status_code
    own = officer.post(f"{here}/approve").status_code
    done = leader.post(f"{here}/approve").status_code
    again = officer.post(f"{here}/conclude", data=CONCLUDED).status_code

    assert too_soon.status_code == 409
    assert "Messages of citizens" in too_soon.text
    assert (sent, own, done, again) == (303, 403, 303, 409)
    review = session.scalars(select(ManagementReview)).one()
    assert review.stage is Stage.APPROVED
    shown = leader.get(f"{here}?lang=en").text
    assert all(f"Kết luận {place}" in shown for place in range(len(ReviewHeading)))
    assert "Mở thêm một quầy" in shown


@pytest.mark.parametrize(
    ("page", "sheet", "sentence"),
    [
        ("new", MEETING | {"last_month": "2025-12"}, "must not lie before the first one"),
        ("new", MEETING | {"participants": ""}, "Enter who takes part."),
        ("conclude", {"parts-0-decision": "Làm"}, "Write the conclusion that each decision"),
    ],
)
def test_what_makes_no_sense_comes_back(
    session: Session, agency: Agency, officer: FlaskClient, page: str, sheet, sentence: str
):
    review = a_review(session, agency=agency)
    at = "xa-mau/reviews" if page == "new" else f"reviews/{review.id}"

    answer = submit(officer, f"/quality-system/{at}/{page}?lang=en", **sheet)

    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE management_review SET chair = 'x'",
        "DELETE FROM management_review",
        "UPDATE review_part SET conclusion = 'x'",
        "DELETE FROM review_part",
        "INSERT INTO review_part (review_id, heading, conclusion) "
        "SELECT id, 'drivers', 'x' FROM management_review",
    ],
)
def test_the_database_lets_nobody_change_approved_minutes(
    session: Session, agency: Agency, statement: str
):
    review = a_review(session, agency=agency)
    review.parts.append(ReviewPart(heading=ReviewHeading.TRENDS, conclusion="Tốt"))
    day = date(2026, 8, 10)
    review.kept = KeptFacts(gathered_on=day, formula="…", facts="{}", sha256="0" * 64)
    session.flush()
    review.submitted_on = review.approved_on = day
    session.commit()

    with pytest.raises(DBAPIError, match="what was approved does not change"):
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("day", "months"),
    [(date(2026, 7, 1), ("2026-01", "2026-06")), (date(2026, 6, 30), ("2025-07", "2025-12"))],
)
def test_a_review_begins_with_the_half_year_that_ended_last(
    officer: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch, day: date, months
):
    working_on(session, monkeypatch)(day)

    fields = form_to(officer.get("/quality-system/xa-mau/reviews/new")).fields

    assert (fields["first_month"], fields["last_month"]) == months
    assert fields["secretary"] == "Nguyễn Thị Mẫu"


def test_minutes_are_not_approved_before_the_meeting(session: Session, agency: Agency):
    early = date(2026, 8, 3)

    with pytest.raises(DBAPIError, match="held_before_approved"):
        a_review(session, agency=agency, submitted_on=early, approved_on=early)


def in_docx(content: bytes) -> str:
    made = docx.Document(BytesIO(content))
    return " ".join(node.text or "" for node in made.element.body.iter(qn("w:t")))


def test_the_minutes_hold_evidence_conclusions_and_both_names(
    session: Session, agency: Agency, officer: FlaskClient
):
    some_months(session, agency, bad=40)
    a_finding(session, agency=agency)
    review = a_review(session, agency=agency)
    submit(officer, f"/quality-system/reviews/{review.id}/conclude", **CONCLUDED)

    text = in_docx(officer.get(f"/quality-system/reviews/{review.id}/docx?lang=vi").data)

    for part in ("BIÊN BẢN (DỰ THẢO)", "05/2026", "Kết luận 7", "Mở thêm một quầy", "Trần Văn Mẫu"):
        assert part in text
    assert "05/2026: dưới giới hạn dưới" in text
