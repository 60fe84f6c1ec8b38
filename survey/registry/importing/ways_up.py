"""Places of agencies in a file that lead, by a succession of the register, back to themselves."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import count

from sqlalchemy.orm import Session

from survey.measures.circles import Pair, circular
from survey.measures.lineage import parents_on
from survey.queries import register_codes, successions
from survey.queries.kinship import Stay
from survey.registry.importing.faults import Faults
from survey.registry.importing.tree import Tree
from survey.registry.ways_up import all_stays, closing

Stays = dict[int, list[Stay]]
Rows = dict[Pair, list[tuple[int, str]]]
"""Where the file says that an agency stands below another one: row, and code of the other."""


def check(session: Session, *, tree: Tree, faults: Faults, today: date) -> None:
    """A file that leaves such places as the register has them changes nothing about it."""
    pairs = successions.pairs_of_agencies(session)
    if not pairs:
        return
    stays, rows = _numbered(session, tree)
    before = closing(pairs, stays=all_stays(session), today=today)
    if closing(pairs, stays=stays, today=today) <= before:
        return
    for row, code in sorted(set(_on_the_way(pairs, stays=stays, rows=rows, today=today))):
        faults.add(row, "parent_code", code, "stands_below_what_went_into_it")


def _numbered(session: Session, tree: Tree) -> tuple[Stays, Rows]:
    """Agencies that the file adds get numbers of their own."""
    codes = {stay.parent_code for own in tree.placed.values() for stay in own.values()}
    numbers = register_codes.agency_ids(session, codes=codes | tree.placed.keys())
    new = count(-1, -1)
    stays: Stays = {}
    rows: Rows = defaultdict(list)
    for code, own in tree.placed.items():
        agency_id = numbers.setdefault(code, next(new))
        for stay in own.values():
            parent_id = numbers.setdefault(stay.parent_code, next(new))
            held = Stay(agency_id, parent_id, stay.valid_from, stay.valid_to)
            stays.setdefault(agency_id, []).append(held)
            if stay.row:
                rows[agency_id, parent_id].append((stay.row, stay.parent_code))
    return stays, rows


def _on_the_way(
    pairs: set[Pair], *, stays: Stays, rows: Rows, today: date
) -> Iterator[tuple[int, str]]:
    gone = {predecessor for predecessor, _ in pairs}
    for day in (today, date.max):
        upwards = {pair for pair in parents_on(stays, day=day).items() if pair[0] not in gone}
        for pair in circular(pairs | upwards) & upwards:
            yield from rows.get(pair, [])
