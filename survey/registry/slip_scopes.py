"""What a pool of slips may rate, so that no slip gives its dossier away."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.errors.registers import NotOffered, TooFewToHide
from survey.models.point import ServicePoint
from survey.queries import flows, offers, procedures

ENOUGH_TO_HIDE = 30
"""Dossiers closed in the 30 days before, so that a slip of their own does not stand out."""
LOOKED_BACK = timedelta(days=30)


class Scope(NamedTuple):
    """What a slip rates: one procedure, one field, or everything at the point."""

    procedure_id: int | None = None
    field_id: int | None = None


EVERYTHING = Scope()


class Fitting(NamedTuple):
    """A scope that can be chosen, by its name."""

    scope: Scope
    name_vi: str
    name_en: str | None


def fitting(
    session: Session, *, point: ServicePoint, day: date, today: date
) -> tuple[list[Fitting], list[Fitting]]:
    """Fields and procedures that can have slips of their own, each by name."""
    offered = offers.at_point(session, point_id=point.id, day=day)
    rows = procedures.by_ids(session, procedure_ids=[offer.procedure_id for offer in offered])
    closed = _closed(session, point=point, today=today)
    of_field: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        of_field[row.field_id].append(row.id)
    return [
        Fitting(Scope(field_id=field.id), field.name_vi, field.name_en)
        for field in procedures.fields(session)
        if field.id in of_field and _hides(closed, of_field[field.id])
    ], [
        Fitting(Scope(procedure_id=row.id), row.name_vi, row.name_en)
        for row in rows
        if _hides(closed, [row.id])
    ]


def require_fitting(
    session: Session, *, point: ServicePoint, scope: Scope, day: date, today: date
) -> None:
    """Raises NotOffered, or TooFewToHide."""
    if scope == EVERYTHING:
        return
    offered = offers.at_point(session, point_id=point.id, day=day, field_id=scope.field_id)
    ids = {offer.procedure_id for offer in offered}
    if scope.procedure_id is not None:
        ids &= {scope.procedure_id}
    if not ids:
        raise NotOffered
    if not _hides(_closed(session, point=point, today=today), ids):
        raise TooFewToHide(least=str(ENOUGH_TO_HIDE))


def _closed(session: Session, *, point: ServicePoint, today: date) -> dict[int, int]:
    first = today - LOOKED_BACK
    return flows.closed_by_procedure(session, point_id=point.id, first=first, last=today)


def _hides(closed: Mapping[int, int], ids: Collection[int]) -> bool:
    """Where nothing at all is counted yet nobody can tell; the person decides."""
    return not closed or sum(closed.get(number, 0) for number in ids) >= ENOUGH_TO_HIDE
