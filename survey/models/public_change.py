"""What an agency changed because of its citizens, in a sentence that everybody may read."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base

_STANDS = text("withdrawn_on IS NULL")


class PublicChange(Base):
    """As it was published; it is taken back, never written anew."""

    __tablename__ = "public_change"
    __table_args__ = (
        CheckConstraint(
            "withdrawn_on IS NULL OR withdrawn_on >= published_on",
            name="public_change_withdrawn_later",
        ),
        Index(
            "public_change_stands_once",
            "action_id",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("corrective_action.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    sentence_vi: Mapped[str]
    sentence_en: Mapped[str]
    published_on: Mapped[date]
    withdrawn_on: Mapped[date | None]
