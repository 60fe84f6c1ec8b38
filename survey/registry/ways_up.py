"""No agency goes into one that stands, or stood last, only below it.

The way up from either would lead to the other, so that the succession could not be followed.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy.orm import Session

from survey.errors.registers import StoodBelow
from survey.i18n import called
from survey.measures.circles import Pair, below_themselves, circular
from survey.measures.lineage import parents_on
from survey.models.agency import Agency
from survey.queries import kinship, successions
from survey.queries.kinship import Stay

Stays = Mapping[int, list[Stay]]


def all_stays(session: Session) -> dict[int, list[Stay]]:
    found: dict[int, list[Stay]] = defaultdict(list)
    for stay in kinship.stays(session):
        found[stay.agency_id].append(stay)
    return found


def closing(pairs: Collection[Pair], *, stays: Stays, today: date) -> set[Pair]:
    """Those of these successions that end in themselves, today or by what is known of later."""
    straight = set(pairs) - circular(pairs)
    found = set[Pair]()
    for day in (today, date.max):
        found |= below_themselves(straight, parents=parents_on(stays, day=day))
    return found


def require_way_up(
    session: Session,
    *,
    heir: Agency,
    predecessor_ids: Collection[int] = (),
    moved_below: Mapping[int, int] | None = None,
    today: date,
) -> None:
    """For successions into the agency, or moves below it, that are about to be written."""
    known, stays = successions.pairs_of_agencies(session), all_stays(session)
    before = closing(known, stays=stays, today=today)
    for agency_id, parent_id in (moved_below or {}).items():
        stays[agency_id] = [Stay(agency_id, parent_id, None, None)]
    added = {(predecessor_id, heir.id) for predecessor_id in predecessor_ids}
    if closing(known | added, stays=stays, today=today) - before:
        raise StoodBelow(name=called(heir.name_vi, heir.name_en))
