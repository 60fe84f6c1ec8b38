"""Which agencies count for which, as the tree stands today or as it stood in each month."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy.orm import Session

from survey.clock import first_of_month, months_before, next_month
from survey.measures.circles import below_themselves, straight
from survey.measures.selection import Lineage
from survey.queries import kinship
from survey.queries.kinship import Stay, Step
from survey.queries.slices import Members

Path = tuple[int, ...]
"""Agencies from the top down; empty for what does not belong below it."""

_DEEPEST = 24  # steps; who needs more goes in a circle


@dataclass(frozen=True)
class Family:
    """Every agency below `top` with its place, in stretches of months without a change.

    Stretch i begins with month `starts[i]`; the first reaches back without an end.
    """

    top: int
    starts: tuple[date, ...]
    paths: tuple[Mapping[int, Path], ...]
    steps: tuple[Step, ...]
    """Which of them went into which, and into or out of others."""

    @property
    def changes(self) -> bool:
        """Whether some agency counts for different ones in different months."""
        return len(self.starts) > 1

    @cached_property
    def parents(self) -> frozenset[int]:
        """The agencies that others stand below, in whatever month."""
        return frozenset(
            agency_id for paths in self.paths for path in paths.values() for agency_id in path[:-1]
        )

    def path(self, agency_id: int, *, month: date) -> Path:
        """From the top down to the agency that its counts of this month belong to."""
        return self.paths[bisect_right(self.starts, month) - 1].get(agency_id, ())

    def members(self, agency_id: int) -> tuple[Members, ...]:
        """What counts for an agency: itself, all below it, and what these were made of."""
        return self._where(lambda path: agency_id in path)

    def own(self, agency_id: int) -> tuple[Members, ...]:
        """What counts for an agency and for none below it."""
        return self._where(lambda path: path[-1] == agency_id)

    def changes_of(self, agency_id: int) -> Iterator[tuple[date, set[int]]]:
        """The months in which others than before count for an agency, and who came or left."""
        inside = [{key for key, p in paths.items() if agency_id in p} for paths in self.paths]
        for start, before, after in zip(self.starts[1:], inside, inside[1:], strict=False):
            if before != after:
                yield start, before ^ after

    def _where(self, holds: Callable[[Path], bool]) -> tuple[Members, ...]:
        ends = [months_before(start, 1) for start in self.starts[1:]]
        found = []
        for start, end, paths in zip(self.starts, [*ends, None], self.paths, strict=True):
            ids = tuple(sorted(key for key, path in paths.items() if holds(path)))
            if ids:
                found.append(Members(ids, None if start == date.min else start, end))
        return tuple(found)


def family(session: Session, *, top: int, lineage: Lineage, today: date) -> Family:
    stays: dict[int, list[Stay]] = {}
    for stay in kinship.stays_below(session, top=top):
        stays.setdefault(stay.agency_id, []).append(stay)
    steps = kinship.steps_around(session, top=top)
    if lineage is Lineage.THEN:
        return _as_it_was(stays, steps=steps, top=top)
    return _as_it_is(stays, steps=steps, top=top, today=today)


def _as_it_was(stays: Mapping[int, list[Stay]], *, steps: list[Step], top: int) -> Family:
    changes = {first_of_month(s.valid_from) for own in stays.values() for s in own if s.valid_from}
    changes |= {next_month(s.valid_to) for own in stays.values() for s in own if s.valid_to}
    starts = (date.min, *sorted(changes))

    def paths_in(month: date) -> Mapping[int, Path]:
        def parent(agency_id: int) -> int | None:
            return _parent_in(month, stays=stays.get(agency_id, []))

        return _paths({top, *stays}, top=top, parent=parent, becomes=lambda _: [])

    return Family(top, starts, tuple(paths_in(start) for start in starts), tuple(steps))


def _as_it_is(
    stays: Mapping[int, list[Stay]], *, steps: list[Step], top: int, today: date
) -> Family:
    """An agency that was dissolved counts for what took its place, else for its last parent."""
    parents = parents_on(stays, day=today)
    followed = [
        step
        for step in straight([step for step in steps if step.effective_on <= today])
        if step.predecessor_id != top
    ]
    paths = _paths_now(followed, parents=parents, top=top)
    if any(step.predecessor_id not in paths for step in followed):  # its way up may never end
        pairs = [(step.predecessor_id, step.successor_id) for step in followed]
        upwards = {low: up for low, up in parents.items() if low != top}
        stuck = {one for one, _ in below_themselves(pairs, parents=upwards)}
        left = [step for step in followed if step.predecessor_id not in stuck]
        paths = _paths_now(left, parents=parents, top=top)
    return Family(top, (date.min,), (paths,), tuple(steps))


def parents_on(stays: Mapping[int, list[Stay]], *, day: date) -> dict[int, int]:
    """Below whom each agency stands on that day; where it stands nowhere then, below whom last."""
    found = {}
    for agency_id, own in stays.items():
        now = [stay for stay in own if _overlaps(stay, first=day, last=day)]
        found[agency_id] = max(now or own, key=_beginning).parent_id
    return found


def _paths_now(steps: list[Step], *, parents: Mapping[int, int], top: int) -> dict[int, Path]:
    successors: dict[int, list[int]] = {}
    for step in steps:
        successors.setdefault(step.predecessor_id, []).append(step.successor_id)
    return _paths(
        {top, *parents, *successors},
        top=top,
        parent=parents.get,
        becomes=lambda key: successors.get(key, []),
    )


def _parent_in(month: date, *, stays: list[Stay]) -> int | None:
    last = next_month(month) - timedelta(days=1)
    during = [stay for stay in stays if _overlaps(stay, first=month, last=last)]
    latest = max(during, key=_beginning, default=None)
    return latest.parent_id if latest else None


def _overlaps(stay: Stay, *, first: date, last: date) -> bool:
    return (stay.valid_from is None or stay.valid_from <= last) and (
        stay.valid_to is None or stay.valid_to >= first
    )


def _beginning(stay: Stay) -> date:
    return stay.valid_from or date.min


def _paths(
    known: set[int],
    *,
    top: int,
    parent: Callable[[int], int | None],
    becomes: Callable[[int], list[int]],
) -> dict[int, Path]:
    def path(agency_id: int, steps_left: int) -> Path:
        if agency_id == top:
            return (top,)
        if not steps_left:
            return ()
        if successors := becomes(agency_id):
            return _common([path(successor, steps_left - 1) for successor in successors])
        above = parent(agency_id)
        up = path(above, steps_left - 1) if above is not None else ()
        return (*up, agency_id) if up else ()

    found = {agency_id: path(agency_id, _DEEPEST) for agency_id in known}
    return {agency_id: path for agency_id, path in found.items() if path}


def _common(paths: list[Path]) -> Path:
    """What was split belongs to the lowest agency that has all of its successors below it."""
    shared = []
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return tuple(shared)
