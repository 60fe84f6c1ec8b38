"""Which answers were given together, and by how many: whole rows, counted where they stand."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.rating import Channel
from survey.models.response import Response
from survey.queries.slices import Members, belongs, month_number, month_of


class Pattern(NamedTuple):
    """`answers` is canonical JSON without texts: whoever answered alike has the same."""

    agency_id: int
    month: date
    version_id: int
    answers: str
    n: int


def by_month(
    session: Session,
    *,
    members: tuple[Members, ...],
    channel: Channel,
    version_ids: tuple[int, ...],
    at_most: int,
) -> list[Pattern]:
    """All of an agency, month and version behind each other; no more than `at_most` rows."""
    groups = (Response.agency_id, month_number(Response.day), Response.version_id)
    rows = session.execute(
        select(*groups, Response.answers, func.count())
        .where(
            belongs(members, agency=Response.agency_id, day=Response.day),
            Response.channel == channel,
            Response.version_id.in_(version_ids),
        )
        .group_by(*groups, Response.answers)
        .order_by(*groups, Response.answers)
        .limit(at_most)
    )
    return [
        Pattern(agency_id, month_of(month), version_id, answers, n)
        for agency_id, month, version_id, answers, n in rows
    ]
