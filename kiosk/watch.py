"""The watch over the kiosks: what is wrong begins and ends once, and is told by mail each time."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from kiosk import fleet, letters
from kiosk.fleet import Standing
from survey import db
from survey.clock import local_day
from survey.mail import outbox
from survey.models.kiosk_alert import KioskAlert, Trouble
from survey.policy import KIOSK_KEEPERS
from survey.queries import agencies, kiosk_alerts, kiosks, memberships, owners
from survey.queries.kiosks import KioskRow
from survey.settings import current_settings

EVERY = timedelta(minutes=1)
SKEW_ALLOWED = 300  # seconds; from then on a tablet marks its ratings as late


class Watch:
    """Looks once a minute, however often the worker asks."""

    def __init__(self) -> None:
        self.looked_at: datetime | None = None

    def __call__(self, now: datetime) -> None:
        if self.looked_at is None or now - self.looked_at >= EVERY:
            look(now)
            self.looked_at = now


def look(now: datetime) -> None:
    """Done twice it changes nothing; each kiosk of which something changed is a transaction."""
    session = db.session()
    known = _kinds(kiosk_alerts.lasting(session))
    rows = kiosks.standing_in(session, within=None, since=local_day(now) - fleet.LAST_DAYS)
    patience = current_settings().kiosk_silent_minutes
    with_gaps = kiosk_alerts.with_gaps(session)
    for one in fleet.standings(rows, now=now, patience=patience):
        troubles = _troubles(one, has_gap=one.row.id in with_gaps)
        if troubles != known.get(one.row.id, set()):
            with db.transaction() as writing:
                _note(writing, one.row, troubles=troubles, now=now)


def _kinds(alerts: Collection[KioskAlert]) -> Mapping[int, set[Trouble]]:
    found: dict[int, set[Trouble]] = {}
    for alert in alerts:
        found.setdefault(alert.kiosk_id, set()).add(alert.kind)
    return found


def _troubles(one: Standing, *, has_gap: bool) -> set[Trouble]:
    """Of the tablet that serves; where none does, nothing is wrong."""
    row = one.row
    if row.enrolled_at is None:
        return set()
    signs = {
        Trouble.SILENT: one.silence is not None,
        Trouble.STORAGE: bool(row.storage_fails),
        Trouble.CLOCK: abs(row.skew_seconds or 0) > SKEW_ALLOWED,
        Trouble.GAP: has_gap,
    }
    return {trouble for trouble, is_so in signs.items() if is_so}


def _note(session: Session, row: KioskRow, *, troubles: set[Trouble], now: datetime) -> None:
    """Looks again inside the transaction, so that two watches do not tell the same twice."""
    lasting = {alert.kind: alert for alert in kiosk_alerts.lasting_of(session, kiosk_id=row.id)}
    for kind in sorted(troubles - lasting.keys()):
        alert = KioskAlert(kiosk_id=row.id, kind=kind, began_at=now)
        session.add(alert)
        session.flush()
        _tell(session, row, alert=alert, now=now)
    for kind in sorted(lasting.keys() - troubles):
        lasting[kind].ended_at = now
        if row.enrolled_at is not None:  # else it was taken out of service, by a person
            _tell(session, row, alert=lasting[kind], now=now)


def _tell(session: Session, row: KioskRow, *, alert: KioskAlert, now: datetime) -> None:
    """Those who keep the kiosk nearest to it in the tree."""
    agency_ids = owners.of_kiosk(session, kiosk_id=row.id) or ()
    upwards = [
        above
        for agency_id in agency_ids
        for above in agencies.lineage_ids(session, agency_id=agency_id, day=local_day(now))
    ]
    turn = "began" if alert.ended_at is None else "ended"
    for account in memberships.nearest(session, agency_ids=upwards, roles=KIOSK_KEEPERS):
        outbox.put(
            session,
            letters.about(row, alert=alert, account=account),
            about=f"kiosk alert {alert.id} {turn} for {account.id}",
            now=now,
        )
