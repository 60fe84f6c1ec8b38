"""A hundred thousand rows: memory stays bounded, and every row arrives.

With PostgreSQL, whose driver holds a whole result unless it is told otherwise. With SQLite a tenth
of the rows, which may take a tenth of what the program has left beside itself.
"""

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
POINTS = 10
PROCEDURE = "1.001193"
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
def points(session: Session) -> list[str]:
    a_procedure(session, national_code=PROCEDURE)
    return [a_point(session).code for _ in range(POINTS)]


def counts(folder: Path, *, points: list[str], rows: int) -> str:
    """The file with a count for every day of so many years; of 27 for a hundred thousand."""
    lines = (
        f"{point},{PROCEDURE},{date(1999, 1, 1) + timedelta(days=day)},{day % 40}\n"
        for day in range(rows // len(points))
        for point in points
    )
    path = folder / f"flows-{rows}.csv"
    path.write_text("point_code,procedure_code,day,closed\n" + "".join(lines))
    return str(path)


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


def stored(session: Session) -> int | None:
    session.rollback()
    return session.execute(select(func.count()).select_from(Flow)).scalar()


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_hundred_thousand_rows_need_less_than_300_megabytes(
    session: Session, settings: Settings, points: list[str], tmp_path: Path
):
    file = counts(tmp_path, points=points, rows=ROWS)

    assert most_memory(settings, "import", "flows", file, "--yes") < MOST_MEMORY
    assert stored(session) == ROWS


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_tenth_of_the_rows_needs_a_tenth_of_what_is_left(
    session: Session, settings: Settings, points: list[str], tmp_path: Path
):
    few, many = (counts(tmp_path, points=points, rows=rows) for rows in (POINTS, ROWS // 10))
    alone = most_memory(settings, "import", "flows", few, "--yes")

    used = most_memory(settings, "import", "flows", many, "--yes")

    assert used - alone < (MOST_MEMORY - alone) / 10
    assert stored(session) == ROWS // 10
