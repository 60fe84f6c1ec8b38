"""The end of agencies and what follows them: what is asked, and what it would change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.models.agency import Agency, AgencyPlacement, SuccessionKind
from survey.models.point import Offering, ServicePoint
from survey.models.procedure import TimeLimit
from survey.models.questionnaire import QuestionnaireUse
from survey.queries import (
    flows,
    offerings,
    placements,
    points,
    questionnaire_uses,
    time_limits,
)
from survey.registry.agencies import AgencyDetails
from survey.staff.dates import day_before

ENDS = -1
"""Instead of the number of an heir: the point ends together with its agency."""


@dataclass(frozen=True)
class Change:
    """Agencies that end, and who takes over what they had.

    Heirs are numbered: the agency that goes on, else the new ones in their order. Without any
    heir the agencies simply end, and what stood below them moves to `parent`.
    """

    day: date
    """The first day of the new order; the predecessors end the day before."""
    predecessors: tuple[Agency, ...]
    parent: Agency | None
    kind: SuccessionKind | None = None
    new: tuple[AgencyDetails, ...] = ()
    continuing: Agency | None = None
    legal_basis: str | None = None
    children_to: Mapping[int, int] = field(default_factory=dict)
    """Numbers of heirs by the id of an agency below; the first heir where nothing is said."""
    points_to: Mapping[int, int] = field(default_factory=dict)
    """Numbers of heirs by the id of a point, or ENDS."""
    keeps_roles: bool = False
    """Whether people keep their roles, now in the heirs."""

    @property
    def last_day(self) -> date:
        return day_before(self.day)

    @property
    def predecessor_ids(self) -> list[int]:
        return [agency.id for agency in self.predecessors]

    @property
    def has_heirs(self) -> bool:
        return bool(self.new) or self.continuing is not None


class Estate(NamedTuple):
    """Everything that hangs on agencies from a day on."""

    placements: list[AgencyPlacement]
    """Of the agencies themselves."""
    below: list[AgencyPlacement]
    """Of those that stand below them."""
    points: list[ServicePoint]
    offerings: list[Offering]
    limits: list[TimeLimit]
    uses: list[QuestionnaireUse]
    counted_days: int
    """Days from then on for which dossiers were counted already."""


def estate(session: Session, *, agencies: tuple[Agency, ...], day: date) -> Estate:
    ids = [agency.id for agency in agencies]
    held = points.of_agencies(session, agency_ids=ids, day=day)
    point_ids = [point.id for point in held]
    return Estate(
        placements=[
            row for agency_id in ids for row in placements.of_agency(session, agency_id=agency_id)
        ],
        below=[
            row
            for row in placements.on_or_after(session, parent_ids=ids, day=day)
            if row.agency_id not in ids
        ],
        points=held,
        offerings=offerings.open_on(session, point_ids=point_ids, day=day),
        limits=time_limits.open_on(session, agency_ids=ids, day=day),
        uses=questionnaire_uses.of_agencies(session, agency_ids=ids, day=day),
        counted_days=flows.days_from(session, point_ids=point_ids, day=day),
    )
