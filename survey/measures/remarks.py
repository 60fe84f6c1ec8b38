"""What citizens wrote, held back until its writer cannot be told from the others.

A comment is shown with its agency and its month alone, once ten people answered that agency in that
month and a week has passed. It appears in steps of whole weeks: were it shown on the day it becomes
old enough, whoever looks every day would know the day it was written.
"""

import re
from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy.orm import Session

from survey.clock import monday_of, months_before
from survey.queries import comments
from survey.queries.comments import CommentRow
from survey.queries.paging import Stretch, Window

AT_LEAST = 10
"""Answers of an agency in a month before a comment of it is shown."""
HELD_BACK = timedelta(days=7)

# What points to a person: numbers of identity cards, telephones, dossiers and plates, addresses.
REVEALING = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[A-Z]\d{2}(?:\.\d+)*-\d{6}-\d+\b"
    r"|\b\d{2}[A-Z]{1,2}\d?[- .]?\d{3}[.]?\d{2}\b"
    r"|(?<!\d)\+?\d(?:[ .-]?\d){7,}"
)
TAKEN_OUT = "[…]"


def readable(
    session: Session, *, agency_ids: Collection[int], month: date, today: date, window: Window
) -> Stretch[CommentRow]:
    """The comments of a month that may be read, in no order that means something."""
    through = min(months_before(month, -1) - timedelta(days=1), last_readable_day(today))
    if through < month:
        return Stretch([], 0)
    found = comments.of_large_groups(
        session,
        agency_ids=agency_ids,
        first=month,
        through=through,
        at_least=AT_LEAST,
        window=window,
    )
    return Stretch([row._replace(text=discreet(row.text)) for row in found.rows], found.total)


def last_readable_day(today: date) -> date:
    """The Sunday that ended the last week which is old enough."""
    return monday_of(today - HELD_BACK + timedelta(days=1)) - timedelta(days=1)


def discreet(text: str) -> str:
    """The text without numbers and addresses that point to a person."""
    return REVEALING.sub(TAKEN_OUT, text)
