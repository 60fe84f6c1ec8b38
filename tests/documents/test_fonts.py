"""Every font that is shipped is the file its README names."""

import hashlib
import re
from pathlib import Path

import pytest

import survey

SURVEY = Path(survey.__file__).parent
FOLDERS = [SURVEY / "documents" / "fonts", SURVEY / "static" / "fonts"]
ROW = re.compile(r"^\| `(?P<file>[^`]+)` \|.*\| `(?P<sha256>[0-9a-f]{64})` \|$", re.MULTILINE)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_each_font_is_the_one_its_readme_names(folder):
    named = {row["file"]: row["sha256"] for row in ROW.finditer((folder / "README.md").read_text())}
    shipped = {
        font.name: hashlib.sha256(font.read_bytes()).hexdigest()
        for font in folder.iterdir()
        if font.suffix in {".ttf", ".woff2"}
    }

    assert shipped == named


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_each_family_carries_its_licence(folder):
    licences = [text.read_text() for text in folder.glob("*OFL.txt")]

    assert licences
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in licences)
