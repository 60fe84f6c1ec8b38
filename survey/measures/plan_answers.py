"""How many answers the items of plans have: of all plans together, in a few statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from survey.models.measurement_plan import MeasurementPlan, PlanItem
from survey.models.rating import Channel
from survey.queries import agencies, tallies
from survey.queries.slices import Group, Members, Slice

Key = tuple[Group | None, int]
"""A procedure or a point by its number; neither for the agency as a whole."""
WHOLE: Key = (None, 0)
Days = tuple[date, date]


@dataclass(frozen=True)
class PlanAnswers:
    """Counts by agency, month and channel of each thing that the plans name."""

    below: Mapping[int, Collection[int]]
    """Of a plan, the agencies that count in it."""
    counts: Mapping[tuple[Key, int], Mapping[tuple[date, Channel], int]]

    def of(self, item: PlanItem, *, plan: MeasurementPlan, days: Days) -> int:
        """In the months that begin within these days."""
        first, last = days
        return sum(
            n
            for agency_id in self.below[plan.id]
            for key in _keys(item)
            for (month, channel), n in self.counts.get((key, agency_id), {}).items()
            if first <= month <= last and channel == plan.channel
        )


def plan_answers(session: Session, *, plans: Collection[MeasurementPlan]) -> PlanAnswers:
    below = _below(session, plans=plans)
    counts: dict[tuple[Key, int], dict[tuple[date, Channel], int]] = defaultdict(dict)
    for kind in (None, Group.PROCEDURE, Group.POINT):
        concerned = [plan for plan in plans if kind in _kinds(plan)]
        for what, agency_id, month, channel, n in _counted(
            session, plans=concerned, kind=kind, below=below
        ):
            counts[what, agency_id][month, channel] = n
    return PlanAnswers(below, counts)


def _kinds(plan: MeasurementPlan) -> set[Group | None]:
    return {kind for item in plan.current.items for kind, _ in _keys(item)}


def _keys(item: PlanItem) -> list[Key]:
    """What is counted together; a field is the procedures that it held."""
    thing = item.thing
    if thing.point_id is not None:
        return [(Group.POINT, thing.point_id)]
    if thing.procedure_ids is None:
        return [WHOLE]
    return [(Group.PROCEDURE, key) for key in thing.procedure_ids]


def _counted(
    session: Session,
    *,
    plans: Collection[MeasurementPlan],
    kind: Group | None,
    below: Mapping[int, Collection[int]],
) -> Iterable[tuple[Key, int, date, Channel, int]]:
    """Nothing is asked where no plan names such a thing."""
    if not plans:
        return
    ids = tuple(sorted({one for plan in plans for one in below[plan.id]}))
    first, last = min(plan.first_day for plan in plans), max(plan.last_day for plan in plans)
    of = Slice((Members(ids, first, last),))
    groups = [Group.AGENCY, Group.MONTH, Group.CHANNEL, *([kind] if kind else [])]
    for (agency_id, month, channel, *what), n in tallies.responses(session, of=of, by=groups):
        if None not in what:  # of no procedure or point that is known
            yield (kind, what[0]) if kind else WHOLE, agency_id, month, channel, n


def _below(session: Session, *, plans: Iterable[MeasurementPlan]) -> dict[int, Collection[int]]:
    """One statement for each day on which plans end."""
    by_day: dict[date, list[MeasurementPlan]] = defaultdict(list)
    for plan in plans:
        by_day[plan.last_day].append(plan)
    found: dict[int, Collection[int]] = {}
    for day, ending in by_day.items():
        roots = {plan.agency_id for plan in ending}
        trees = agencies.subtrees(session, roots=roots, day=day)
        found |= {plan.id: trees[plan.agency_id] for plan in ending}
    return found
