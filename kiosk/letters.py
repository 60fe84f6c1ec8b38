"""What is written to those who keep a kiosk when something goes wrong or well again."""

from typing import Any

from flask_babel import force_locale, format_datetime
from flask_babel import gettext as _

from kiosk import wording
from survey.mail.outbox import Letter
from survey.mail.writing import letter_text, page_address
from survey.models.account import Account
from survey.models.kiosk_alert import KioskAlert
from survey.queries.kiosks import KioskRow


def about(row: KioskRow, *, alert: KioskAlert, account: Account) -> Letter:
    """In the language of the person."""
    with force_locale(account.language):
        return Letter(account.login, _subject(row, alert=alert), _text(row, alert, account))


def _subject(row: KioskRow, *, alert: KioskAlert) -> str:
    trouble = wording.TROUBLES[alert.kind]
    if alert.ended_at is not None:
        return _("Well again: %(trouble)s – %(kiosk)s", trouble=trouble, kiosk=row.name)
    return f"{trouble} – {row.name}"


def _text(row: KioskRow, alert: KioskAlert, account: Account) -> str:
    english = account.language == "en"
    place: dict[str, Any] = {
        "kiosk": row.name,
        "point": (english and row.point_en) or row.point_vi,
        "agency": (english and row.agency_en) or row.agency_vi,
    }
    return letter_text(
        _("%(name)s,", name=account.name),
        _("this is about the kiosk “%(kiosk)s”, %(point)s, %(agency)s.", **place),
        _what(row, alert),
        page_address(f"/kiosks/{row.id}"),
    )


def _what(row: KioskRow, alert: KioskAlert) -> str:
    trouble = wording.TROUBLES[alert.kind]
    began = format_datetime(alert.began_at, "short")
    if alert.ended_at is not None:
        ended = format_datetime(alert.ended_at, "short")
        return _(
            "It is well again: %(trouble)s, from %(began)s to %(ended)s.",
            trouble=trouble,
            began=began,
            ended=ended,
        )
    seen = format_datetime(row.seen_at, "short") if row.seen_at else "–"
    told = _(
        "%(trouble)s, noticed at %(began)s. Last contact: %(seen)s.",
        trouble=trouble,
        began=began,
        seen=seen,
    )
    return f"{told}\n\n{wording.HELP[alert.kind]}"
