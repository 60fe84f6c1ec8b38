"""A hundred thousand rows: memory stays bounded, and every row arrives."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.flow import Flow
from survey.settings import Settings
from tests.factories import a_point, a_procedure

ROWS = 100_000
MOST_MEMORY = 300 * 1024  # kB
ROOT = Path(__file__).parents[3]

# A process begins with the peak of the one that started it, so a small one stands between.
WATCHER = """
import os, sys
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(process, 0)
print()
print(usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


@pytest.fixture
def file(session: Session, tmp_path: Path) -> Path:
    """A count for every day of 27 years at ten points."""
    procedure = a_procedure(session, national_code="1.001193")
    points = [a_point(session).code for _ in range(10)]
    rows = (
        f"{point},{procedure.national_code},{date(1999, 1, 1) + timedelta(days=day)},{day % 40}\n"
        for day in range(ROWS // len(points))
        for point in points
    )
    path = tmp_path / "flows.csv"
    path.write_text("point_code,procedure_code,day,closed\n" + "".join(rows))
    return path


def most_memory(settings: Settings, *arguments: str) -> int:
    """Of `hailong` with these arguments, in kB."""
    environment = {
        **os.environ,
        "HAILONG_DATABASE_URL": settings.database_url,
        "HAILONG_SECRET_KEY": settings.secret_key.get_secret_value(),
        "HAILONG_VAR_DIR": str(settings.var_dir),
    }
    command = [sys.executable, str(ROOT / "hailong.py"), *arguments]
    told = subprocess.run(
        [sys.executable, "-c", WATCHER, *command],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(told.stdout.splitlines()[-1])


@pytest.mark.slow
def test_a_hundred_thousand_rows_need_less_than_300_megabytes(
    session: Session, settings: Settings, file: Path
):
    assert most_memory(settings, "import", "flows", str(file), "--yes") < MOST_MEMORY

    session.rollback()
    assert session.execute(select(func.count()).select_from(Flow)).scalar() == ROWS
