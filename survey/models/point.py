"""Service points: where a citizen is served, and what is offered there."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import GIVEN_ONCE, Base
from survey.models.dated import Dated, choice, dates_in_order


class PointKind(StrEnum):
    COUNTER = "counter"
    HALL = "hall"
    WEBSITE = "website"


class ServicePoint(Dated, Base):
    """A counter, hall or website of an agency; bears the poster and the slips."""

    __tablename__ = "service_point"
    __table_args__ = (
        UniqueConstraint("code", name="service_point_code_taken"),
        UniqueConstraint("poster_code", name="poster_code_taken"),
        dates_in_order("service_point"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    kind: Mapped[PointKind] = mapped_column(choice(PointKind, "point_kind_known"))
    name_vi: Mapped[str]
    name_en: Mapped[str | None]
    poster_code: Mapped[str]  # public by nature: it hangs on the wall
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("service_point.id"), index=True)
    """The same counter under the agency before; slips that were handed out there lead here."""
    search: Mapped[str] = mapped_column(index=True)


class Offering(Dated, Base):
    """A procedure that can be handled at a point, from when to when."""

    __tablename__ = "offering"
    __table_args__ = (
        Index("offering_by_point", "point_id", "procedure_id"),
        Index("offering_by_procedure", "procedure_id", "point_id", "valid_from", "valid_to"),
        dates_in_order("offering"),
        GIVEN_ONCE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("service_point.id"))
    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedure.id"))
