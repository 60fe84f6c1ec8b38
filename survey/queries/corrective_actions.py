"""Corrective actions: of an agency, of what they were opened on, and those that wait."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased, selectinload

from survey.models.corrective_action import ActionRound, CorrectiveAction, Origin


def by_id(session: Session, *, action_id: int) -> CorrectiveAction | None:
    return session.get(CorrectiveAction, action_id)


def of_agency(session: Session, *, agency_id: int) -> list[CorrectiveAction]:
    return of_agencies(session, agency_ids=[agency_id])


def of_agencies(session: Session, *, agency_ids: Collection[int]) -> list[CorrectiveAction]:
    """Newest first, each with its rounds."""
    return _listed(session, _of(CorrectiveAction.agency_id.in_(agency_ids)))


def of_case(session: Session, *, case_id: int) -> list[CorrectiveAction]:
    return _listed(session, _of(CorrectiveAction.case_id == case_id))


def of_signals(session: Session, *, agency_id: int) -> list[CorrectiveAction]:
    """Those that were opened on what a control chart of the agency told."""
    return _listed(
        session,
        _of(
            and_(
                CorrectiveAction.agency_id == agency_id,
                CorrectiveAction.origin == Origin.SIGNAL,
            )
        ),
    )


def of_findings(
    session: Session, *, agency_id: int, references: Collection[str]
) -> list[CorrectiveAction]:
    """What the agency opened on findings, named by their references."""
    return _listed(
        session,
        _of(
            and_(
                CorrectiveAction.agency_id == agency_id,
                CorrectiveAction.origin == Origin.FINDING,
                CorrectiveAction.reference.in_(references),
            )
        ),
    )


def to_read(session: Session, *, today: date) -> list[CorrectiveAction]:
    """Carried out, not judged, and the announced day of reading has come."""
    statement = (
        select(CorrectiveAction)
        .join(ActionRound, ActionRound.action_id == CorrectiveAction.id)
        .where(
            ActionRound.carried_out_on.is_not(None),
            ActionRound.judged_on.is_(None),
            ActionRound.read_on <= today,
        )
        .order_by(CorrectiveAction.id)
    )
    return list(session.execute(statement).scalars())


def undone(session: Session, *, due_by: date) -> list[ActionRound]:
    """Announced with an owner, not carried out, and to be done by that day or before."""
    statement = (
        select(ActionRound)
        .where(
            ActionRound.announced_on.is_not(None),
            ActionRound.carried_out_on.is_(None),
            ActionRound.due_on <= due_by,
        )
        .order_by(ActionRound.id)
    )
    return list(session.execute(statement).scalars())


def count_open(session: Session, *, agency_ids: Collection[int]) -> int:
    return _count(session, agency_ids=agency_ids, which=ActionRound.closed_on.is_(None))


def count_overdue(session: Session, *, agency_ids: Collection[int], today: date) -> int:
    return _count(
        session,
        agency_ids=agency_ids,
        which=and_(
            ActionRound.closed_on.is_(None),
            ActionRound.carried_out_on.is_(None),
            ActionRound.due_on < today,
        ),
    )


def _count(session: Session, *, agency_ids: Collection[int], which: ColumnElement[bool]) -> int:
    """Actions by their present round."""
    later = aliased(ActionRound)
    has_later = (
        select(later.id)
        .where(later.action_id == ActionRound.action_id, later.number > ActionRound.number)
        .exists()
    )
    statement = (
        select(func.count())
        .select_from(ActionRound)
        .join(CorrectiveAction, CorrectiveAction.id == ActionRound.action_id)
        .where(CorrectiveAction.agency_id.in_(agency_ids), ~has_later, which)
    )
    return session.execute(statement).scalar_one()


def _of(which: ColumnElement[bool]) -> Select[CorrectiveAction]:
    newest = (CorrectiveAction.opened_on.desc(), CorrectiveAction.id.desc())
    return (
        select(CorrectiveAction)
        .where(which)
        .order_by(*newest)
        .options(selectinload(CorrectiveAction.rounds))
    )


def _listed(session: Session, statement: Select[CorrectiveAction]) -> list[CorrectiveAction]:
    return list(session.execute(statement).scalars())
