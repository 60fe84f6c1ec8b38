"""Draws of whom to invite: by number, and all of a plan."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.invitation_draw import InvitationDraw
from survey.models.measurement_plan import PlanItem, PlanVersion


def by_id(session: Session, *, draw_id: int) -> InvitationDraw | None:
    return session.get(InvitationDraw, draw_id)


def item_of(session: Session, *, draw_id: int) -> PlanItem:
    statement = select(PlanItem).join(InvitationDraw, InvitationDraw.item_id == PlanItem.id)
    return session.execute(statement.where(InvitationDraw.id == draw_id)).scalar_one()


def of_item(session: Session, *, item_id: int) -> list[InvitationDraw]:
    statement = select(InvitationDraw).where(InvitationDraw.item_id == item_id)
    return list(session.execute(statement.order_by(InvitationDraw.number)).scalars())


def of_plan(session: Session, *, plan_id: int) -> list[tuple[InvitationDraw, PlanItem]]:
    """Of all its versions, earliest first."""
    statement = (
        select(InvitationDraw, PlanItem)
        .join(PlanItem, PlanItem.id == InvitationDraw.item_id)
        .join(PlanVersion, PlanVersion.id == PlanItem.version_id)
        .where(PlanVersion.plan_id == plan_id)
        .order_by(InvitationDraw.id)
    )
    return [(made, item) for made, item in session.execute(statement)]


def plan_of(session: Session, *, draw_id: int) -> int | None:
    statement = (
        select(PlanVersion.plan_id)
        .join(PlanItem, PlanItem.version_id == PlanVersion.id)
        .join(InvitationDraw, InvitationDraw.item_id == PlanItem.id)
        .where(InvitationDraw.id == draw_id)
    )
    return session.execute(statement).scalar()
