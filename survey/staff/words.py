"""What the kinds of the registers are called."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from survey.models.agency import AgencyKind, SuccessionKind
from survey.models.point import PointKind
from survey.models.procedure import DayType, ProcedureLevel, TimeUnit

AGENCY_KINDS = {
    AgencyKind.MINISTRY: _l("Ministry"),
    AgencyKind.PROVINCE: _l("Province"),
    AgencyKind.DEPARTMENT: _l("Department"),
    AgencyKind.DISTRICT: _l("District (until 30 June 2025)"),
    AgencyKind.COMMUNE: _l("Commune or ward"),
    AgencyKind.BRANCH: _l("Branch"),
}
SUCCESSION_KINDS = {
    SuccessionKind.MERGE: _l("Merger"),
    SuccessionKind.SPLIT: _l("Split"),
    SuccessionKind.RENAME: _l("New name"),
}
POINT_KINDS = {
    PointKind.COUNTER: _l("Counter"),
    PointKind.HALL: _l("Hall"),
    PointKind.WEBSITE: _l("Website"),
}
LEVELS = {
    ProcedureLevel.MINISTRY: _l("Ministry level"),
    ProcedureLevel.PROVINCE: _l("Province level"),
    ProcedureLevel.DISTRICT: _l("District level (until 30 June 2025)"),
    ProcedureLevel.COMMUNE: _l("Commune level"),
}
DAY_TYPES = {
    DayType.WORKING: _l("Working days"),
    DayType.CALENDAR: _l("Calendar days"),
}
TIME_UNITS = {
    TimeUnit.HOUR: _l("Hours"),
    TimeUnit.DAY: _l("Days"),
    TimeUnit.MONTH: _l("Months"),
}


def choices(names: dict[StrEnum, object], *, nothing: object = None) -> list[SelectChoice]:
    """For a select; `nothing` is the label of the choice that chooses nothing."""
    empty = [] if nothing is None else [SelectChoice("", nothing)]
    return empty + [SelectChoice(value.value, name) for value, name in names.items()]
