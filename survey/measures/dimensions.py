"""How the counts are grouped for each dimension that the registers know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from survey.measures import places
from survey.measures.counting import Node, Place
from survey.measures.scope import Scope
from survey.measures.tables import Dimension
from survey.queries import names
from survey.queries.names import Names
from survey.queries.slices import Group, Key


@dataclass(frozen=True)
class Grouping:
    """By what the counts are grouped and to which node each group belongs.

    The last step of a node is the key of its row. `slips`: the same for printed slips, of
    which some are printed for a whole field and some for everything at a point.
    """

    by: tuple[Group, ...]
    place: Place
    names: Callable[..., Names]
    slips_by: tuple[Group, ...]
    slips: Place


def grouping(scope: Scope, *, dimension: Dimension) -> Grouping:
    """Raises KeyError for a dimension that is not one of the registers."""
    make = {
        Dimension.AGENCY: _agencies,
        Dimension.POINT: _points,
        Dimension.FIELD: _fields,
        Dimension.PROCEDURE: _procedures,
    }
    return make[dimension](scope)


def _agencies(scope: Scope) -> Grouping:
    inner = places.by_agency(scope, below=scope.selection.agency_id)

    def child(key: Key, month: date) -> Node | None:
        """What stands directly below; an agency with nothing below it has no parts."""
        return (inner(key, month) or ())[:1] or None

    return Grouping((Group.AGENCY,), child, names.of_agencies, (Group.AGENCY,), child)


def _points(scope: Scope) -> Grouping:
    by, place = (Group.AGENCY, Group.POINT), places.by_point(scope, below=scope.selection.agency_id)
    return Grouping(by, place, names.of_points, by, place)


def _procedures(scope: Scope) -> Grouping:
    place = places.by_procedure(scope)

    def slips(key: Key, month: date) -> Node | None:
        return place(key, month) if key[0] is not None else None

    by = (Group.PROCEDURE,)
    return Grouping(by, place, names.of_procedures, by, slips)


def _fields(scope: Scope) -> Grouping:
    def place(key: Key, _month: date) -> Node:
        return scope.catalogue.place(key[0])[:1]

    def slips(key: Key, month: date) -> Node | None:
        node = place(key, month) if key[0] is not None else (key[1],)
        return node if node != (None,) else None

    slips_by = (Group.PROCEDURE, Group.FIELD)
    return Grouping((Group.PROCEDURE,), place, names.of_fields, slips_by, slips)
