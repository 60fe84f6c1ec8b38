"""The audit trail: which member of staff changed what, with the values before and after."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from survey.db import Base
from survey.models.account import AuditEvent

DERIVED = frozenset({"search"})  # follows from other columns
Values = Mapping[str, object]


class Actor(NamedTuple):
    """Who acts, and when; without an account it is the command line or the program itself."""

    account_id: int | None
    now: datetime


def record(
    session: Session,
    *,
    by: Actor,
    action: str,
    subject: Mapping[str, object],
    agency_id: int | None = None,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """Note what was done; of `before` and `after` only what differs is kept."""
    before, after = before or {}, after or {}
    details = {
        "subject": subject,
        "before": {key: value for key, value in before.items() if after.get(key) != value},
        "after": {key: value for key, value in after.items() if before.get(key) != value},
    }
    session.add(
        AuditEvent(
            at=by.now,
            account_id=by.account_id,
            action=action,
            agency_id=agency_id,
            details=json.dumps(details, default=_plain, ensure_ascii=False, sort_keys=True),
        )
    )


def snapshot(row: Base) -> dict[str, object]:
    """The values of a row at this moment, as they would be stored."""
    columns = inspect(type(row)).column_attrs
    return {column.key: getattr(row, column.key) for column in columns if column.key not in DERIVED}


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong into the audit trail")
