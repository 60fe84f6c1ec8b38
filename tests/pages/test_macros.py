"""Components as text: names, addresses, figures, errors."""

from decimal import Decimal
from html import unescape
from types import SimpleNamespace

import pytest
from flask import Flask
from flask_babel import format_decimal, format_percent

from tests.pages.conftest import Show
from tests.pages.sample import Sample


def filled(app: Flask, **data: str) -> Sample:
    with app.test_request_context("/", method="POST", data=data):
        form = Sample()
        form.validate()
    return form


def test_a_share_stands_with_its_interval_its_n_and_how_it_was_computed(show: Show):
    page = show(
        '{% from "macros/figures.html" import score %}'
        '{{ score("a", 0.864, 0.831, 0.892, 2412, "Method of Wilson.") }}',
        address="/?lang=vi",
    )

    for part in (
        "86,4\u00a0%",
        "83,1–89,2",
        "n = 2.412",
        "Method of Wilson.",
        'aria-describedby="a"',
    ):
        assert part in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("shown", "n = 412"),
        ("too_few", "Fewer than 5 answered"),
        ("no_data", "No data"),
        ("not_sealed", "Not yet closed"),
    ],
)
def test_a_figure_is_shown_or_says_why_not(show: Show, state: str, words: str):
    page = show(
        '{% from "macros/figures.html" import figure %}'
        '{{ figure("a", of, of.satisfied, threshold=5) }}',
        of=SimpleNamespace(
            state=state, n=412, satisfied=SimpleNamespace(value=0.8, lower=0.7, upper=0.9)
        ),
    )

    assert words in page
    assert ("80.0" in page) == (state == "shown")


def test_changing_one_parameter_keeps_the_others(show: Show):
    address = show(
        '{% from "macros/nav.html" import address %}{{ address({"page": 2, "sort": none}) }}',
        address="/list?channel=slip&channel=kiosk&sort=name&page=7",
    )

    assert unescape(address) == "?channel=slip&channel=kiosk&page=2"


def test_words_in_the_address_cannot_leave_it(show: Show):
    address = show(
        '{% from "macros/nav.html" import address %}{{ address({"page": 2}) }}',
        address='/list?q="><script>&_scheme=javascript&_external=1',
    )

    assert address.startswith("?q=%22%3E%3Cscript%3E&amp;")


def test_a_sorted_column_says_so_and_offers_the_other_direction(show: Show):
    page = show(
        '{% from "macros/tables.html" import table %}'
        '{% call(row) table("Points", columns, []) %}{% endcall %}',
        columns={"name": {"label": "Name", "sort": "name"}},
        address="/list?sort=name&page=3",
    )

    assert 'aria-sort="ascending"' in page
    assert 'href="?sort=-name"' in page


@pytest.mark.parametrize("is_whole", [True, False])
def test_short_values_are_kept_on_one_line(show: Show, is_whole: bool):
    page = show(
        '{% from "macros/tables.html" import cell, head %}'
        '{{ head(name, "Quarter 1") }}{{ cell(name, "Kiosk") }}{{ cell(number, "1 of 2") }}',
        name={"label": "Quarter", "whole": is_whole},
        number={"label": "n", "numeric": True, "whole": is_whole},
    )

    assert page.count('"whole"') == (2 if is_whole else 0)
    assert ('"number whole"' in page) == is_whole


def test_the_summary_leads_to_every_wrong_field(app: Flask, show: Show):
    page = show(
        '{% from "macros/forms.html" import error_summary %}{{ error_summary(form) }}',
        form=filled(app, name="Counter 3", agency="1"),
    )

    assert 'href="#days"' in page
    assert 'href="#kind-0"' in page
    assert 'href="#name"' not in page


def test_a_wrong_field_is_described_by_its_hint_and_its_error(app: Flask, show: Show):
    page = show(
        '{% from "macros/forms.html" import text %}{{ text(form.name, autocomplete="off") }}',
        form=filled(app),
    )

    assert 'aria-describedby="name-hint name-error"' in page
    assert 'aria-invalid="true"' in page
    assert 'autocomplete="off"' in page


def test_a_choice_keeps_what_was_chosen(app: Flask, show: Show):
    page = show(
        '{% from "macros/forms.html" import radios %}{{ radios(form.kind) }}',
        form=filled(app, kind="b"),
    )

    assert 'value="b" checked' in page
    assert 'value="a" checked' not in page


def test_what_people_wrote_is_escaped(app: Flask, show: Show):
    page = show(
        '{% from "macros/tables.html" import head %}{% from "macros/forms.html" import text %}'
        '{{ head({}, "<b>x") }}{{ text(form.name) }}',
        form=filled(app, name='"><script>'),
    )

    assert "<script>" not in page
    assert "<b>x" not in page


def test_a_confirmation_is_a_form_that_carries_its_token(show: Show):
    page = show(
        '{% from "macros/feedback.html" import confirm %}'
        '{{ confirm("/end", "End", "End it?", "It takes no new ratings.") }}'
    )

    assert '<form class="confirm-body" method="post" action="/end">' in page
    assert 'name="csrf_token" value="' in page


NUMBERS = (0, 1, 1.0, 0.0, -0.0, 0.05, 0.15, 86.45, -3.25, 1234567, 1234567.891, Decimal("0.10"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_numbers_are_written_as_the_library_writes_them(app: Flask, language: str):
    filters = app.jinja_env.filters
    with app.test_request_context(f"/?lang={language}"):
        for pattern in (None, "#,##0", "#,##0.0", "+#,##0.0;\u2212#,##0.0"):
            for number in NUMBERS:
                written = filters["decimalformat"](number, pattern)
                assert written == format_decimal(number, pattern), (number, pattern)
                assert filters["percentformat"](number) == format_percent(number)


def test_a_number_is_written_in_the_language_of_each_page(show: Show):
    pages = [show("{{ 1234.5|decimalformat }}", address=f"/?lang={code}") for code in ("vi", "en")]

    assert pages == ["1.234,5", "1,234.5"]
