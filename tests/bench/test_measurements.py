"""Each measurement runs at a tiny size and finds what it stored; no timing is asserted."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any

import pytest

from bench import dashboards, estimating, kiosk, pages, registers, sealing, submissions
from bench.citizens import fill_in
from bench.figures import Figure, Report


def figure(report: Report, name: str) -> Figure:
    return next(figure for figure in report.figures if figure.name == name)


def apart(measure: Callable[[Any], Report], scale: Any) -> Report:
    """In a thread of its own: beside the browser of other tests Playwright begins no second one."""
    with ThreadPoolExecutor(max_workers=1) as own:
        return own.submit(measure, scale).result()


@pytest.mark.slow
def test_every_acknowledged_submission_is_looked_for_and_found():
    report = submissions.measure(submissions.TINY)

    assert figure(report, "acknowledged and found afterwards").values == [1]
    assert figure(report, "refused or failed").values == [0]
    assert figure(report, "accepted").value > 0
    assert figure(report, "pgbench, same insert").value > 0


@pytest.mark.slow
def test_everything_that_waited_is_sealed_on_both_engines():
    report = sealing.measure(sealing.TINY)

    assert figure(report, "SQLite: sealed, of all").values == [1]
    assert figure(report, "PostgreSQL: sealed, of all").values == [1]


@pytest.mark.slow
def test_the_ratings_behind_a_dashboard_agree_with_their_tallies():
    report = dashboards.measure(dashboards.TINY)

    assert figure(report, "responses and tallies agree").values == [1, 1]
    assert figure(report, "whole province, 8,000 ratings").value > 0


@pytest.mark.slow
def test_every_page_of_the_registers_opens_at_both_sizes_on_both_engines():
    report = registers.measure(registers.TINY)

    for engine in ("SQLite", "PostgreSQL"):
        times = [figure(report, f"{engine}: {page}, whole country") for page in registers.PAGES]
        assert all(time.value > 0 for time in times)


@pytest.mark.slow
@pytest.mark.browser
def test_a_visit_counts_its_requests_and_is_seen():
    report = apart(pages.measure, pages.TINY)

    assert figure(report, "citizen: requests").values == [1]
    assert figure(report, "citizen: largest paint").value > 0
    assert figure(report, "staff, sign-in: requests").value > 1


@pytest.mark.slow
@pytest.mark.browser
def test_a_kiosk_is_tapped_with_and_without_a_queue():
    report = apart(kiosk.measure, kiosk.TINY)

    assert figure(report, "first load, on the wire").is_met
    assert figure(report, "tap to next screen, p95, 5 queued").value > 0
    assert figure(report, "heap, 5 queued").value > 0
    assert figure(report, "drained, 5 queued").value > 0
    assert figure(report, "refused").is_met


@pytest.mark.slow
def test_answers_of_a_sample_are_measured_beside_bare_means():
    report = estimating.measure(estimating.TINY)

    assert figure(report, "means ÷ pandas").value > 0
    assert figure(report, "alpha ÷ pandas").value > 0
    assert figure(report, "means: memory ÷ input").value > 0
    assert all(found.value == 1 for found in report.figures if found.name == "R agrees")


def test_a_citizen_keeps_the_hidden_fields_and_answers_every_choice():
    page = """
        <input type="hidden" name="key" value="1-2">
        <input type="radio" name="a.overall" value="good" id="x">
        <input type="checkbox" name="procedure" value="7">
    """

    fields = fill_in(page, chance=Random(1))

    assert fields == {"key": "1-2", "a.overall": "good", "procedure": "7", "action": "send"}
