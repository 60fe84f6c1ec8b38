"""Which dossiers are rated, when, through which channel and with what feeling."""

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from survey.demonstration import quality, traffic
from survey.demonstration.chronicle import Chronicle
from survey.demonstration.registers import Counter
from survey.demonstration.traffic import Counts
from survey.models.rating import Channel

CHANNELS = (Channel.SLIP, Channel.POSTER, Channel.KIOSK)
LAGS = (0, 1, 2, 3, 5)
LAG_SHARES = {  # days between the result and the rating
    Channel.SLIP: (0.74, 0.16, 0.05, 0.03, 0.02),
    Channel.POSTER: (1.0, 0.0, 0.0, 0.0, 0.0),
    Channel.KIOSK: (1.0, 0.0, 0.0, 0.0, 0.0),
}
WEEK_TO_WEEK = 0.1


class Drawn(NamedTuple):
    """Ratings of one counter and channel: arrays of one length."""

    channel: Channel
    procedure: NDArray[np.int64]  # its place among what the counter handles
    closed_on: NDArray[np.int64]  # place of the day on which the dossier was closed
    rated_on: NDArray[np.int64]  # place of the day of the rating
    feeling: NDArray[np.float64]


class Activity(NamedTuple):
    """What happened at one counter: dossiers by procedure and day, and the ratings."""

    closed: Counts
    drawn: tuple[Drawn, ...]


def draw(
    counter: Counter, *, days: list[date], chronicle: Chronicle, volume: float, rng: Generator
) -> Activity:
    closed = traffic.closed(counter, days=days, volume=volume, rng=rng)
    middle = quality.by_day(counter, days=days, chronicle=chronicle, rng=rng)
    offsets = quality.by_procedure(counter, rng=rng)
    last = days.index(counter.last_day) if counter.first_day <= counter.last_day else 0
    drawn = []
    for channel in CHANNELS:
        share = counter.plan.answered.get(channel, 0.0)
        procedure, closed_on = _rated(closed, share=share, rng=rng)
        lag = rng.choice(LAGS, size=len(procedure), p=LAG_SHARES[channel])
        rated_on = closed_on + lag
        in_time = rated_on <= last
        procedure, closed_on, rated_on = (
            part[in_time] for part in (procedure, closed_on, rated_on)
        )
        around = middle[closed_on] + offsets[procedure] + counter.agency_plan.gap_of(channel)
        feeling = around + rng.standard_normal(len(around))
        drawn.append(Drawn(channel, procedure, closed_on, rated_on, feeling))
    return Activity(closed, tuple(drawn))


def _rated(closed: Counts, *, share: float, rng: Generator) -> tuple[Counts, Counts]:
    """One entry a rating: the procedure and the day of its dossier."""
    weeks = np.arange(closed.shape[1]) // 7
    willing = share * np.exp(rng.normal(0, WEEK_TO_WEEK, weeks[-1] + 1))[weeks]
    rated = rng.binomial(closed, np.clip(willing, 0, 1))
    procedure, day = np.nonzero(rated)
    times = rated[procedure, day]
    return np.repeat(procedure, times), np.repeat(day, times)
