"""From waiting ratings to sealed rows: times dropped, fresh identifiers, shuffled by hash."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from os import urandom
from typing import Any, NamedTuple
from uuid import UUID

from survey.clock import first_of_month
from survey.leaf import SALT_BYTES, Pattern, canonical, commitment, leaf_hash, of_place
from survey.models.method import Definition
from survey.models.response import Precision
from survey.models.scale import ScaleKind

UUID_BYTES = 16
SAME_BYTES = 5
"""So many first bytes of a batch's identifiers are drawn once: 82 random bits remain to each."""
SHARED = 5
"""So many first fields of a rating say where and when it belongs."""
_READ = json.JSONDecoder().raw_decode  # canonical JSON: nothing stands around it
_VERSION_4 = bytes(byte & 0x0F | 0x40 for byte in range(256))
_VARIANT = bytes(byte & 0x3F | 0x80 for byte in range(256))


class Rating(NamedTuple):
    """What sealing may know of a rating: no key, no slip, no time, no content hash."""

    point_id: int
    procedure_id: int | None
    channel: str
    version_id: int
    day: date
    language: str
    answers: str
    revotes: int
    is_by_slip: bool
    is_late: bool = False


class Place(NamedTuple):
    """What a cell of the tallies is about, within one agency."""

    period: date
    point_id: int | None
    procedure_id: int | None
    channel: str
    version_id: int


@dataclass
class SealedRows:
    """Rows to write, in the order they are stored, and what they add to the tallies.

    A response is its values in the order of the table's columns, as both drivers take them.
    """

    responses: list[tuple[Any, ...]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    responded: Counter[Place] = field(default_factory=Counter)
    answered: dict[Place, Counter[tuple[str, str]]] = field(default_factory=dict)


class Asked(NamedTuple):
    """What counting has to know of a questionnaire."""

    texts: frozenset[str]
    has_several: bool


class Group(NamedTuple):
    """What ratings of one place, version and day have in common; made once for all of them."""

    columns: tuple[Any, ...]
    pattern: Pattern
    place: Place
    answered: Counter[tuple[str, str]]
    asked: Asked


def strip(
    ratings: Sequence[Rating],
    *,
    batch_id: UUID,
    agency_id: int,
    precision: Precision,
    definitions: Mapping[int, Definition],
) -> SealedRows:
    """The order of what comes back says nothing about the order in which ratings arrived."""
    sealed, groups, batch = SealedRows(), dict[tuple[Any, ...], Group](), batch_id.hex
    asked = {
        version: _asked(definitions[version]) for version in {one.version_id for one in ratings}
    }
    count = len(ratings)
    for rating, identifier, salt in zip(ratings, identifiers(count), _salts(count), strict=True):
        shared = rating[:SHARED]
        group = groups.get(shared)
        if group is None:
            of = asked[rating.version_id]
            group = _group(sealed, rating, agency_id=agency_id, precision=precision, asked=of)
            groups[shared] = group
        answers, commitments = _count(sealed, rating, group=group, identifier=identifier)
        leaf = leaf_hash(group.pattern.filled(answers=answers, texts=commitments), salt=salt)
        row = (identifier, batch, *group.columns, precision.value, answers, salt, leaf)
        sealed.responses.append(row)
    sealed.responses.sort(key=itemgetter(-1))
    sealed.comments.sort(key=itemgetter("salt"))
    return sealed


def _asked(definition: Definition) -> Asked:
    return Asked(
        frozenset(question.key for question in definition.text_questions),
        any(scale.kind is ScaleKind.CHOOSE_SEVERAL for scale in definition.scales),
    )


def _group(
    sealed: SealedRows, rating: Rating, *, agency_id: int, precision: Precision, asked: Asked
) -> Group:
    is_exact = precision is Precision.DAY
    day = precision.day_of(rating.day)
    point_id = rating.point_id if is_exact else None
    columns = {
        "agency_id": agency_id,
        "point_id": point_id,
        "procedure_id": rating.procedure_id,
        "channel": rating.channel,
        "version_id": rating.version_id,
        "day": day.isoformat(),
    }
    place = Place(
        first_of_month(day), point_id, rating.procedure_id, rating.channel, rating.version_id
    )
    return Group(
        tuple(columns.values()),
        of_place(columns, precision=precision.value),
        place,
        sealed.answered.setdefault(place, Counter()),
        asked,
    )


def _count(
    sealed: SealedRows, rating: Rating, *, group: Group, identifier: str
) -> tuple[str, dict[str, str]]:
    """The answers that stay in the row, and the commitments to the texts that do not."""
    answers: dict[str, Any] = _READ(rating.answers)[0]
    text, commitments = rating.answers, {}
    if not group.asked.texts.isdisjoint(answers):
        texts = {question: answers.pop(question) for question in group.asked.texts & answers.keys()}
        text = canonical(answers)
        commitments = _set_apart(
            sealed, texts, response_id=UUID(identifier), language=rating.language
        )
    sealed.responded[group.place] += 1
    group.answered.update(_chosen(answers) if group.asked.has_several else answers.items())
    return text, commitments


def _chosen(answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each chosen option for itself, where several can be chosen."""
    for question, answer in answers.items():
        for option in answer if isinstance(answer, list) else (answer,):
            yield question, option


def _set_apart(
    sealed: SealedRows, texts: Mapping[str, str], *, response_id: UUID, language: str
) -> dict[str, str]:
    commitments = {}
    for (question, text), salt in zip(texts.items(), _salts(len(texts)), strict=True):
        commitments[question] = commitment(text, salt=salt)
        sealed.comments.append(
            {
                "response_id": response_id,
                "question": question,
                "salt": salt,
                "text": text,
                "language": language,
            }
        )
    return commitments


def identifiers(count: int) -> Iterator[str]:
    """Random UUIDs of version 4 as 32 digits, all drawn at once.

    They begin alike, so that a batch lies together in the index: among millions of sealed rows
    each would else touch a page of its own.
    """
    drawn = bytearray(urandom(count * UUID_BYTES))
    for place, byte in enumerate(urandom(SAME_BYTES)):
        drawn[place::UUID_BYTES] = bytes([byte]) * count
    drawn[6::UUID_BYTES] = drawn[6::UUID_BYTES].translate(_VERSION_4)
    drawn[8::UUID_BYTES] = drawn[8::UUID_BYTES].translate(_VARIANT)
    return (drawn[at : at + UUID_BYTES].hex() for at in range(0, len(drawn), UUID_BYTES))


def _salts(count: int) -> Iterator[bytes]:
    drawn = urandom(count * SALT_BYTES)
    return (drawn[at : at + SALT_BYTES] for at in range(0, len(drawn), SALT_BYTES))
