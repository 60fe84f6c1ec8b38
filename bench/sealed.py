"""Years of sealed ratings, made by the database itself: responses, and the tallies that fit them.

The same province whatever the number of ratings. Foreign keys are not checked while responses
are written, for all are made here; no leaf is a hash of its row, for nothing reads it here.
"""

from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.world import World
from survey.clock import first_of_month, months_before, next_month
from survey.models.method import Definition

MONTHS = 24
DOSSIERS_A_WEEK = 40

# Drawn once and kept, so that responses and tallies are made of the same ratings.
DRAWN = """
CREATE UNLOGGED TABLE bench_drawn AS
SELECT point, procedure, month,
    ((point * :procedures + procedure) * :months + month) AS cell, {draws}
FROM (
    SELECT floor(random() * :points)::int AS point, floor(random() * :procedures)::int AS procedure,
        floor(random() * :months)::int AS month
    FROM generate_series(1, :ratings)
) AS place
"""
BATCHES = """
INSERT INTO batch (id, agency_id, sealed_on, first_day, last_day, ratings, header)
SELECT gen_random_uuid(), agency, :last, :first, :last, :ratings, '{}'
FROM unnest(CAST(:agencies AS int[])) AS agency
"""
RESPONSES = """
INSERT INTO response (id, batch_id, agency_id, point_id, procedure_id, channel, version_id, day,
    precision, answers, salt, leaf)
SELECT gen_random_uuid(), batch.id, service_point.agency_id, service_point.id,
    (CAST(:procedure_ids AS int[]))[procedure + 1], 'slip', :version,
    (CAST(:month_days AS date[]))[month + 1] + floor(random() * 28)::int, 'day',
    '{{' || {answers} || '}}', decode(md5(random()::text), 'hex'), sha256(random()::text::bytea)
FROM bench_drawn
JOIN service_point ON service_point.id = (CAST(:point_ids AS int[]))[point + 1]
JOIN batch ON batch.agency_id = service_point.agency_id
"""
CELLS = """
INSERT INTO cell (id, period, agency_id, point_id, procedure_id, channel, version_id, responses)
SELECT cell + 1, (CAST(:month_days AS date[]))[month + 1], service_point.agency_id,
    service_point.id, (CAST(:procedure_ids AS int[]))[procedure + 1], 'slip', :version, count(*)
FROM bench_drawn
JOIN service_point ON service_point.id = (CAST(:point_ids AS int[]))[point + 1]
GROUP BY cell, month, procedure, service_point.agency_id, service_point.id
"""
TALLIES = """
INSERT INTO tally (cell_id, question, answer, n)
SELECT cell + 1, :question, (CAST(:options AS text[]))[{drawn} + 1], count(*)
FROM bench_drawn GROUP BY cell, {drawn}
"""
FLOWS = """
INSERT INTO flow (point_id, procedure_id, day, closed)
SELECT point, procedure, day, :closed
FROM unnest(CAST(:point_ids AS int[])) AS point,
    unnest(CAST(:procedure_ids AS int[])) AS procedure,
    generate_series(CAST(:first AS date), CAST(:last AS date), interval '7 days') AS day
"""


def generate(session: Session, *, place: World, ratings: int, today: date) -> None:
    """On PostgreSQL; in minutes for ten millions."""
    first = months_before(first_of_month(today), MONTHS)
    month_days = [first]
    while len(month_days) < MONTHS:
        month_days.append(next_month(month_days[-1]))
    values = {
        "ratings": ratings,
        "points": len(place.point_ids),
        "procedures": len(place.procedure_ids),
        "months": MONTHS,
        "month_days": month_days,
        "agencies": place.agency_ids,
        "point_ids": place.point_ids,
        "procedure_ids": place.procedure_ids,
        "version": place.version_id,
        "first": first,
        "last": month_days[-1],
        "closed": DOSSIERS_A_WEEK,
    }
    options = _options(place.definition)
    _run(session, DRAWN.format(draws=_draws(options)), values)
    _run(session, BATCHES, values)
    session.execute(text("SET LOCAL session_replication_role = replica"))
    _run(session, RESPONSES.format(answers=_answers(options)), values)
    session.execute(text("SET LOCAL session_replication_role = origin"))
    _run(session, CELLS, values)
    _run(session, FLOWS, values)
    for number, (question, keys) in enumerate(options.items()):
        counted = {"question": question, "options": keys}
        _run(session, TALLIES.format(drawn=f"q{number}"), counted)
    session.execute(text("DROP TABLE bench_drawn"))
    session.commit()
    session.connection(execution_options={"isolation_level": "AUTOCOMMIT"}).execute(text("ANALYZE"))


def _run(session: Session, statement: str, values: dict[str, object]) -> None:
    """With those of the values that the statement names."""
    clause = text(statement)
    named = clause.compile().params.keys()
    session.execute(clause, {name: values[name] for name in named})


def _options(definition: Definition) -> dict[str, list[str]]:
    """The keys of the answers to each question that has some, in the order of the key."""
    return {
        question.key: [option.key for option in definition.scale_of(question.key).options]
        for question in sorted(definition.questions, key=lambda question: question.key)
        if definition.scale_of(question.key).options
    }


def _draws(options: dict[str, list[str]]) -> str:
    """The better answers, which stand last, come more often."""
    return ", ".join(
        f"floor(sqrt(random()) * {len(keys)})::int AS q{number}"
        for number, keys in enumerate(options.values())
    )


def _answers(options: dict[str, list[str]]) -> str:
    parts = [
        f"""'"{question}":"' || (ARRAY[{", ".join(f"'{key}'" for key in keys)}])[q{number} + 1]"""
        for number, (question, keys) in enumerate(options.items())
    ]
    return """ || '",' || """.join(parts) + """ || '"'"""
