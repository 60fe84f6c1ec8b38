"""Filters: they live in the address, and come back from it unchanged."""

from datetime import date

import pytest

from survey.dashboard import filters, periods
from survey.dashboard.filters import Filters
from survey.errors.problem import FilterUnknown
from survey.measures.selection import Lineage
from survey.models.rating import Channel

LATEST = periods.twelve_months(date(2026, 2, 1))


@pytest.mark.parametrize(
    "chosen",
    [
        Filters(LATEST, is_latest=True),
        Filters(periods.of_year(2025)),
        Filters(LATEST, is_latest=True, channel=Channel.KIOSK, point=7),
        Filters(
            periods.parse("2025-q3"),
            channel=Channel.POSTER,
            lineage=Lineage.THEN,
            procedure=1,
            field=2,
            point=3,
            version=4,
        ),
    ],
)
def test_filters_come_back_from_their_address(chosen):
    assert filters.read(chosen.arguments(), latest=LATEST) == chosen


def test_a_pinned_address_keeps_its_period_when_time_goes_on():
    later = periods.twelve_months(date(2026, 9, 1))
    pinned = Filters(LATEST, is_latest=True).pinned()

    assert filters.read(pinned, latest=later).period == LATEST


def test_empty_fields_of_a_form_choose_nothing():
    address = {"period": "", "channel": "", "procedure": "", "lineage": "", "point": ""}

    assert filters.read(address, latest=LATEST) == Filters(LATEST, is_latest=True)


@pytest.mark.parametrize(
    "address",
    [
        {"period": "last week"},
        {"channel": "telephone"},
        {"lineage": "never"},
        {"point": "-1"},
        {"point": "1 OR 1=1"},
        {"procedure": "٣"},
        {"version": "99999999999999999999"},
    ],
)
def test_what_nobody_could_choose_is_refused(address):
    with pytest.raises(FilterUnknown):
        filters.read(address, latest=LATEST)
