"""Every figure is told: on the help page, in the documents, with its function and its case."""

import ast
import importlib
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from survey.help.figures import found, questions
from survey.models.account import Role
from tests.analysis.adapter import METHODS
from tests.analysis.test_contract import FUNCTIONS
from tests.factories import an_agency
from tests.staff import a_browser_with
from tools.write_statistics import renewed

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "statistics.md"
PRODUCT = ROOT / "survey"
ENTRIES = [entry for question in questions() for entry in question.figures]
NAMED = [name for entry in ENTRIES for name in entry.functions]


def test_every_public_function_of_the_statistics_is_told():
    assert FUNCTIONS.keys() - set(NAMED) == set()


def test_every_function_that_is_told_exists_and_is_told_once():
    for name in NAMED:
        module, function = name.rsplit(".", 1)
        assert callable(getattr(importlib.import_module(module), function)), name
    assert [name for name, times in Counter(NAMED).items() if times > 1] == []


def test_every_reference_case_belongs_to_a_method():
    assert {case for entry in ENTRIES for case in entry.cases} - METHODS.keys() == set()


def test_no_two_entries_share_an_address():
    keys = [q.key for q in questions()] + [entry.key for entry in ENTRIES]

    assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_the_documents_say_what_the_help_page_says():
    page = DOCS.read_text(encoding="utf-8")

    assert page == renewed(page), "run .venv/bin/python -m tools.write_statistics"


def test_a_search_needs_no_accents_and_leaves_no_empty_question():
    assert found("ty le hai long")[0].figures[0].key == "satisfied-share"
    assert found("no such figure") == ()
    assert all(question.figures for question in found("wilson"))


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Tỷ lệ hài lòng"), ("en", "Satisfied share")]
)
@pytest.mark.parametrize("role", Role)
def test_the_page_speaks_to_everybody_signed_in(
    app: Flask, session: Session, role: Role, language: str, words: str
):
    browser = a_browser_with(app, session, role=role, at=an_agency(session))

    page = browser.get(f"/help/statistics?lang={language}")

    assert page.status_code == 200
    assert words in page.text
    assert all(f'id="{entry.key}"' in page.text for entry in ENTRIES)


def test_what_the_pages_compute_is_told_as_shown():
    shown = {name for entry in ENTRIES if entry.on_pages for name in entry.functions}

    assert used_by_the_pages() & set(NAMED) - shown == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_figure_says_what_to_do_next(app: Flask, session: Session, language: str):
    browser = a_browser_with(app, session, role=Role.QUALITY_OFFICER, at=an_agency(session))

    page = unescape(browser.get(f"/help/statistics?lang={language}").text)

    assert [entry.key for entry in ENTRIES if entry.then[language] not in page] == []


def used_by_the_pages() -> set[str]:
    """Functions of the statistics that the product calls, its demonstration aside."""
    used = set()
    for path in PRODUCT.rglob("*.py"):
        imported = _imported(ast.parse(path.read_text(encoding="utf-8")))
        used |= imported if "demonstration" not in path.parts else set()
    return used


def _imported(tree: ast.Module) -> set[str]:
    """Of a module as a whole, those functions that are called by its name."""
    own = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    names = {(node.module or "", name.name) for node in own for name in node.names}
    called = {
        f"analysis.{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and ("analysis", node.value.id) in names
    }
    return called | {f"{m}.{name}" for m, name in names if m.startswith("analysis.")}
