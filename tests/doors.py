"""Forms that open in some states alone, with things in each of these states."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.models.account import Role
from survey.models.agency import Agency
from survey.models.board_score import BoardScore, Scorer
from survey.models.campaign import CampaignDraw, Choosing
from survey.models.inspection_sheet import SelfCheck
from tests.action_world import ANNOUNCED_ON, a_whole_action
from tests.inspection_things import a_campaign, a_finding, an_inspection
from tests.quality_things import a_concluded_review, a_plan, an_objective

OFFICER, LEADER, INSPECTOR = Role.QUALITY_OFFICER, Role.LEADER, Role.INSPECTOR
SENT = {"submitted_on": date(2026, 6, 1)}
APPROVED = {**SENT, "approved_on": date(2026, 6, 2)}
DONE = {**APPROVED, "carried_out_on": date(2026, 10, 1)}
CLOSED = {**DONE, "closed_on": date(2026, 10, 2)}
LAST_YEAR = {"first_day": date(2025, 7, 1), "last_day": date(2025, 9, 30)}
RUNS_LONG = {"first_day": date(2026, 7, 1), "last_day": date(2099, 9, 30)}
MADE = date(2026, 6, 20)
ANSWERED = {"concluded_on": MADE, "answered_on": date(2026, 6, 21)}
ENDED = {**ANSWERED, "followed_up_on": date(2026, 6, 22), "closed_on": date(2026, 6, 23)}
WITHDRAWN = {"withdrawal_reason": "Nhầm", "withdrawn_on": date(2026, 6, 15)}

Place = Callable[[Session, Agency], int | str]
"""Makes something in the state that is told, and gives what its address names."""


def objective(**days: date) -> Place:
    return lambda session, agency: an_objective(session, agency=agency, **days).id


def plan(**days: date) -> Place:
    return lambda session, agency: a_plan(session, agency=agency, **days).id


def review(**days: date) -> Place:
    days = {step: date(2026, 8, 5) for step in days}
    return lambda session, agency: a_concluded_review(session, agency=agency, **days).id


def action(**days: date) -> Place:
    return lambda session, agency: a_whole_action(session, agency=agency, **days).id


def campaign(*, drawn: Choosing | None = None, **days: date) -> Place:
    def made(session: Session, agency: Agency) -> int | str:
        row = a_campaign(session, agency=agency, **days)
        if drawn is not None:
            draw = {"wanted": 1, "made_on": MADE, "candidates": "[]", "excluded": "{}"}
            seed = "00" * 16 if drawn is Choosing.RANDOM else None
            session.add(CampaignDraw(campaign_id=row.id, choosing=drawn, seed=seed, **draw))
            session.commit()
        return row.id

    return made


def inspection(*, begun: bool = True, concluded: bool = False, submitted: bool = False) -> Place:
    def made(session: Session, agency: Agency) -> int | str:
        row = an_inspection(session, agency=agency, begun=begun)
        if submitted:
            session.add(SelfCheck(inspection_id=row.id, begun_on=MADE, submitted_on=MADE))
            session.flush()
        row.concluded_on = MADE if concluded else None
        session.commit()
        return row.id

    return made


def finding(**more: date | str) -> Place:
    return lambda session, agency: a_finding(session, agency=agency, **more).id


def quarter(*scorers: Scorer) -> Place:
    def made(session: Session, agency: Agency) -> int | str:
        for scorer in scorers:
            values = {"year": 2025, "quarter": 1, "hundredths": 1, "scored_on": MADE}
            session.add(BoardScore(agency_id=agency.id, scorer=scorer, **values))
            session.flush()
        session.commit()
        return agency.code

    return made


class Door(NamedTuple):
    """Who fills the form in, a field of it for words, and the states it opens in and does not."""

    role: Role
    words: str
    opens: dict[str, Place]
    shut: dict[str, Place]


DOORS: dict[str, Door] = {
    "quality.edit_objective": Door(
        OFFICER,
        "statement",
        {"draft": objective()},
        {
            "submitted": objective(**SENT),
            "approved": objective(**APPROVED),
            "closed": objective(**CLOSED),
        },
    ),
    "quality.edit_plan": Door(
        OFFICER,
        "title",
        {"draft": plan()},
        {
            "submitted": plan(**SENT),
            "approved": plan(**APPROVED),
            "carried out": plan(**DONE),
            "closed": plan(**CLOSED),
        },
    ),
    "quality.revise_plan": Door(
        LEADER,
        "reason",
        {"approved": plan(**APPROVED)},
        {"draft": plan(), "submitted": plan(**SENT), "carried out": plan(**DONE)},
    ),
    "quality.new_draw": Door(
        OFFICER,
        "pasted",
        {"approved": plan(**APPROVED)},
        {"draft": plan(), "submitted": plan(**SENT), "closed": plan(**CLOSED)},
    ),
    "quality.new_record": Door(
        OFFICER,
        "",
        {"approved": plan(**APPROVED, **LAST_YEAR)},
        {"draft": plan(**LAST_YEAR), "running": plan(**APPROVED, **RUNS_LONG)},
    ),
    "quality.edit_review": Door(
        OFFICER,
        "chair",
        {"draft": review()},
        {
            "submitted": review(submitted_on=MADE),
            "approved": review(submitted_on=MADE, approved_on=MADE),
        },
    ),
    "quality.conclude_review": Door(
        OFFICER,
        "parts-0-conclusion",
        {"draft": review()},
        {
            "submitted": review(submitted_on=MADE),
            "approved": review(submitted_on=MADE, approved_on=MADE),
        },
    ),
    "quality.edit_action": Door(
        OFFICER,
        "title",
        {"draft": action()},
        {"announced": action(announced_on=ANNOUNCED_ON)},
    ),
    "quality.edit_round": Door(
        OFFICER,
        "remedy",
        {"draft": action()},
        {"announced": action(announced_on=ANNOUNCED_ON)},
    ),
    "quality.publish_change": Door(
        OFFICER,
        "sentence_vi",
        {"carried out": action(announced_on=ANNOUNCED_ON, carried_out_on=date(2026, 6, 2))},
        {"draft": action(), "announced": action(announced_on=ANNOUNCED_ON)},
    ),
    "inspections.edit_campaign": Door(
        INSPECTOR,
        "title",
        {"draft": campaign()},
        {"begun": campaign(begun_on=MADE)},
    ),
    "inspections.draw": Door(
        INSPECTOR,
        "",
        {"draft": campaign(), "chosen by risk": campaign(drawn=Choosing.RISK)},
        {"begun": campaign(begun_on=MADE), "drawn": campaign(drawn=Choosing.RANDOM)},
    ),
    "inspections.risk": Door(
        INSPECTOR,
        "",
        {"draft": campaign(), "drawn": campaign(drawn=Choosing.RANDOM)},
        {"begun": campaign(begun_on=MADE), "chosen by risk": campaign(drawn=Choosing.RISK)},
    ),
    "inspections.name": Door(
        INSPECTOR,
        "",
        {"draft": campaign()},
        {"begun": campaign(begun_on=MADE)},
    ),
    "inspections.new_finding": Door(
        INSPECTOR,
        "statement",
        {"begun": inspection()},
        {"not begun": inspection(begun=False), "concluded": inspection(concluded=True)},
    ),
    "inspections.judge": Door(
        INSPECTOR,
        "rows-0-remark",
        {"begun": inspection()},
        {"not begun": inspection(begun=False), "concluded": inspection(concluded=True)},
    ),
    "inspections.edit_self_check": Door(
        OFFICER,
        "rows-0-remark",
        {"begun": inspection()},
        {
            "not begun": inspection(begun=False),
            "submitted": inspection(submitted=True),
            "concluded": inspection(concluded=True),
        },
    ),
    "inspections.edit_finding": Door(
        INSPECTOR,
        "statement",
        {"found": finding()},
        {"withdrawn": finding(**WITHDRAWN), "concluded": finding(concluded_on=MADE)},
    ),
    "inspections.withdraw_finding": Door(
        INSPECTOR,
        "text",
        {"found": finding()},
        {"withdrawn": finding(**WITHDRAWN), "concluded": finding(concluded_on=MADE)},
    ),
    "inspections.answer_finding": Door(
        OFFICER,
        "text",
        {"concluded": finding(concluded_on=MADE), "answered": finding(**ANSWERED)},
        {"found": finding(), "withdrawn": finding(**WITHDRAWN), "closed": finding(**ENDED)},
    ),
    "inspections.follow_up_finding": Door(
        INSPECTOR,
        "text",
        {"answered": finding(**ANSWERED)},
        {"concluded": finding(concluded_on=MADE), "closed": finding(**ENDED)},
    ),
    "exchange.score": Door(
        OFFICER,
        "note",
        {"nothing": quarter(), "given": quarter(Scorer.AGENCY)},
        {"appraised": quarter(Scorer.AGENCY, Scorer.APPRAISER)},
    ),
    "exchange.appraise": Door(
        INSPECTOR,
        "note",
        {"given": quarter(Scorer.AGENCY)},
        {"nothing": quarter()},
    ),
}
ALWAYS_OPEN = frozenset(
    {
        "cases.case",  # the message itself, which can be read in any state
        "inspections.new_campaign",
        "inspections.sample",  # the sample itself
        "quality.edit_document",
        "quality.edit_process",
        "quality.edit_system",
        "quality.new_action",
        "quality.new_document",
        "quality.new_objective",
        "quality.new_plan",
        "quality.new_process",
        "quality.new_review",
        "quality.repeat_draw",
    }
)
