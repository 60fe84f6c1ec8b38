"""The schema: migrations give exactly the models, and the database refuses what must not be."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import Session

from survey import db, schema
from survey.clock import now
from survey.models.questionnaire import Questionnaire, QuestionnaireVersion, VersionStatus


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore:autogenerate skipping")
def test_the_migrations_give_the_models(database_url):
    engine = db.connect(database_url)

    assert schema.differences(engine) == []
    assert schema.revision(engine) == schema.newest_revision()
    engine.dispose()


def test_a_published_questionnaire_cannot_be_changed(session: Session):
    version = QuestionnaireVersion(
        questionnaire=Questionnaire(code="q"),
        number=1,
        status=VersionStatus.PUBLISHED,
        definition="{}",
        definition_hash="",
        created_at=now(),
    )
    session.add(version)
    session.commit()
    version.definition = '{"other": 1}'

    with pytest.raises(DBAPIError, match="never changes"):
        session.commit()


def test_an_instant_without_its_zone_is_refused(session: Session):
    naive = now().replace(tzinfo=None)

    with pytest.raises(StatementError, match="time zone"):
        session.execute(
            select(QuestionnaireVersion).where(QuestionnaireVersion.created_at == naive)
        )
