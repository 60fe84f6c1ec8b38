"""What a device needs in order to ask without a network: questions, place, key, PIN."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from kiosk import remote
from kiosk.envelope import current_key
from kiosk.refusals import NothingAsked
from kiosk.register import PIN_ROUNDS
from kiosk.signing import encoded
from survey.citizen import questions
from survey.clock import local_day
from survey.errors.citizen import QuestionnaireRetired
from survey.models.kiosk import Kiosk, KioskDevice, ProcedureChoice
from survey.queries import entrances, kiosks, offers

LONGEST_LIST = 12
"""Procedures to choose from: those handled most, as many as one screen holds."""


def of_device(session: Session, *, device: KioskDevice, now: datetime) -> dict[str, Any]:
    """Raises NothingAsked where no questionnaire is in use, or the counter has closed."""
    kiosk = session.get_one(Kiosk, device.kiosk_id)
    place = kiosks.place_of(session, kiosk_id=kiosk.id)
    today = local_day(now)
    entrance = entrances.by_kiosk(session, point_id=place.point_id, day=today, chosen=None)
    if entrance is None:
        raise NothingAsked
    entrance = remote.asking(session, kiosk=kiosk, entrance=entrance, day=today)
    try:
        asked = questions.in_use(session, entrance=entrance)
    except QuestionnaireRetired:
        raise NothingAsked from None
    sign = entrances.sign(session, point_id=entrance.point_id, procedure_id=kiosk.procedure_id)
    return {
        "serves": device.replaced_at is None,
        "placement": place.id,
        "point": _named(sign.point_vi, sign.point_en),
        "agency": _named(sign.agency_vi, sign.agency_en),
        "version": asked.version_id,
        "questionnaire": asked.definition.plain(),
        "procedure": kiosk.procedure_id,
        "procedures": _offered(session, kiosk=kiosk, point_id=entrance.point_id, now=now),
        "slips": True,  # a device that reads this may put the code of a slip into a rating
        "sealing_key": _sealing_key(session, now=now),
        "pin": {
            "salt": encoded(kiosk.pin_salt),
            "rounds": PIN_ROUNDS,
            "digest": encoded(kiosk.pin_digest),
        },
        **remote.entries(kiosk),
    }


def _offered(
    session: Session, *, kiosk: Kiosk, point_id: int, now: datetime
) -> list[dict[str, Any]]:
    if kiosk.procedures is not ProcedureChoice.LIST:
        return []
    found = offers.at_point(session, point_id=point_id, day=local_day(now))
    return [
        {"id": offer.procedure_id, "name": _named(offer.name_vi, offer.name_en)}
        for offer in found[:LONGEST_LIST]
    ]


def _sealing_key(session: Session, *, now: datetime) -> dict[str, Any]:
    key = current_key(session, now=now)
    return {"id": key.id, "public": encoded(key.public_key)}


def _named(vietnamese: str, english: str | None) -> dict[str, str]:
    return {"vi": vietnamese, "en": english or vietnamese}
