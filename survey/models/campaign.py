"""Campaigns of inspectors: who inspects whom, by which decision, and how agencies were chosen."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.db import Base
from survey.models.dated import choice
from survey.models.staged import steps_in_order


class Manner(StrEnum):
    REPORTS = "reports"
    ON_SITE = "on_site"


class Duty(StrEnum):
    HEAD = "head"
    SECRETARY = "secretary"
    MEMBER = "member"


class Choosing(StrEnum):
    """How an agency came to be inspected."""

    RANDOM = "random"
    RISK = "risk"
    NAMED = "named"


class Campaign(Base):
    """One decision to inspect; the agencies inspected lie in or below the agency of its row."""

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint("period_first <= period_last", name="campaign_period_in_order"),
        CheckConstraint("first_day <= last_day", name="campaign_days_in_order"),
        CheckConstraint("decided_on <= first_day", name="campaign_decided_before_it_begins"),
        *steps_in_order("campaign", columns=("created_on", "begun_on", "closed_on")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    title: Mapped[str]
    decision_number: Mapped[str]
    decided_on: Mapped[date]
    issuer: Mapped[str]  # who signed the decision
    manner: Mapped[Manner] = mapped_column(choice(Manner, "campaign_manner_known"))
    period_first: Mapped[date]  # what is inspected
    period_last: Mapped[date]
    first_day: Mapped[date]  # when it is inspected
    last_day: Mapped[date]
    created_on: Mapped[date]
    begun_on: Mapped[date | None]
    """From then on the decision and the agencies stay."""
    closed_on: Mapped[date | None]

    team: Mapped[list["TeamMember"]] = relationship(
        order_by="TeamMember.id", cascade="all, delete-orphan"
    )

    @property
    def year(self) -> int:
        """The year of what is inspected, by which its checks are answered."""
        return self.period_last.year


class TeamMember(Base):
    """Who inspects: an account, or somebody known by name alone."""

    __tablename__ = "team_member"
    __table_args__ = (UniqueConstraint("campaign_id", "name", name="team_member_named_once"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str]
    office: Mapped[str | None]
    duty: Mapped[Duty] = mapped_column(choice(Duty, "team_member_duty_known"))


class CampaignDraw(Base):
    """How agencies were chosen by the system, so that everybody can do it again.

    It happens once in each way: nobody draws until the outcome pleases.
    """

    __tablename__ = "campaign_draw"
    __table_args__ = (
        UniqueConstraint("campaign_id", "choosing", name="campaign_drawn_once"),
        CheckConstraint("(choosing = 'random') = (seed IS NOT NULL)", name="campaign_draw_seeded"),
        CheckConstraint("wanted > 0", name="campaign_draw_wants_some"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    choosing: Mapped[Choosing] = mapped_column(choice(Choosing, "campaign_draw_choosing_known"))
    seed: Mapped[str | None]
    wanted: Mapped[int]
    made_on: Mapped[date]
    candidates: Mapped[str] = mapped_column(Text)  # JSON: codes, all that could be chosen
    excluded: Mapped[str] = mapped_column(Text)  # JSON: code to reason


class Inspection(Base):
    """One agency inspected in a campaign."""

    __tablename__ = "inspection"
    __table_args__ = (
        UniqueConstraint("campaign_id", "agency_id", name="inspection_of_agency_once"),
        *steps_in_order("inspection", columns=("chosen_on", "concluded_on")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    choosing: Mapped[Choosing] = mapped_column(choice(Choosing, "inspection_choosing_known"))
    reasons: Mapped[str | None] = mapped_column(Text)  # JSON: kind of risk to points
    chosen_on: Mapped[date]
    concluded_on: Mapped[date | None]
    """When the minutes were made: its findings stay from then on."""
