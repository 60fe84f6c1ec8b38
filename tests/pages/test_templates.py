"""Rules for every template that exists, so that a new one is covered the day it is written."""

import re
from pathlib import Path

import pytest

SURVEY = Path(__file__).parent.parent.parent / "survey"
TEMPLATES = sorted((SURVEY / "templates").rglob("*.html"))
SYMBOLS = set(re.findall(r'<symbol id="([\w-]+)"', (SURVEY / "static" / "icons.svg").read_text()))
NAMED_SIGNS = re.compile(r'(?:\bicon\(|\bsign=|"icon": )"([\w-]+)"')


def staff_templates() -> list[Path]:
    return [path for path in TEMPLATES if "citizen" not in path.parts]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_switches_escaping_off(path: Path):
    assert not re.search(r"\|\s*safe\b|autoescape", path.read_text())


@pytest.mark.parametrize("path", staff_templates(), ids=lambda path: path.name)
def test_no_staff_template_holds_style_or_script_of_its_own(path: Path):
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?! src=)", path.read_text())


@pytest.mark.parametrize("path", staff_templates(), ids=lambda path: path.name)
def test_only_macros_know_about_aria(path: Path):
    assert "macros" in path.parts or not re.search(r"\saria-|\srole=", path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_sign_a_template_names_is_drawn(path: Path):
    assert set(NAMED_SIGNS.findall(path.read_text())) <= SYMBOLS
