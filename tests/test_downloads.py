"""Files to take away: what their names say."""

import pytest
from flask import Flask

from survey.settings import Settings
from survey.staff.downloads import attachment


@pytest.mark.parametrize(
    ("simulated", "name"), [(False, "figures.csv"), (True, "simulated-figures.csv")]
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_file_of_simulated_data_says_so_by_its_name(
    app: Flask, settings: Settings, simulated: bool, name: str
):
    app.config["SETTINGS"] = settings.model_copy(update={"simulated": simulated})

    with app.test_request_context():
        answer = attachment(b"", media_type="text/csv", name="figures.csv")

    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
