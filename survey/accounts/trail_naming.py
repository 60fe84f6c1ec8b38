"""What the audit trail notes by number, under the name that people know."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from survey.i18n import called
from survey.queries import trail_names
from survey.queries.names import Names

THINGS = {
    "action_id": "action",
    "agency_id": "agency",
    "field_id": "field",
    "heirs": "agency",
    "owner_id": "account",
    "parent": "agency",
    "point_id": "point",
    "procedure_id": "procedure",
    "procedures": "procedure",
    "successors": "procedure",
    "withdrawn_by_id": "account",
}
"""Of values that are called after what they are to the thing that was changed."""
Known = dict[str, Names]


def known(session: Session, *, noted: Iterable[Mapping[str, object]]) -> Known:
    """The names of all that was noted; one query for each kind of thing."""
    numbers = defaultdict[str, set[int]](set)
    for values in noted:
        for noun, value in values.items():
            numbers[_thing(noun)].update(_numbers(value))
    return {thing: trail_names.of(session, thing=thing, ids=ids) for thing, ids in numbers.items()}


def written(noun: str, value: object, *, names: Known) -> str:
    """The name, or the number where nothing has it any more; what is no number stays."""
    theirs = names.get(_thing(noun), {})
    if not theirs or not _numbers(value):
        return str(value)
    return "; ".join(
        called(*theirs[number]) if number in theirs else str(number) for number in _numbers(value)
    )


def _thing(noun: str) -> str:
    return THINGS.get(noun, noun)


def _numbers(value: object) -> list[int]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, int) and not isinstance(one, bool)]
