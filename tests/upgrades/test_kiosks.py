"""What kiosks had told before heartbeats came is still there after the upgrade."""

from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import Engine, column, select, table

from survey import schema
from tests.upgrades.test_successions import agency, point
from tests.upgrades.test_upgrades import empty, fill  # noqa: F401  # a fixture

TABLET = UUID("7c1e2f52-6d0f-4f2f-8a55-4b1d7d7c9f10")
AT = datetime(2026, 11, 26, 2, tzinfo=UTC)


def test_a_tablet_and_its_numbers_survive_the_upgrade(empty: Engine):  # noqa: F811
    schema.migrate(empty, to="0008")
    kiosk = {
        "id": 1,
        "name": "Máy 1",
        "procedures": "none",
        "pin_salt": b"s" * 16,
        "pin_digest": b"d" * 32,
        "created_at": AT,
    }
    place = {"id": 1, "kiosk_id": 1, "point_id": 1, "began_on": date(2026, 11, 1)}
    device = {
        "id": TABLET,
        "kiosk_id": 1,
        "public_key": b"p" * 65,
        "enrolled_at": AT,
        "last_request": 9,
        "late": 2,
    }
    fill(empty, {"agency": [agency(1)], "service_point": [point(1, agency=1, code="q", name="Q")]})
    fill(empty, {"kiosk": [kiosk], "kiosk_placement": [place], "kiosk_device": [device]})
    fill(empty, {"kiosk_stretch": [{"device_id": TABLET, "first_number": 1, "last_number": 7}]})

    schema.migrate(empty)

    devices = select(column("last_request"), column("late"), column("queued"))
    stretches = select(column("first_number"), column("last_number"))
    with empty.connect() as connection:
        assert connection.execute(devices.select_from(table("kiosk_device"))).all() == [
            (9, 2, None)
        ]
        assert connection.execute(stretches.select_from(table("kiosk_stretch"))).all() == [(1, 7)]
