"""Sealed ratings row by row, with what their hashes were made of."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from survey.models.rating import Channel
from survey.models.response import Comment, Precision, Response
from survey.queries.slices import Slice, belongs


class SealedRow(NamedTuple):
    """The columns of a response that its leaf hash covers, with salt and leaf."""

    id: UUID
    agency_id: int
    point_id: int | None
    procedure_id: int | None
    channel: Channel
    version_id: int
    day: date
    precision: Precision
    answers: str
    salt: bytes
    leaf: bytes


class SealedText(NamedTuple):
    """What a citizen wrote; empty where it was removed."""

    question: str
    salt: bytes
    text: str | None


def rows(session: Session, *, of: Slice, channel: Channel) -> Iterator[SealedRow]:
    """In the order of their leaf hashes."""
    columns = [getattr(Response, name) for name in SealedRow._fields]
    statement = select(*columns).where(*_counted(of, channel=channel)).order_by(Response.leaf)
    for row in session.execute(statement):
        yield SealedRow(*row)


def texts(session: Session, *, of: Slice, channel: Channel) -> dict[UUID, list[SealedText]]:
    """By the response they belong to."""
    statement = (
        select(Comment.response_id, Comment.question, Comment.salt, Comment.text)
        .join(Response, Response.id == Comment.response_id)
        .where(*_counted(of, channel=channel))
    )
    found: dict[UUID, list[SealedText]] = {}
    for response_id, question, salt, text in session.execute(statement):
        found.setdefault(response_id, []).append(SealedText(question, salt, text))
    return found


def _counted(of: Slice, *, channel: Channel) -> list[ColumnElement[bool]]:
    conditions = [
        belongs(of.members, agency=Response.agency_id, day=Response.day),
        Response.channel == channel,
    ]
    if of.point_id is not None:
        conditions.append(Response.point_id == of.point_id)
    if of.procedure_ids is not None:
        conditions.append(Response.procedure_id.in_(of.procedure_ids))
    return conditions
