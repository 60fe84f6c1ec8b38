"""What Tỉnh Mẫu consists of, read from province.yaml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

from survey.models.agency import AgencyKind
from survey.models.point import PointKind
from survey.models.rating import Channel

FILE = Path(__file__).parent / "province.yaml"
USUAL_GAP = {Channel.SLIP: 0.0, Channel.POSTER: 0.25, Channel.KIOSK: 0.4}
"""How much better a channel looks than slips, in standard deviations: who taps in front of the
counter is kinder."""

Share = Annotated[float, Field(ge=0, lt=1)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Name(Part):
    vi: str
    en: str


class Change(Part):
    """From a month on, for some months or for good, a counter does better or worse."""

    start: int | str = Field(alias="from")
    after: int = 0
    months: int | None = None
    shift: float
    about: str


class PointPlan(Part):
    code: str
    kind: PointKind
    name: Name
    desk: str
    dossiers: float
    satisfied: Share
    answered: Mapping[Channel, Share]
    begins: str | None = Field(None, alias="from")
    season: Mapping[int, float] = {}
    on_saturday: bool = False
    steady: bool = False
    """Whether nothing shakes it: no busy season, no harder procedure."""
    changes: tuple[Change, ...] = ()


class AgencyPlan(Part):
    code: str
    kind: AgencyKind
    name: Name
    points: tuple[PointPlan, ...]
    under: str | None = None
    """Where it stands from its first day on."""
    begins: str | None = Field(None, alias="from")
    ends: str | None = Field(None, alias="to")
    becomes: str | None = None
    """Into which agency it is merged when it ends."""
    gap: Mapping[Channel, float] = {}

    def gap_of(self, channel: Channel) -> float:
        return self.gap.get(channel, USUAL_GAP[channel])


class Province(Part):
    desks: Mapping[str, Mapping[str, float]]
    """What a desk handles: national code, or name where there is none, and its part of the work."""
    agencies: tuple[AgencyPlan, ...]


@cache
def province() -> Province:
    return Province.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))
