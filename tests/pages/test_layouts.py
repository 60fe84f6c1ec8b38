"""The shell: title, heading, navigation, the mark of simulated data, problems."""

import re
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.errors.problem import Problem
from survey.errors.registers import Refusal
from tests.pages.conftest import NAVIGATION, Show

PAGE = (
    '{% extends "layouts/staff.html" %}'
    "{% block title %}Service <points>{% endblock %}{% block content %}{% endblock %}"
)


def test_the_title_is_the_one_heading(show: Show):
    page = show(PAGE.replace("<points>", "points"))

    assert "<title>Service points – Hài Lòng</title>" in page
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["Service points"]


@pytest.mark.parametrize(("language", "word"), [("en", "Error:"), ("vi", "Lỗi:")])
def test_a_page_whose_form_failed_says_so_first(show: Show, language: str, word: str):
    form = SimpleNamespace(errors={"name": ["Enter the name."]})

    assert f"<title>{word} Service" in show(PAGE, f"/?lang={language}", form=form)
    assert f"<title>{word} Service" in show("{% set failed = true %}" + PAGE, f"/?lang={language}")


def test_simulated_data_is_marked_and_real_data_is_not(show: Show):
    assert "No figure here comes from a real agency." in show(PAGE, simulated=True)
    assert "No figure here comes from a real agency." not in show(PAGE, simulated=False)


def test_the_navigation_holds_what_it_was_given(show: Show):
    page = show(PAGE, navigation=NAVIGATION)

    assert re.search(r'href="/gallery" aria-current="page">.*Results</a>', page)
    assert '<a href="#">Agencies</a>' in page


def test_the_other_language_is_the_same_page(show: Show):
    page = show(PAGE, "/list?channel=slip&lang=en")

    assert 'href="?channel=slip&amp;lang=vi"' in page
    assert re.search(r'href="\?channel=slip&amp;lang=en"[^>]*aria-current="true"', page)


def test_the_address_of_a_static_file_changes_with_its_content(client: FlaskClient, show: Show):
    [address] = re.findall(r'href="(/static/tokens\.css\?v=\w{12})"', show(PAGE))

    with client.get(address) as answer:
        assert answer.status_code == 200


def test_a_problem_says_what_to_do(client: FlaskClient):
    answer = client.get("/nowhere?lang=en")

    assert answer.status_code == 404
    assert "Check the address, or start from the first page." in answer.text
    assert "not_found" in answer.text


@pytest.mark.parametrize(
    ("address", "back"),
    [
        ("/list/7/steps/advance", 'href="/list/7"'),
        ("/list/7", 'href="/list/7"'),
        ("/elsewhere/advance", None),
    ],
)
def test_what_was_refused_leads_back_to_its_page(app: Flask, address: str, back: str | None):
    def refuse(**_values: object) -> str:
        raise Problem

    app.add_url_rule("/list/<int:n>", "one", lambda n: str(n), methods=["GET"])
    for n, rule in enumerate(
        ("/list/<int:n>", "/list/<int:n>/steps/advance", "/elsewhere/advance")
    ):
        app.add_url_rule(rule, f"refused_{n}", refuse, methods=["POST"])
    app.before_request_funcs.clear()

    page = app.test_client().post(f"{address}?lang=en").text

    assert ("Go back</a>" in page, back is None or back in page) == (back is not None, True)


def test_a_refusal_without_a_form_says_that_something_is_to_be_corrected(app: Flask):
    def refuse() -> str:
        raise Refusal

    app.add_url_rule("/press", "press", refuse, methods=["POST"])
    app.before_request_funcs.clear()

    page = app.test_client().post("/press?lang=en").text

    assert "<h1>There is something to correct</h1>" in page


def test_a_bug_is_shown_without_its_inside(app: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(app, "testing", False)
    app.before_request_funcs.setdefault(None, []).insert(0, lambda: 1 / 0)

    answer = app.test_client().get("/?lang=en")

    assert answer.status_code == 500
    assert "The mistake has been recorded." in answer.text
    assert "ZeroDivisionError" not in answer.text
