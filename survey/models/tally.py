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


RESPONSES = ""
"""In the place of a question and its answer: how many responded, whatever they answered."""

UNKNOWN_PROCEDURE = 0


class AgencyTally(Base):
    """Tallies of an agency over all its points and procedures, kept by triggers.

    An agency with others below it is a sum over thousands of cells; this is what keeps
    reading them fast. Nothing writes here but the database itself.
    """

    __tablename__ = "agency_tally"
    __table_args__ = ({"sqlite_with_rowid": False},)  # rows lie in the order in which they are read

    agency_id: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(
        choice(Channel, "agency_tally_channel_known"), primary_key=True
    )
    version_id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[date] = mapped_column(primary_key=True)
    answer: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]


class ProcedureTally(Base):
    """The same by procedure, `UNKNOWN_PROCEDURE` where it is not known."""

    __tablename__ = "procedure_tally"
    __table_args__ = ({"sqlite_with_rowid": False},)

    agency_id: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(
        choice(Channel, "procedure_tally_channel_known"), primary_key=True
    )
    version_id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[date] = mapped_column(primary_key=True)
    answer: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int]
