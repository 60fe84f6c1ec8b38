"""Counting anew from sealed rows, and finding rows that are not as they were sealed."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np
from sqlalchemy.orm import Session

from survey.leaf import commitment, leaf_hash, of_place
from survey.measures import figures, methods, recipe
from survey.measures.basis import Basis
from survey.measures.figure import Figure, State
from survey.queries import sealed_rows, versions
from survey.queries.sealed_rows import SealedRow, SealedText


@dataclass
class Recount:
    """What the rows say, whether or not it may be shown."""

    ratings: int = 0
    rows_sha256: str = ""
    altered: list[UUID] = field(default_factory=list)
    """Rows whose content does not give the hash they were sealed with."""
    figure: Figure = field(default_factory=lambda: Figure(State.NO_DATA))


def recount(session: Session, *, basis: Basis) -> Recount:
    found, digest = Recount(), hashlib.sha256()
    counts = {question: Counter[str]() for question in basis.questions}
    texts = sealed_rows.texts(session, of=basis.of, channel=basis.channel)
    for row in sealed_rows.rows(session, of=basis.of, channel=basis.channel):
        found.ratings += 1
        digest.update(row.leaf)
        if not _is_as_sealed(row, texts=texts.get(row.id, ())):
            found.altered.append(row.id)
        if row.version_id in basis.version_ids:
            _count(json.loads(row.answers), counts=counts)
    found.rows_sha256 = digest.hexdigest()
    found.figure = _figure(session, basis=basis, counts=counts)
    return found


def _is_as_sealed(row: SealedRow, *, texts: Sequence[SealedText]) -> bool:
    """A row whose text was removed cannot be told any more; its leaf still counts."""
    commitments = {}
    for question, salt, text in texts:
        if text is None:
            return True
        commitments[question] = commitment(text, salt=salt)
    columns = {
        "agency_id": row.agency_id,
        "point_id": row.point_id,
        "procedure_id": row.procedure_id,
        "channel": row.channel.value,
        "version_id": row.version_id,
        "day": row.day.isoformat(),
    }
    around = of_place(columns, precision=row.precision.value)
    said = around.filled(answers=row.answers, texts=commitments)
    return leaf_hash(said, salt=row.salt) == row.leaf


def _count(answers: Mapping[str, str], *, counts: Mapping[str, Counter[str]]) -> None:
    for question, own in counts.items():
        if question in answers:
            own[answers[question]] += 1


def _figure(session: Session, *, basis: Basis, counts: Mapping[str, Counter[str]]) -> Figure:
    found = methods.methods(versions.by_ids(session, ids=basis.version_ids))
    index = recipe.of_index(found[0]) if found else None
    if index is None or not all(counts.values()):
        return Figure(State.NO_DATA)
    table = {
        question: np.array([[counts[question][option] for option in scale.labels]], np.int64)
        for question, scale in zip(index.questions, index.scales, strict=True)
    }
    return figures.figures(index, table=table, states=[State.SHOWN])[0]
