"""What is set for a kiosk from afar: its tablet learns it with its next configuration."""

import json
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from kiosk import hours, register
from kiosk.hours import Week
from survey.audit import Actor
from survey.models.kiosk import Kiosk
from survey.queries import questionnaires
from survey.queries.entrances import Entrance


class RemoteSettings(NamedTuple):
    """Where something is empty, the kiosk does what is usual."""

    languages: tuple[str, ...] = ()
    version_id: int | None = None
    opening_hours: Week | None = None
    rest_vi: str | None = None
    rest_en: str | None = None


def of_kiosk(kiosk: Kiosk) -> RemoteSettings:
    return RemoteSettings(
        tuple(kiosk.languages.split(",")) if kiosk.languages else (),
        kiosk.version_id,
        hours.of_text(kiosk.opening_hours) if kiosk.opening_hours else None,
        kiosk.rest_vi,
        kiosk.rest_en,
    )


def entries(kiosk: Kiosk) -> dict[str, Any]:
    """Of the configuration that a device fetches; what is usual is left out."""
    chosen = of_kiosk(kiosk)
    week = chosen.opening_hours
    rest = {"vi": chosen.rest_vi, "en": chosen.rest_en}
    found = {
        "languages": list(chosen.languages),
        "opening_hours": hours.plain(week) if week else None,
        "rest_text": {code: text for code, text in rest.items() if text},
        "reload": str(kiosk.reloads) if kiosk.reloads else None,
    }
    return {name: value for name, value in found.items() if value}


def asking(session: Session, *, kiosk: Kiosk, entrance: Entrance, day: date) -> Entrance:
    """With the version that was chosen for the kiosk, while its agency uses that one at all."""
    chosen = kiosk.version_id
    if chosen is None or chosen not in {
        version.id
        for version in questionnaires.all_in_use(session, agency_id=entrance.agency_id, day=day)
    }:
        return entrance
    return entrance._replace(version_id=chosen)


def change(
    session: Session, *, kiosk: Kiosk, to: RemoteSettings, agency_id: int, by: Actor
) -> None:
    before = _values(of_kiosk(kiosk))
    kiosk.languages = ",".join(to.languages) or None
    kiosk.version_id = to.version_id
    kiosk.opening_hours = None if to.opening_hours is None else _kept(to.opening_hours)
    kiosk.rest_vi, kiosk.rest_en = to.rest_vi, to.rest_en
    register.note(
        session,
        "kiosk.set",
        kiosk=kiosk,
        agency_id=agency_id,
        by=by,
        before=before,
        after=_values(to),
    )


def reload(session: Session, *, kiosk: Kiosk, agency_id: int, by: Actor) -> None:
    """Its page loads anew once, at rest, when it has learned of it."""
    kiosk.reloads += 1
    register.note(session, "kiosk.reloaded", kiosk=kiosk, agency_id=agency_id, by=by)


def _kept(week: Week) -> str:
    return json.dumps(hours.plain(week))


def _values(settings: RemoteSettings) -> dict[str, object]:
    week = settings.opening_hours
    return settings._asdict() | {"opening_hours": None if week is None else hours.plain(week)}
