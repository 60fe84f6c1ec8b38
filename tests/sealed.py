"""Sealed ratings as whole rows, with the tallies that were counted from them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from os import urandom
from typing import Any
from uuid import uuid4

import numpy as np
from sqlalchemy.orm import Session

from survey.clock import first_of_month
from survey.leaf import SALT_BYTES, canonical, leaf_hash, of_place
from survey.models.agency import Agency
from survey.models.method import Definition
from survey.models.procedure import Procedure
from survey.models.questionnaire import QuestionnaireVersion
from survey.models.rating import Channel
from survey.models.response import Batch, Precision, Response
from survey.models.tally import Tally
from tests.factories import a_cell

Answers = dict[str, Any]


def some_responses(
    session: Session,
    *,
    agency: Agency,
    version: QuestionnaireVersion,
    day: date,
    answers: Sequence[Answers],
    channel: Channel = Channel.SLIP,
    procedure: Procedure | None = None,
) -> None:
    """One row for each of the answers, all of one day and of no counter."""
    batch = Batch(
        id=uuid4(),
        agency_id=agency.id,
        sealed_on=day,
        first_day=day,
        last_day=day,
        ratings=len(answers),
        header="{}",
    )
    session.add(batch)
    session.flush()
    cell = a_cell(
        session,
        version=version,
        agency=agency,
        month=first_of_month(day),
        channel=channel,
        procedure=procedure,
        responses=len(answers),
    )
    session.add_all(
        Tally(cell_id=cell.id, question=question, answer=answer, n=n)
        for (question, answer), n in _counted(answers).items()
    )
    columns = {
        "agency_id": agency.id,
        "point_id": None,
        "procedure_id": procedure.id if procedure else None,
        "channel": channel,
        "version_id": version.id,
        "day": day,
    }
    around = of_place(columns | {"day": day.isoformat()}, precision=Precision.DAY)
    for given in answers:
        said, salt = canonical(given), urandom(SALT_BYTES)
        leaf = leaf_hash(around.filled(answers=said, texts={}), salt=salt)
        row = Response(
            id=uuid4(), batch_id=batch.id, **columns, precision=Precision.DAY, answers=said
        )
        row.salt, row.leaf = salt, leaf
        session.add(row)
    session.commit()


def _counted(answers: Sequence[Answers]) -> Counter[tuple[str, str]]:
    return Counter(
        (question, option)
        for given in answers
        for question, answer in given.items()
        for option in (answer if isinstance(answer, list) else [answer])
    )


def people(
    definition: Definition, *, count: int, seed: int = 1, left_out: float = 0.0
) -> list[Answers]:
    """Whose answers hang together, the first scored questions more than the last."""
    rng = np.random.default_rng(seed)
    feeling = rng.standard_normal(count)
    columns = {}
    for place, question in enumerate(definition.scored_questions):
        scores = definition.scale_of(question.key).scores
        keys = sorted(scores, key=lambda key: scores[key])
        own = feeling + (0.3 + 0.3 * place) * rng.standard_normal(count)
        bounds = np.linspace(-1, 1, len(keys) - 1) if len(keys) > 2 else [0]
        chosen = [keys[level] for level in np.digitize(own, bounds)]
        given = rng.random(count) >= (0.0 if question.required else left_out)
        columns[question.key] = list(zip(chosen, given, strict=True))
    return [
        {key: column[person][0] for key, column in columns.items() if column[person][1]}
        for person in range(count)
    ]


def hundreds(definition: Definition, answers: Sequence[Answers], *, questions: Sequence[str]):
    """The answers as numbers from 0 to 100, one row for each person; NaN for no answer."""
    rows = np.full((len(answers), len(questions)), np.nan)
    for k, key in enumerate(questions):
        scores = definition.scale_of(key).scores
        low, high = min(scores.values()), max(scores.values())
        for person, given in enumerate(answers):
            if key in given:
                rows[person, k] = 100 * (scores[given[key]] - low) / (high - low)
    return rows
