"""From waiting ratings to sealed rows: times dropped, fresh identifiers, shuffled by hash."""

import json
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from survey.clock import first_of_month, monday_of
from survey.models.method import Definition
from survey.models.rating import Channel
from survey.models.response import Precision
from survey.queries.inbox import Rating
from survey.sealing.leaf import SALT_BYTES, canonical, commitment, leaf_hash

Row = dict[str, Any]


class Place(NamedTuple):
    """What a cell of the tallies is about, within one agency."""

    period: date
    point_id: int | None
    procedure_id: int | None
    channel: Channel
    version_id: int


@dataclass
class SealedRows:
    """Rows to write, in the order they are stored, and what they add to the tallies."""

    responses: list[Row] = field(default_factory=list)
    comments: list[Row] = field(default_factory=list)
    counts: dict[Place, int] = field(default_factory=dict)
    answers: Counter[tuple[Place, str, str]] = field(default_factory=Counter)


def strip(
    ratings: list[Rating],
    *,
    batch_id: UUID,
    agency_id: int,
    precision: Precision,
    definitions: Mapping[int, Definition],
) -> SealedRows:
    """The order of what comes back says nothing about the order in which ratings arrived."""
    sealed = SealedRows()
    for rating in ratings:
        is_exact = precision is Precision.DAY
        row: Row = {
            "agency_id": agency_id,
            "point_id": rating.point_id if is_exact else None,
            "procedure_id": rating.procedure_id,
            "channel": rating.channel,
            "version_id": rating.version_id,
            "day": rating.day if is_exact else monday_of(rating.day),
            "precision": precision,
        }
        answers: dict[str, Any] = json.loads(rating.answers)
        texts = {
            question.key: answers.pop(question.key)
            for question in definitions[rating.version_id].text_questions
            if question.key in answers
        }
        _count(sealed, row=row, answers=answers)
        row["answers"] = canonical(answers)
        _seal(sealed, row=row, texts=texts, language=rating.language, batch_id=batch_id)
    sealed.responses.sort(key=lambda row: row["leaf"])
    sealed.comments.sort(key=lambda row: row["salt"])
    return sealed


def _count(sealed: SealedRows, *, row: Row, answers: dict[str, Any]) -> None:
    place = Place(
        first_of_month(row["day"]),
        row["point_id"],
        row["procedure_id"],
        row["channel"],
        row["version_id"],
    )
    sealed.counts[place] = sealed.counts.get(place, 0) + 1
    for question, answer in answers.items():
        for option in answer if isinstance(answer, list) else (answer,):
            sealed.answers[place, question, option] += 1


def _seal(
    sealed: SealedRows, *, row: Row, texts: dict[str, str], language: str, batch_id: UUID
) -> None:
    identifier, salt = uuid4(), secrets.token_bytes(SALT_BYTES)
    commitments = {}
    for question, text in texts.items():
        text_salt = secrets.token_bytes(SALT_BYTES)
        commitments[question] = commitment(text, salt=text_salt)
        sealed.comments.append(
            {
                "response_id": identifier,
                "question": question,
                "salt": text_salt,
                "text": text,
                "language": language,
            }
        )
    public = row | {"day": row["day"].isoformat(), "texts": commitments, "format": 1}
    leaf = leaf_hash(public, salt=salt)
    fixed = {"id": identifier, "batch_id": batch_id, "salt": salt, "leaf": leaf}
    sealed.responses.append(row | fixed)
