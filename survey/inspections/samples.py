"""Sealed ratings drawn by lot to be looked into: day and answers, no person and no counter."""

import json
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from survey import audit, db
from survey.audit import Actor
from survey.clock import local_day
from survey.closing import closed_by
from survey.i18n import language
from survey.inspections.inspecting import require_open
from survey.inspections.refusals import DrawnAlready, TooFewRatings
from survey.lots import drawn, fresh_seed
from survey.measures.methods import parsed
from survey.models.campaign import Campaign, Inspection
from survey.models.inspection_sheet import RatingSample, SampledRating
from survey.models.rating import Channel
from survey.models.wording import in_language
from survey.queries import inspection_sheets


class Rating(NamedTuple):
    """One sealed rating; `leaf` is its hash, by which the signed log will prove it."""

    place: int
    number: UUID
    day: date
    channel: Channel
    answers: list[tuple[str, str]]
    leaf: str


def draw(
    session: Session,
    *,
    inspection: Inspection,
    campaign: Campaign,
    wanted: int,
    least: int,
    by: Actor,
) -> None:
    """Of the closed days of the period inspected. `least`: so many there must be to hide one."""
    db.hold(session, inspection)
    require_open(inspection, campaign=campaign)
    if inspection_sheets.sample(session, inspection_id=inspection.id) is not None:
        raise DrawnAlready
    today = local_day(by.now)
    last = min(campaign.period_last, closed_by(today))
    ids = {
        str(one): one
        for one in inspection_sheets.sealed_ids(
            session, agency_id=inspection.agency_id, first=campaign.period_first, last=last
        )
    }
    if len(ids) < least:
        raise TooFewRatings(least=str(least))
    seed = fresh_seed()
    sample = RatingSample(
        inspection_id=inspection.id,
        seed=seed,
        wanted=wanted,
        first_day=campaign.period_first,
        last_day=last,
        population=len(ids),
        drawn_on=today,
    )
    session.add(sample)
    session.flush()
    session.add_all(
        SampledRating(inspection_id=inspection.id, place=place, response_id=ids[key])
        for place, key in enumerate(drawn(ids, seed=seed, wanted=wanted), start=1)
    )
    audit.record(
        session,
        by=by,
        action="inspection.sampled",
        subject={"inspection": inspection.id},
        agency_id=inspection.agency_id,
        after=audit.snapshot(sample),
    )


def ratings(session: Session, *, inspection_id: int) -> list[Rating]:
    return [
        Rating(
            row.place,
            row.response.id,
            row.response.day,
            row.response.channel,
            _in_words(row.response.answers, definition=row.definition),
            row.response.leaf.hex(),
        )
        for row in inspection_sheets.sampled(session, inspection_id=inspection_id)
    ]


def _in_words(answers: str, *, definition: str) -> list[tuple[str, str]]:
    method = parsed(definition)
    found = []
    for key, given in json.loads(answers).items():
        labels = {option.key: option.label for option in method.scale_of(key).options}
        chosen = given if isinstance(given, list) else [given]
        words = [in_language(labels[one], language()) for one in chosen]
        found.append((in_language(method.question(key).text, language()), ", ".join(words)))
    return found
