"""Periods: their names, what they cover, which can be chosen."""

from datetime import date

import pytest
from flask import Flask

from survey.dashboard import periods
from survey.measures.selection import Period


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2025-08", date(2025, 8, 1), date(2025, 8, 1)),
        ("2025-q3", date(2025, 7, 1), date(2025, 9, 1)),
        ("2025-q4", date(2025, 10, 1), date(2025, 12, 1)),
        ("2025", date(2025, 1, 1), date(2025, 12, 1)),
        ("12m-2025-08", date(2024, 9, 1), date(2025, 8, 1)),
        ("24m-2025-08", date(2023, 9, 1), date(2025, 8, 1)),
    ],
)
def test_a_name_is_a_fixed_stretch_of_months(key, first, last):
    assert periods.parse(key) == periods.Named(key, Period(first, last))


@pytest.mark.parametrize(
    "key",
    [
        "",
        "2025-13",
        "2025-00",
        "2025-q5",
        "12m-2025",
        "24m-2025-q1",
        "6m-2025-08",
        "1999",
        "2025-08-01",
    ],
)
def test_other_stretches_have_no_name(key):
    assert periods.parse(key) is None


def test_what_is_offered_reaches_from_the_first_month_to_the_last():
    offer = periods.offered(date(2024, 11, 1), date(2026, 2, 1))

    assert [one.key for one in offer.rolling] == ["12m-2026-02", "24m-2026-02"]
    assert [one.key for one in offer.years] == ["2026", "2025", "2024"]
    assert [one.key for one in offer.quarters][:2] == ["2026-q1", "2025-q4"]
    assert [one.key for one in offer.quarters][-1] == "2024-q4"
    assert len(offer.months) == 16


def test_everything_offered_can_be_named_in_an_address():
    offer = periods.offered(date(2024, 11, 1), date(2026, 2, 1))

    assert all(periods.parse(one.key) == one for kind in offer for one in kind)


@pytest.mark.parametrize(
    ("key", "before"),
    [
        ("2026-01", "2025-12"),
        ("2026-q1", "2025-q4"),
        ("2026", "2025"),
        ("12m-2026-02", "12m-2025-02"),
        ("24m-2026-02", "24m-2024-02"),
    ],
)
def test_the_period_before_is_of_the_same_kind_and_does_not_overlap(key, before):
    named = periods.parse(key)

    earlier = periods.earlier(named)

    assert earlier.key == before
    assert earlier == periods.parse(before)
    assert earlier.period.end < named.period.first


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("key", "vietnamese", "english"),
    [
        ("2026-01", "Tháng 01/2026", "January 2026"),
        ("2026-q1", "Quý 1/2026", "Quarter 1/2026"),
        ("2026", "Năm 2026", "Year 2026"),
        ("12m-2026-02", "12 tháng đến 02/2026", "12 months to Feb 2026"),
    ],
)
def test_a_period_is_said_as_people_say_it(app: Flask, key, vietnamese, english):
    for language, words in (("vi", vietnamese), ("en", english)):
        with app.test_request_context(f"/?lang={language}"):
            assert periods.parse(key).words == words
