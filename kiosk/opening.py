"""Opening a record: from what lay sealed on a device to a submission with its place and day."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from kiosk import envelope, records, slips
from kiosk.envelope import Unreadable
from kiosk.records import Record, Taken
from kiosk.refusals import RecordRefused
from kiosk.signing import decoded
from survey.citizen import questions, rating
from survey.citizen.submission import Submission
from survey.clock import local_day, start_of_day
from survey.closing import earliest_open
from survey.models.kiosk import KioskDevice, KioskPlacement
from survey.queries import entrances, kiosks
from survey.queries.entrances import Entrance

LONGEST_OFFLINE = timedelta(days=35)
"""Questions that a device may still ask which has not heard from the server."""


@dataclass(frozen=True)
class Dated:
    """The day a rating was given, the day it is counted for, and whether that is in doubt."""

    given: date
    counted: date
    is_late: bool


@dataclass
class Opener:
    """Opens the records of one request; what they share is asked of the database once."""

    session: Session
    sender: KioskDevice
    now: datetime
    known: dict[Hashable, Any] = field(default_factory=dict)

    def opened(self, record: Record) -> Submission:
        """Raises RecordRefused for what can never be recorded."""
        device = self._taken_by(record)
        taken = self._unsealed(record)
        place = self._once(
            ("place", taken.placement),
            lambda: kiosks.placement(self.session, placement_id=taken.placement),
        )
        if place is None or place.kiosk_id != device.kiosk_id:
            raise RecordRefused("place_unknown")
        dated = _dated(taken, place=place, today=local_day(self.now))
        return self._submission(record, taken=taken, point_id=place.point_id, dated=dated)

    def _taken_by(self, record: Record) -> KioskDevice:
        """A tablet that was enrolled anew still holds what it took under its earlier enrolment."""
        if record.device == self.sender.id:
            return self.sender
        device = self._once(
            ("device", record.device), lambda: kiosks.device(self.session, device_id=record.device)
        )
        if device is None or device.kiosk_id != self.sender.kiosk_id:
            raise RecordRefused("device_unknown")
        return device

    def _unsealed(self, record: Record) -> Taken:
        key = self._once(
            ("key", record.sealed_for),
            lambda: kiosks.sealing_key(self.session, key_id=record.sealed_for),
        )
        if key is None:
            raise RecordRefused("unreadable")
        beside = envelope.bound_to(
            device_id=record.device, number=record.number, key=record.key, sealed_for=key.id
        )
        try:
            content = envelope.unsealed(decoded(record.sealed), key=key, bound_to=beside)
        except (Unreadable, ValueError):
            raise RecordRefused("unreadable") from None
        return records.opened(content)

    def _submission(
        self, record: Record, *, taken: Taken, point_id: int, dated: Dated
    ) -> Submission:
        entrance = self._entrance(record, taken=taken, point_id=point_id, given=dated.given)
        asked = self._once(
            ("asked", entrance, dated.given, taken.version),
            lambda: questions.of_page(
                self.session,
                version_id=taken.version,
                entrance=entrance,
                now=start_of_day(dated.given),
                open_for=LONGEST_OFFLINE,
            ),
        )
        if asked is None:
            raise RecordRefused("questionnaire_unknown")
        checked = rating.check(
            taken.answers,
            key=record.key,
            place=entrance,
            asked=asked,
            language=taken.language,
            day=dated.counted,
            is_late=dated.is_late,
        )
        if checked.submission is None:
            raise RecordRefused("answers_wrong")
        return checked.submission

    def _entrance(self, record: Record, *, taken: Taken, point_id: int, given: date) -> Entrance:
        """A slip leads to where it was handed out, wherever the tablet stands that read it."""
        chosen = taken.procedure
        if taken.slip is not None:
            return slips.entrance(
                self.session, code=taken.slip, key=record.key, given=given, chosen=chosen
            )
        found = self._once(
            ("entrance", point_id, given, chosen),
            lambda: entrances.by_kiosk(self.session, point_id=point_id, day=given, chosen=chosen),
        )
        if found is None:
            raise RecordRefused("place_closed")
        return found

    def _once(self, what: Hashable, ask: Callable[[], Any]) -> Any:
        if what not in self.known:
            self.known[what] = ask()
        return self.known[what]


def _dated(taken: Taken, *, place: KioskPlacement, today: date) -> Dated:
    """No day before the kiosk stood there, none to come, none that has closed."""
    given = min(max(taken.day, place.began_on), place.ended_on or today, today)
    counted = max(given, earliest_open(today))
    return Dated(given, counted, taken.late or given != taken.day or counted != given)
