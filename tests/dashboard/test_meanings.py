"""Each figure leads to what it means: the help has a place for every link of the results."""

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.dashboard.test_judging import Town, a_year_and
from tests.dashboard.world import a_reader

NUMBERS = re.compile(r'<td role="cell" class="number"[^>]*>(.*?)</td>', re.DOTALL)
LIMITS = re.compile(r'<td [^>]*data-label="Giới hạn[^"]*">(.*?)</td>', re.DOTALL)


@pytest.fixture
def reader(app: Flask, session: Session):
    town = Town(session)
    a_year_and(town, 60)
    for point in range(1, 6):
        town.rates(point, 80)
    return a_reader(app, session, at=town.agency)


def meanings(page: str) -> set[str]:
    return set(re.findall(r'href="/help/statistics#([\w-]+)"', page))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("/results/xa", {"satisfied-share", "mean-score", "response-rate"}),
        ("/results/xa/by/point", {"satisfied-share", "dissatisfied-per-thousand"}),
        ("/results/xa/compare", {"difference", "many-tests"}),
        ("/results/xa/control", {"control-chart", "satisfied-share"}),
        ("/results/xa/funnel", {"funnel", "many-tests"}),
        ("/results/xa/drivers", {"key-drivers"}),
        ("/results/xa/quality", {"reliability"}),
    ],
)
def test_figures_lead_to_what_they_mean(reader, page: str, told: set[str]):
    places = set(re.findall(r'id="([\w-]+)"', reader.get("/help/statistics").text))

    found = meanings(reader.get(page).text)

    assert told <= found <= places


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("page", ["/results/xa/control", "/results/xa/funnel"])
def test_limits_say_how_they_were_computed(reader, page: str):
    cells = LIMITS.findall(reader.get(page).text)

    assert cells
    assert [cell for cell in cells if re.search(r"\d", cell) and "explained-key" not in cell] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("page", ["/results/xa", "/results/xa/by/point"])
def test_every_number_in_a_table_says_how_it_was_computed(reader, page: str):
    cells = NUMBERS.findall(reader.get(page).text)

    assert cells
    bare = [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells if "explained-key" not in cell]
    assert [said for said in bare if re.search(r"\d", said)] == []
