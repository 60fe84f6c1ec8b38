"""The description of the file formats says what the declaration says."""

from pathlib import Path

import pytest
from flask import Flask

from survey.registry.importing.columns import Format
from survey.registry.importing.formats import FORMATS

DESCRIPTION = Path(__file__).parents[3] / "docs" / "imports.md"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("format", FORMATS.values(), ids=lambda format: format.register.value)
def test_every_column_is_described_and_no_other(app: Flask, format: Format):
    with app.test_request_context("/?lang=en"):
        rows = [
            f"| `{column.name}` | {column.vi} | {'yes' if column.required else ''} "
            f"| {column.meaning} |"
            for column in format.columns
        ]

    _, _, after = DESCRIPTION.read_text().partition(f"(`{format.register.value}`)\n")
    described = after.partition("\n### ")[0].strip().splitlines()

    assert described[2:] == rows
