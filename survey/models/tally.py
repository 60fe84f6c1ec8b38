"""Tallies: counts kept at sealing, so that reading does not depend on how many rated."""

from datetime import date

from sqlalchemy import ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from survey.db import Base
from survey.models.dated import choice
from survey.models.rating import Channel


class Cell(Base):
    """Responses of one month, agency, point, procedure, channel and questionnaire version."""

    __tablename__ = "cell"

    id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[date]  # first day of the month
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("service_point.id"))
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedure.id"))
    channel: Mapped[Channel] = mapped_column(choice(Channel, "cell_channel_known"))
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    responses: Mapped[int]


Index(
    "cell_counted_once",
    Cell.agency_id,
    Cell.period,
    func.coalesce(Cell.point_id, 0),
    func.coalesce(Cell.procedure_id, 0),
    Cell.channel,
    Cell.version_id,
    unique=True,
)


class Tally(Base):
    """How often one answer was given to one question within a cell."""

    __tablename__ = "tally"

    cell_id: Mapped[int] = mapped_column(ForeignKey("cell.id"), primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[str] = mapped_column(primary_key=True)  # key of the option
    n: Mapped[int]
