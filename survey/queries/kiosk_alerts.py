"""What is wrong with kiosks, and which of them miss ratings."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.kiosk import KioskDevice, KioskStretch
from survey.models.kiosk_alert import KioskAlert

SHOWN = 50


def lasting(session: Session) -> list[KioskAlert]:
    """Those that have not ended, of all kiosks."""
    return list(session.execute(select(KioskAlert).where(KioskAlert.ended_at.is_(None))).scalars())


def lasting_of(session: Session, *, kiosk_id: int) -> list[KioskAlert]:
    """Held until the transaction ends, where it writes."""
    statement = select(KioskAlert).where(
        KioskAlert.kiosk_id == kiosk_id, KioskAlert.ended_at.is_(None)
    )
    return list(session.execute(statement.with_for_update()).scalars())


def of_kiosk(session: Session, *, kiosk_id: int) -> list[KioskAlert]:
    """The newest first."""
    statement = (
        select(KioskAlert)
        .where(KioskAlert.kiosk_id == kiosk_id)
        .order_by(KioskAlert.began_at.desc(), KioskAlert.id.desc())
        .limit(SHOWN)
    )
    return list(session.execute(statement).scalars())


def with_gaps(session: Session) -> set[int]:
    """Kiosks whose tablet says that nothing waits on it, and of which numbers are missing."""
    arrived = func.sum(KioskStretch.last_number - KioskStretch.first_number + 1)
    statement = (
        select(KioskDevice.kiosk_id)
        .join(KioskStretch, KioskStretch.device_id == KioskDevice.id)
        .where(
            KioskDevice.queued == 0,
            KioskDevice.replaced_at.is_(None),
            KioskDevice.revoked_at.is_(None),
        )
        .group_by(KioskDevice.id, KioskDevice.kiosk_id)
        .having(func.max(KioskStretch.last_number) > arrived)
    )
    return set(session.execute(statement).scalars())
