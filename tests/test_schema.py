"""The schema: migrations give exactly the models, and the database refuses what must not be."""

import pytest
from sqlalchemy import Table, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from survey import db, schema
from survey.clock import now
from survey.models.metadata import metadata
from survey.models.questionnaire import Questionnaire, QuestionnaireVersion, VersionStatus


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore:autogenerate skipping")
def test_the_migrations_give_the_models(database_url):
    engine = db.connect(database_url)

    assert schema.differences(engine) == []
    assert schema.revision(engine) == schema.newest_revision()
    engine.dispose()


def test_numbers_are_given_once_where_the_models_say_so(session: Session):
    marked = {name for name, table in metadata.tables.items() if is_marked(table)}
    if session.get_bind().dialect.name != "sqlite":
        return
    made_so = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"

    assert marked
    assert set(session.scalars(text(made_so))) == marked


def is_marked(table: Table) -> bool:
    return bool(table.dialect_options["sqlite"]["autoincrement"])


def a_version(session: Session, status: VersionStatus) -> QuestionnaireVersion:
    version = QuestionnaireVersion(
        questionnaire=Questionnaire(code="q"),
        number=1,
        status=status,
        definition="{}",
        definition_hash="",
        created_at=now(),
    )
    session.add(version)
    session.commit()
    return version


@pytest.mark.parametrize("status", [VersionStatus.PUBLISHED, VersionStatus.RETIRED])
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("definition", '{"other": 1}'),
        ("definition_hash", "other"),
        ("number", 2),
        ("published_at", now()),
    ],
)
def test_a_published_questionnaire_cannot_be_changed(session: Session, status, column, value):
    setattr(a_version(session, status), column, value)

    with pytest.raises(DBAPIError, match="never changes"):
        session.commit()


@pytest.mark.parametrize(
    ("status", "other"),
    [("draft", "retired"), ("published", "draft"), ("retired", "published"), ("retired", "draft")],
)
def test_the_status_of_a_questionnaire_only_moves_forward(session: Session, status, other):
    a_version(session, VersionStatus(status)).status = VersionStatus(other)

    with pytest.raises(DBAPIError, match="only moves forward"):
        session.commit()


def test_an_instant_without_its_zone_is_refused(session: Session):
    naive = now().replace(tzinfo=None)

    with pytest.raises(StatementError, match="time zone"):
        session.execute(
            select(QuestionnaireVersion).where(QuestionnaireVersion.created_at == naive)
        )


@pytest.mark.parametrize("status", [VersionStatus.PUBLISHED, VersionStatus.RETIRED])
def test_a_published_questionnaire_cannot_be_replaced(session: Session, status):
    """SQLite calls an insertion that removes the row before it neither a change nor a deletion."""
    version = a_version(session, status)
    replacing = insert(QuestionnaireVersion).values(
        {column.name: getattr(version, column.name) for column in version.__table__.columns}
        | {"definition": '{"other": 1}'}
    )
    is_sqlite = session.get_bind().dialect.name == "sqlite"

    with pytest.raises(IntegrityError, match="never changes" if is_sqlite else "duplicate key"):
        session.execute(replacing.prefix_with("OR REPLACE", dialect="sqlite"))
