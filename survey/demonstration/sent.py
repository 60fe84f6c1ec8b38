"""Ratings as rows of the inbox, as the citizen's page would have written them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from survey.citizen.submission import Submission, inbox_row
from survey.clock import start_of_day
from survey.demonstration import answers, comments, methods, quality
from survey.demonstration.chronicle import Chronicle
from survey.demonstration.methods import Form, Forms
from survey.demonstration.pools import Printed
from survey.demonstration.ratings import Drawn
from survey.demonstration.registers import Counter
from survey.models.answer_sheet import Answer
from survey.models.rating import Channel
from survey.registry.slip_scopes import Scope

SPEAKS_ENGLISH = 0.02
KNOWS_PROCEDURE = 0.85
CHANGES_MIND = 0.015
OFFICE_OPENS = timedelta(hours=7, minutes=30)
RATED_WITHIN = 13 * 3600  # seconds, until the evening

Row = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """A counter through its days, with the forms that were asked there."""

    counter: Counter
    forms: Forms
    chronicle: Chronicle
    days: list[date]
    now: datetime

    @cached_property
    def openings(self) -> list[datetime]:
        return [start_of_day(day) + OFFICE_OPENS for day in self.days]

    @cached_property
    def subjects(self) -> list[str | None]:
        return [
            quality.subject(self.counter, day=day, chronicle=self.chronicle) for day in self.days
        ]

    @cached_property
    def form_of_day(self) -> NDArray[np.int64]:
        return np.array([self.forms.index(methods.on(self.forms, day)) for day in self.days])


class Person(NamedTuple):
    """One citizen: what was drawn, and what the form shows of it."""

    channel: Channel
    day: int
    feeling: float
    procedure: int
    slip: bytes | None
    scope: Scope | None
    language: str
    knows_procedure: bool
    changed_mind: bool
    hour: timedelta


def rows(place: Place, *, drawn: Drawn, slips: Printed | None, rng: Generator) -> Iterator[Row]:
    """One row a rating, in no order that means anything."""
    everybody = _people(drawn, slips=slips, rng=rng)
    for number, form in enumerate(place.forms):
        chosen = np.flatnonzero(place.form_of_day[drawn.rated_on] == number)
        filled = answers.fill(
            form.definition,
            feeling=drawn.feeling[chosen],
            taps=drawn.channel is Channel.KIOSK,
            rng=rng,
        )
        for rating, given in zip(chosen.tolist(), filled, strict=True):
            person = everybody[rating]
            words = _words(place, person=person, form=form, rng=rng)
            yield _row(place, person=person, form=form, given={**given, **words}, rng=rng)


def _people(drawn: Drawn, *, slips: Printed | None, rng: Generator) -> list[Person]:
    size = len(drawn.feeling)
    chances = rng.random((4, size))
    return [
        Person(
            drawn.channel,
            day,
            feeling,
            procedure,
            slips.digests[number] if slips else None,
            slips.scopes[number] if slips else None,
            "en" if english < SPEAKS_ENGLISH and drawn.channel is not Channel.KIOSK else "vi",
            knowing < KNOWS_PROCEDURE,
            changing < CHANGES_MIND and slips is not None,
            timedelta(seconds=hour * RATED_WITHIN),
        )
        for number, (day, feeling, procedure, english, knowing, changing, hour) in enumerate(
            zip(
                drawn.rated_on.tolist(),
                drawn.feeling.tolist(),
                drawn.procedure.tolist(),
                *chances.tolist(),
                strict=True,
            )
        )
    ]


def _words(place: Place, *, person: Person, form: Form, rng: Generator) -> dict[str, Answer]:
    texts = form.definition.text_questions
    if person.channel is Channel.KIOSK or not texts:
        return {}
    comment = comments.write(
        feeling=person.feeling,
        language=person.language,
        subject=place.subjects[person.day],
        rng=rng,
    )
    return {texts[0].key: comment} if comment else {}


def _row(
    place: Place, *, person: Person, form: Form, given: dict[str, Answer], rng: Generator
) -> Row:
    submission = Submission(
        key=UUID(bytes=rng.bytes(16), version=4),
        channel=person.channel,
        agency_id=place.counter.agency_id,
        point_id=place.counter.point_id,
        version_id=form.version_id,
        language=person.language,
        answers=given,
        procedure_id=_procedure(place.counter, person=person),
        slip_digest=person.slip,
    )
    arrived_at = min(place.openings[person.day] + person.hour, place.now)
    return inbox_row(submission, now=arrived_at) | {"revotes": int(person.changed_mind)}


def _procedure(counter: Counter, *, person: Person) -> int | None:
    """From the slip where its pool tells it, else what the citizen chose."""
    if person.channel is Channel.KIOSK:
        return None
    is_told = person.scope is not None and person.scope.procedure_id is not None
    if is_told or person.knows_procedure:
        return counter.handled[person.procedure].procedure_id
    return None
