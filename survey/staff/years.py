"""The year that a page is about, as it stands in the address."""

from datetime import date

from flask import request

FIRST_YEAR, LAST_YEAR = 2000, 2100


def asked_year(*, today: date) -> int:
    """The present one where the address names none or one that makes no sense."""
    year = request.args.get("year", type=int)
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else today.year
