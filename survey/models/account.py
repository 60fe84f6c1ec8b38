"""Accounts of staff: a person, and a role in a part of the tree."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from survey.db import GIVEN_ONCE, Base, UTCDateTime
from survey.models.agency import Agency
from survey.models.dated import choice


class Role(StrEnum):
    CLERK = "clerk"
    QUALITY_OFFICER = "quality_officer"
    LEADER = "leader"
    PUBLISHER = "publisher"
    INSPECTOR = "inspector"
    PROVINCE_ADMIN = "province_admin"
    SYSTEM_ADMIN = "system_admin"


class AccountState(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


class Account(Base):
    """A person who signs in; empty password: the invitation was not taken up yet."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("login", name="account_login_taken"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str]  # an e-mail address in lower case
    name: Mapped[str]
    language: Mapped[str] = mapped_column(default="vi")
    password_hash: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="account", cascade="all, delete-orphan"
    )

    @property
    def state(self) -> AccountState:
        if self.disabled_at is not None:
            return AccountState.DISABLED
        return AccountState.ACTIVE if self.password_hash else AccountState.INVITED


class Membership(Base):
    """A role in an agency and everything below it."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("account_id", "agency_id", "role", name="membership_held_once"),
        GIVEN_ONCE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role, "role_known"))

    account: Mapped[Account] = relationship(back_populates="memberships")
    agency: Mapped[Agency] = relationship()


class Invitation(Base):
    """A link by which a person sets a password; only its digest is kept."""

    __tablename__ = "invitation"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)


class SignedIn(Base):
    """A session in one browser, ended by sign-out, by time or by an administrator."""

    __tablename__ = "signed_in"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)


class SignInFailure(Base):
    """A refused sign-in, kept for a quarter of an hour to slow down guessing."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    """Digest of the login, or of the network the attempt came from."""
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)


class AuditEvent(Base):
    """Who changed what: staff only, citizens leave no trace here."""

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    """Empty: the command line or the program itself."""
    action: Mapped[str]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    details: Mapped[str] = mapped_column(Text)  # JSON, never an answer of a citizen
