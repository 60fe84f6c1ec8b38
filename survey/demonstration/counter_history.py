"""What happened at one counter: its dossiers, its slips, and its ratings as they were sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.random import Generator
from sqlalchemy import insert
from sqlalchemy.orm import Session

from survey.demonstration import calendar, pools, ratings, sent
from survey.demonstration.chronicle import Chronicle
from survey.demonstration.methods import Forms
from survey.demonstration.registers import Counter
from survey.demonstration.traffic import Counts
from survey.models.flow import Flow
from survey.models.rating import Channel, PendingRating

SEED = 20_250_701


@dataclass(frozen=True)
class World:
    """What stands in the registers, and how much goes on; a volume of one is the usual."""

    chronicle: Chronicle
    counters: list[Counter]
    forms: Mapping[int | None, Forms]
    volume: float
    now: datetime

    @cached_property
    def days(self) -> list[date]:
        return list(calendar.days(self.chronicle.first_day, self.chronicle.today))

    def forms_of(self, counter: Counter) -> Forms:
        return self.forms.get(counter.agency_id, self.forms[None])

    def chance_at(self, counter: Counter) -> Generator:
        """The same day gives the same numbers, whatever the other counters do."""
        code = crc32(counter.plan.code.encode())
        return np.random.default_rng([SEED, self.chronicle.today.toordinal(), code])


def write(session: Session, *, world: World, counter: Counter) -> None:
    """Dossiers, slips, and all ratings into the inbox."""
    rng = world.chance_at(counter)
    activity = ratings.draw(
        counter, days=world.days, chronicle=world.chronicle, volume=world.volume, rng=rng
    )
    _write_flows(session, world=world, counter=counter, closed=activity.closed)
    place = sent.Place(counter, world.forms_of(counter), world.chronicle, world.days, world.now)
    for drawn in activity.drawn:
        slips = None
        if drawn.channel is Channel.SLIP:
            slips = pools.print_all(
                session,
                counter=counter,
                closed=activity.closed,
                by_slip=drawn,
                days=world.days,
                volume=world.volume,
                rng=rng,
            )
        rows = list(sent.rows(place, drawn=drawn, slips=slips, rng=rng))
        if rows:
            session.execute(insert(PendingRating.__table__), rows)  # type: ignore[arg-type]


def _write_flows(session: Session, *, world: World, counter: Counter, closed: Counts) -> None:
    """Up to yesterday: today's dossiers are not counted before the evening."""
    rows = [
        {
            "point_id": counter.point_id,
            "procedure_id": counter.handled[procedure].procedure_id,
            "day": world.days[day],
            "closed": int(closed[procedure, day]),
        }
        for procedure, day in np.argwhere(closed[:, :-1])
    ]
    if rows:
        session.execute(insert(Flow.__table__), rows)  # type: ignore[arg-type]
