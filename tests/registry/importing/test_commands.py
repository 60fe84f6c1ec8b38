"""`hailong import` and `hailong export` from the command line."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.models.agency import Agency
from survey.registry.importing.commands import FAULTS_SHOWN, export_file, import_file

AGENCIES = "code,kind,name_vi\na,xã,Xã Một\nb,xã,Xã Hai\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "agencies.csv"
    path.write_text(AGENCIES)
    return path


def agencies(session: Session) -> int:
    session.rollback()
    return session.execute(select(func.count(Agency.id))).scalar_one()


def run(app: Flask, command: object, *arguments: object, answer: str = "") -> Result:
    return app.test_cli_runner().invoke(command, [str(a) for a in arguments], input=answer)


def test_a_file_is_shown_and_then_taken_over(app: Flask, session: Session, file: Path):
    result = run(app, import_file, "agencies", file, answer="y\n")

    assert result.exit_code == 0, result.output
    assert "Thêm mới: 2" in result.output
    assert agencies(session) == 2


@pytest.mark.parametrize(("option", "answer"), [("--dry-run", ""), ("--", "n\n")])
def test_a_file_that_is_not_confirmed_changes_nothing(
    app: Flask, session: Session, file: Path, option: str, answer: str
):
    run(app, import_file, option, "agencies", file, answer=answer)

    assert agencies(session) == 0


def test_the_same_file_twice_has_nothing_to_change(app: Flask, session: Session, file: Path):
    run(app, import_file, "agencies", file, "--yes")

    result = run(app, import_file, "agencies", file, "--yes")

    assert result.exit_code == 0
    assert "Không có gì để thay đổi." in result.output


def test_faults_are_listed_and_end_the_command(app: Flask, session: Session, file: Path):
    file.write_text("code,kind,name_vi\na,hội,Xã Một\n")

    result = run(app, import_file, "agencies", file, "--yes")

    assert result.exit_code == 1
    assert "2 · Loại cơ quan · 'hội': Hãy chọn một trong các giá trị: bộ, tỉnh, sở" in result.output
    assert agencies(session) == 0


def test_what_is_worth_a_look_is_told_and_stops_nothing(app: Flask, session: Session, file: Path):
    heading = "code,kind,name_vi,parent_code,valid_to\n"
    children = [f"b{n},xã,Xã {n},a,\n" for n in range(30)]
    file.write_text(heading + "a,huyện,Huyện Một,,2025-06-30\n" + "".join(children))

    result = run(app, import_file, "agencies", file, "--yes")

    assert result.exit_code == 0
    assert agencies(session) == 31
    assert result.stderr.count("Sau ngày cuối (30/06/2025), cơ quan cấp trên") == FAULTS_SHOWN
    assert "3 · Mã cơ quan cấp trên · 'a': " in result.stderr
    assert "Cần xem lại: 30" in result.stderr
    assert "Cần xem lại" not in result.stdout


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(
    app: Flask, session: Session, file: Path
):
    file.write_text("code,name_vi\n")

    result = run(app, import_file, "agencies", file, "--yes")

    assert result.exit_code == 1
    assert "Thiếu các cột: Loại cơ quan." in result.output


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_an_export_is_read_back_without_a_change(
    app: Flask, session: Session, file: Path, name: str
):
    run(app, import_file, "agencies", file, "--yes")

    exported = run(app, export_file, "agencies", file.with_name(name))
    result = run(app, import_file, "agencies", file.with_name(name), "--yes")

    assert exported.exit_code == 0, exported.output
    assert "Không có gì để thay đổi." in result.output
