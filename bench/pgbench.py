"""The same insert by PostgreSQL's own load program: what the database itself can take."""

import re
import subprocess
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.world import World
from tests.databases import PostgresServer

PREPARE = """
CREATE SEQUENCE bench_number;
INSERT INTO slip_pool (id, point_id, printed_on, valid_from, valid_to, printed, used)
    VALUES (:pool, :point, '2026-01-01', '2026-01-01', '2026-12-31', :count, 0);
INSERT INTO slip (digest, pool_id)
    SELECT sha256(convert_to('bench ' || n, 'UTF8')), :pool FROM generate_series(1, :count) n
"""
INSERT = """
INSERT INTO pending_rating (submission_key, content_hash, slip_digest, agency_id, point_id,
    procedure_id, channel, version_id, language, day, answers, revotes, arrived_at)
VALUES (gen_random_uuid(), sha256('content'),
    sha256(convert_to('bench ' || nextval('bench_number'), 'UTF8')), {agency}, {point},
    {procedure}, 'slip', {version}, 'vi', current_date, '{answers}', 0, now());
"""
POOL = 1_000_000
RATE = re.compile(r"tps = ([\d.]+)")


def prepare(session: Session, *, world: World, slips: int) -> None:
    values = {"pool": POOL, "point": world.point_ids[0], "count": slips}
    for statement in PREPARE.split(";"):
        session.execute(text(statement), values if ":pool" in statement else {})
    session.commit()


def script(folder: Path, *, world: World) -> Path:
    answers = {
        question.key: world.definition.scale_of(question.key).options[0].key
        for question in world.definition.questions
        if world.definition.scale_of(question.key).options
    }
    pairs = ",".join(f'"{key}":"{answer}"' for key, answer in sorted(answers.items()))
    path = folder / "insert.sql"
    path.write_text(
        INSERT.format(
            agency=world.agency_ids[0],
            point=world.point_ids[0],
            procedure=world.procedure_ids[0],
            version=world.version_id,
            answers="{" + pairs + "}",
        )
    )
    path.chmod(0o644)
    return path


def run(
    server: PostgresServer, *, database: str, script: Path, clients: int, seconds: float
) -> float:
    """Inserts per second, each committed, statements prepared."""
    done = subprocess.run(
        [
            *(str(server.programs / "pgbench"), "-n", "-M", "prepared", "-f", str(script)),
            *("-c", str(clients), "-j", "2", "-T", str(max(1, round(seconds)))),
            *("-h", str(server.folder), "-U", "hailong", database),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    found = RATE.search(done.stdout)
    if found is None:
        raise RuntimeError(f"pgbench said nothing of its rate: {done.stdout}{done.stderr}")
    return float(found[1])
