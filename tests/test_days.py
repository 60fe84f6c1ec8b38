"""How days and moments are written in each language."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import format_date, format_datetime


@pytest.mark.parametrize(
    ("language", "short", "full", "moment"),
    [
        ("vi", "05/02/2026", "Thứ Năm, ngày 05 tháng 02 năm 2026", "08:30 05/02/2026"),
        ("en", "5 Feb 2026", "Thursday, 5 February 2026", "5 Feb 2026, 08:30"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_days_and_moments_are_written_as_offices_write_them(
    app: Flask, language: str, short: str, full: str, moment: str
):
    day, at = date(2026, 2, 5), datetime(2026, 2, 5, 1, 30, tzinfo=UTC)

    with app.test_request_context(f"/?lang={language}"):
        assert format_date(day) == short
        assert format_date(day, "full") == full
        assert format_datetime(at, "short") == moment
