"""Answers of before are sealed by the upgrade, and read as they were."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, column, select, table

from survey import schema
from survey.casework import confidence
from survey.models.case import Case
from survey.settings import Settings
from tests.upgrades.test_successions import agency, point
from tests.upgrades.test_upgrades import empty, fill  # noqa: F401  # a fixture

KEY = UUID("7c1e2f52-6d0f-4f2f-8a55-4b1d7d7c9f10")
SECRET = "only-for-tests-0123456789-abcdefghij"  # of this test alone
ANSWER = "Kết quả đã sẵn sàng."


def test_an_answer_is_sealed_by_the_upgrade(
    empty: Engine,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    schema.migrate(empty, to="0071")
    case = {
        "id": 1,
        "key": KEY,
        "link_digest": b"d" * 32,
        "agency_id": 1,
        "point_id": 1,
        "language": "vi",
        "opened_on": date(2026, 11, 1),
        "due_on": date(2026, 11, 16),
        "answer": ANSWER,
        "answered_on": date(2026, 11, 5),
    }
    fill(empty, {"agency": [agency(1)], "service_point": [point(1, agency=1, code="q", name="Q")]})
    fill(empty, {"case_file": [case]})
    monkeypatch.setenv("HAILONG_DATABASE_URL", f"sqlite:///{tmp_path}/named.db")
    monkeypatch.setenv("HAILONG_SECRET_KEY", SECRET)

    schema.migrate(empty)

    with empty.connect() as connection:
        kept = connection.execute(select(column("answer")).select_from(table("case_file"))).scalar()
    assert ANSWER not in kept
    monkeypatch.setattr(confidence, "current_settings", lambda: Settings(), raising=True)
    assert confidence.answer_of(Case(key=KEY, answer=kept)) == ANSWER
