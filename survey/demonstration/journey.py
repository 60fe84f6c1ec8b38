"""The page that leads a newcomer from a slip to the index: what it shows, and its one act."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.clock import local_day
from survey.demonstration import featured, report, slips, waiting
from survey.documents import qr
from survey.documents.qr import Drawing
from survey.models.agency import Agency
from survey.models.point import ServicePoint
from survey.sealing import night


class Journey(NamedTuple):
    """Where the newcomer stands."""

    agency: Agency
    point: ServicePoint
    slip_code: str | None
    slip_qr: Drawing | None
    waiting: int
    missing: int
    """How many ratings more are needed before the day can be closed."""


class Closed(NamedTuple):
    """Ratings that were sealed: of the featured ward, and of all."""

    featured: int
    everywhere: int


def seen(session: Session, *, folder: Path, base_url: str, now: datetime) -> Journey:
    codes = report.codes(folder / report.FILE)
    slip = next(iter(slips.unused(session, codes=codes, now=now)), None)
    return Journey(
        agency=featured.agency(session),
        point=featured.point(session),
        slip_code=slip.code if slip else None,
        slip_qr=_drawn(f"{base_url}/r/{slip.code}") if slip else None,
        waiting=waiting.at_featured(session, now=now),
        missing=waiting.missing(session, now=now),
    )


def close_today(*, agency: str, now: datetime) -> Closed:
    """Seal everything until today, as midnight will; a second time there is nothing left."""
    outcomes = list(night.seal(through=local_day(now), now=now))
    here = sum(outcome.sealed for outcome in outcomes if outcome.agency == agency)
    return Closed(here, sum(outcome.sealed for outcome in outcomes))


def _drawn(url: str) -> Drawing:
    return qr.drawing(url, error_correction=qr.FOR_A_SLIP)
