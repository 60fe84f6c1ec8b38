"""What the audit trail keeps by a key of the database, in words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from survey.accounts import trail_of_actions
from survey.accounts.wording import ROLES
from survey.staff.plan_words import CHANNELS
from survey.staff.words import AGENCY_KINDS, DAY_TYPES, LEVELS, POINT_KINDS, TIME_UNITS

REGISTERS = {
    "agencies": _l("Agencies"),
    "flows": _l("Flows of dossiers"),
    "offerings": _l("Offerings"),
    "points": _l("Service points"),
    "procedure_successions": _l("Successions of procedures"),
    "procedures": _l("Procedures"),
    "process_coverage": _l("Procedures that processes cover"),
    "quality_documents": _l("Documents of quality systems"),
    "quality_processes": _l("Processes of quality systems"),
    "quality_systems": _l("Quality systems"),
    "successions": _l("Successions of agencies"),
    "time_limits": _l("Time limits"),
}
EFFECTS = {
    "added": _l("Added"),
    "changed": _l("Changed"),
    "ended": _l("Ended"),
    "unchanged": _l("Unchanged"),
}
WORDS = {
    **trail_of_actions.VALUES,
    "channel": {channel.value: name for channel, name in CHANNELS.items()},
    "day_type": {kind.value: name for kind, name in DAY_TYPES.items()},
    "from": {"pack": _l("Shipped questionnaire")},
    "kind": {kind.value: name for kind, name in (*AGENCY_KINDS.items(), *POINT_KINDS.items())},
    "level": {level.value: name for level, name in LEVELS.items()},
    "register": REGISTERS,
    "role": {role.value: name for role, name in ROLES.items()},
    "status": {
        "draft": _l("Draft"),
        "published": _l("Published"),
        "retired": _l("Retired"),
    },
    "unit": {unit.value: name for unit, name in TIME_UNITS.items()},
}
"""By the name of the value."""


def written(noun: str, value: object) -> str | None:
    """None where the key has no words: it may be a name or a number."""
    if value in (None, [], {}):
        return ""
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, dict):
        return "; ".join(f"{_counted(key)}: {number}" for key, number in value.items())
    words = WORDS.get(noun, {}).get(value) if isinstance(value, str) else None
    return None if words is None else str(words)


def _counted(key: str) -> str:
    return str(EFFECTS.get(key) or REGISTERS.get(key, key))
