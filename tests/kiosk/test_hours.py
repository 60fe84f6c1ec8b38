"""Opening hours: typed by people, told to devices, counted in minutes."""

import json
from datetime import datetime, time, timedelta

import pytest

from kiosk import hours
from kiosk.hours import USUAL, Span
from survey.clock import OFFICE_ZONE

MONDAY = datetime(2026, 11, 23, tzinfo=OFFICE_ZONE)


def at(days: int, hour: int, minute: int = 0) -> datetime:
    return MONDAY + timedelta(days=days, hours=hour, minutes=minute)


@pytest.mark.parametrize(
    "typed", ["07:30–11:30, 13:30–17:00", "7h30-11h30,13:30 - 17:00", " 7:30–11:30 ,13h30-17h00,"]
)
def test_hours_are_read_as_people_write_them(typed: str):
    assert hours.written(hours.read(typed)) == "07:30–11:30, 13:30–17:00"


@pytest.mark.parametrize("typed", ["7", "07:30–07:30", "13:30–17:00, 07:30–11:30", "25:00–26:00"])
def test_what_are_no_hours_is_refused(typed: str):
    with pytest.raises(ValueError, match=r".*"):
        hours.read(typed)


def test_nothing_typed_is_closed():
    assert hours.read("") == ()


def test_what_devices_are_told_is_read_again():
    week = {"sat": (Span(time(8), time(10, 15)),)}

    assert hours.plain(week) == {"sat": [["08:00", "10:15"]]}
    assert hours.of_text(json.dumps(hours.plain(week))) == week
    assert hours.of_text(None) == USUAL


@pytest.mark.parametrize(
    ("since", "until", "minutes"),
    [
        (at(0, 8), at(0, 9), 60),
        (at(0, 11), at(0, 14), 60),
        (at(0, 0), at(1, 0), 450),
        (at(4, 16), at(7, 8), 90),  # over a weekend
        (at(5, 0), at(6, 23), 0),
        (at(0, 9), at(0, 8), 0),
    ],
)
def test_minutes_of_opening_hours_are_counted(since: datetime, until: datetime, minutes: int):
    assert hours.open_minutes(USUAL, since=since, until=until) == minutes
