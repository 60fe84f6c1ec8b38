"""Counters that went on under an heir before this was written down are found at the upgrade."""

from datetime import date
from typing import Any

from sqlalchemy import Engine, column, select, table

from survey import schema
from tests.upgrades.test_upgrades import empty, fill  # noqa: F401  # a fixture

JUNE, JULY = date(2025, 6, 30), date(2025, 7, 1)


def agency(number: int, **dates: date) -> dict[str, Any]:
    return {
        "id": number,
        "code": f"a{number}",
        "kind": "commune",
        "name_vi": "Xã",
        "search": "xa",
        "valid_from": dates.get("valid_from"),
        "valid_to": dates.get("valid_to"),
    }


def point(number: int, *, agency: int, code: str, name: str, **dates: date) -> dict[str, Any]:
    return {
        "id": number,
        "code": code,
        "agency_id": agency,
        "kind": "counter",
        "name_vi": name,
        "poster_code": f"poster-{number}",
        "search": name,
        "valid_from": dates.get("valid_from"),
        "valid_to": dates.get("valid_to"),
    }


def step(predecessor: int) -> dict[str, Any]:
    return {
        "predecessor_id": predecessor,
        "successor_id": 3,
        "kind": "merge",
        "effective_on": JULY,
    }


def test_a_counter_is_linked_to_the_one_it_goes_on_from(empty: Engine):  # noqa: F811
    schema.migrate(empty, to="0004")
    ended, begun = {"valid_to": JUNE}, {"valid_from": JULY}
    agencies = [agency(1, **ended), agency(2, **ended), agency(3, **begun)]
    points = [
        point(1, agency=1, code="a1-Quay", name="Quầy", **ended),
        point(2, agency=2, code="a2-Quay", name="Quầy", **ended),
        point(3, agency=2, code="x", name="Sảnh", **ended),
        point(4, agency=3, code="a2-quay", name="Quầy", **begun),
        point(5, agency=3, code="a1-quay-2", name="Quầy", **begun),
        point(6, agency=3, code="new", name="Sảnh mới", **begun),
    ]
    fill(empty, {"agency": agencies, "agency_succession": [step(1), step(2)]})
    fill(empty, {"service_point": points})

    schema.migrate(empty)

    rows = select(column("id"), column("continues_id")).select_from(table("service_point"))
    with empty.connect() as connection:
        found = {row.id: row.continues_id for row in connection.execute(rows)}
    assert found == {1: None, 2: None, 3: None, 4: 2, 5: 1, 6: None}
