"""`hailong questionnaires load`."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.models.questionnaire import QuestionnaireVersion, VersionStatus
from survey.questionnaires import packs
from survey.questionnaires.commands import questionnaires


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(questionnaires, ["load", *arguments])


def the_versions(session: Session) -> list[tuple[int, VersionStatus]]:
    session.rollback()
    rows = session.execute(select(QuestionnaireVersion).order_by(QuestionnaireVersion.number))
    return [(version.number, version.status) for version in rows.scalars()]


def test_a_shipped_pack_is_loaded_and_published_once(app: Flask, session: Session):
    outputs = [run(app, "--shipped", "quay-ngan", "--publish").output for _ in range(2)]

    assert outputs == ["quay-ngan, phiên bản 1: đã ban hành.\n"] * 2
    assert the_versions(session) == [(1, VersionStatus.PUBLISHED)]


def test_a_file_that_says_something_else_becomes_the_next_version(
    app: Flask, session: Session, tmp_path: Path
):
    run(app, "--shipped", "ba-muc", "--publish")
    file = tmp_path / "pack.yaml"
    file.write_text(packs.dump(packs.shipped()["ba-muc"]).replace("score: 3", "score: 4"))

    assert run(app, str(file)).output == "ba-muc, phiên bản 2: dự thảo.\n"
    assert the_versions(session) == [(1, VersionStatus.PUBLISHED), (2, VersionStatus.DRAFT)]


def test_all_problems_of_a_file_are_told_and_nothing_is_loaded(
    app: Flask, session: Session, tmp_path: Path
):
    file = tmp_path / "pack.yaml"
    file.write_text(packs.dump(packs.shipped()["ba-muc"]).replace("scale: ", "scale: no-"))

    result = run(app, str(file))

    assert result.exit_code == 1
    assert result.output.count("pack.yaml, dòng") == 2
    assert the_versions(session) == []


def test_a_frame_is_not_published(app: Flask, session: Session):
    result = run(app, "--shipped", "sipas-1001", "--publish")

    assert result.exit_code == 1
    assert the_versions(session) == []


@pytest.mark.parametrize("arguments", [(), (packs.__file__, "--shipped", "ba-muc")])
def test_exactly_one_source_is_named(app: Flask, arguments: tuple[str, ...]):
    assert run(app, *arguments).exit_code == 2
