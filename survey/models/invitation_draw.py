"""Whom to invite, drawn by lot: what is needed to draw the same again, and no list of anybody."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base


class InvitationDraw(Base):
    """Never changes; who draws again for the same item says why."""

    __tablename__ = "invitation_draw"
    __table_args__ = (
        UniqueConstraint("item_id", "number", name="invitation_draw_numbered_once"),
        CheckConstraint("number = 1 OR reason IS NOT NULL", name="invitation_draw_has_a_reason"),
        CheckConstraint("wanted > 0", name="invitation_draw_wants_some"),
        CheckConstraint("listed > 0", name="invitation_draw_has_a_list"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("plan_item.id"))
    number: Mapped[int]
    reason: Mapped[str | None]
    drawn_on: Mapped[date]
    seed: Mapped[str]
    listed: Mapped[int]
    """Dossiers in the list, each counted once."""
    list_sha256: Mapped[str]
    """Of their codes in order, a line each: shows that a list is the one that was drawn from."""
    wanted: Mapped[int]
