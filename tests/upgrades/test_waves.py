"""A plan of the time before waves has one: its whole period."""

from datetime import date

from sqlalchemy import Engine, column, select, table

from survey import schema
from tests.upgrades.test_successions import agency
from tests.upgrades.test_upgrades import empty, fill  # noqa: F401  # a fixture


def test_a_plan_gets_one_wave_for_each_of_its_versions(empty: Engine):  # noqa: F811
    schema.migrate(empty, to="0030")
    plan = {
        "id": 1,
        "agency_id": 1,
        "title": "Quý III",
        "first_day": date(2026, 7, 1),
        "last_day": date(2026, 9, 30),
        "responsible": "Văn phòng",
        "channel": "slip",
        "created_on": date(2026, 6, 1),
        "submitted_on": date(2026, 6, 2),
        "approved_on": date(2026, 6, 3),
    }
    version = {"plan_id": 1, "made_on": date(2026, 6, 1), "reason": "Ít hồ sơ"}
    versions = [version | {"id": number, "number": number} for number in (1, 2)]
    fill(empty, {"agency": [agency(1)], "measurement_plan": [plan], "plan_version": versions})

    schema.migrate(empty)

    waves = select(column("version_id"), column("first_day"), column("last_day"))
    with empty.connect() as connection:
        found = connection.execute(waves.select_from(table("plan_wave"))).all()
    assert [(version, *map(str, days)) for version, *days in found] == [
        (1, "2026-07-01", "2026-09-30"),
        (2, "2026-07-01", "2026-09-30"),
    ]
