"""What a citizen's tests need again and again: fill in a page, see what was recorded."""

import re
from html import unescape

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.rating import PendingRating


def a_sheet(page: str, **answers: str) -> dict[str, str]:
    """The hidden fields of a page together with the answers given on it."""
    return (
        hidden_fields(page)
        | {"action": "send"}
        | {f"a.{key}": value for key, value in answers.items()}
    )


def hidden_fields(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([\w.]+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def waiting(session: Session) -> list[PendingRating]:
    session.rollback()  # a snapshot of before shows nothing of what came after
    return list(session.scalars(select(PendingRating)))
