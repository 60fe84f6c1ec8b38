"""`hailong slips` puts a pool on paper."""

from io import FileIO
from pathlib import Path

import pytest
from sqlalchemy import func, select

from survey.models.slip import Slip, SlipPool
from survey.models.slip_code import digest
from survey.registry import slip_sheets
from survey.registry.commands import slips
from tests.documents import reading
from tests.factories import a_point, a_procedure, some_slips


@pytest.fixture
def run(app, session, tmp_path):
    def run(*options):
        file = tmp_path / "slips.pdf"
        result = app.test_cli_runner().invoke(slips, [*options, "-o", str(file)])
        session.rollback()  # see what the command has written
        return result, file

    return run


def test_every_printed_code_opens_a_slip_of_the_pool(session, run):
    point = a_point(session)

    result, file = run("--point", point.code, "--count", "9", "--valid-days", "7")

    pool = session.execute(select(SlipPool)).scalar_one()
    contents = [scan.content for page in reading.pages(file.read_bytes()) for scan in page.scans]
    kept = set(session.execute(select(Slip.digest)).scalars())
    assert result.exit_code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert (pool.printed, (pool.valid_to - pool.valid_from).days) == (9, 6)
    assert {digest(content.removeprefix("http://localhost/r/")) for content in contents} == kept


def test_a_pool_of_a_procedure_bears_its_name(session, run):
    point = a_point(session)
    a_procedure(session, name="Đăng ký khai sinh", at=point, national_code="1.001193")

    result, file = run("--point", point.code, "--count", "2", "--procedure", "1.001193")

    assert result.exit_code == 0
    assert "Đăng ký khai sinh" in reading.pages(file.read_bytes())[0].text


def test_an_unknown_point_or_procedure_is_named(session, run):
    point = a_point(session)

    unknown, _ = run("--point", "nowhere", "--count", "2")
    not_a_code, _ = run("--point", point.code, "--count", "2", "--procedure", "9.999999")

    assert (unknown.exit_code, not_a_code.exit_code) == (1, 1)
    assert "nowhere" in unknown.output
    assert "9.999999" in not_a_code.output


def test_an_earlier_sheet_is_not_written_over(session, run):
    point = a_point(session)
    _, file = run("--point", point.code, "--count", "2")
    sheet = file.read_bytes()

    again, _ = run("--point", point.code, "--count", "2")

    assert (again.exit_code, str(file) in again.output) == (1, True)
    assert file.read_bytes() == sheet
    assert len(session.execute(select(SlipPool)).all()) == 1


def test_what_a_killed_run_left_is_explained_and_kept(session, run, tmp_path):
    """A whole sheet may lie in the part, whose slips count, or nothing at all."""
    point = a_point(session)
    file, part = tmp_path / "slips.pdf", tmp_path / "slips.pdf.part"
    file.touch()

    empty, _ = run("--point", point.code, "--count", "2")
    part.write_bytes(b"%PDF")
    half_way, _ = run("--point", point.code, "--count", "2")
    file.unlink()
    nameless, _ = run("--point", point.code, "--count", "2")

    assert (empty.exit_code, half_way.exit_code, nameless.exit_code) == (1, 1, 1)
    assert f"Tệp {file} trống" in empty.output
    assert f"Còn tệp {part}" in half_way.output
    assert nameless.output == half_way.output
    assert (part.read_bytes(), file.exists()) == (b"%PDF", False)
    assert session.execute(select(SlipPool)).first() is None


def test_slips_that_have_nowhere_to_go_are_not_printed(app, session, tmp_path):
    file = tmp_path / "nowhere" / "slips.pdf"
    options = ["--point", a_point(session).code, "--count", "2", "-o", str(file)]

    result = app.test_cli_runner().invoke(slips, options)

    session.rollback()
    assert (result.exit_code, str(file) in result.output) == (1, True)
    assert session.execute(select(SlipPool)).first() is None


def test_slips_for_which_the_disk_has_no_room_are_not_printed(app, session, run, monkeypatch):
    monkeypatch.setattr(Path, "open", lambda _path, _mode: FileIO("/dev/full", "w"))

    result, file = run("--point", a_point(session).code, "--count", "2")

    assert (result.exit_code, str(file) in result.output) == (1, True)
    assert session.execute(select(SlipPool)).first() is None


@pytest.fixture
def typesetting(monkeypatch):
    """Something happens while a sheet is set, which takes seconds."""
    set_on_paper = slip_sheets.slip_sheet

    def meanwhile(happens):
        def slow(*arguments, **named):
            happens()
            return set_on_paper(*arguments, **named)

        monkeypatch.setattr(slip_sheets, "slip_sheet", slow)

    return meanwhile


@pytest.mark.parametrize("end", [RuntimeError, KeyboardInterrupt])
def test_a_pool_that_was_not_set_on_paper_was_not_printed(session, run, typesetting, end):
    def fail():
        raise end

    typesetting(fail)

    result, file = run("--point", a_point(session).code, "--count", "2")

    assert result.exit_code == 1
    assert list(file.parent.glob("slips*")) == []
    assert session.execute(select(SlipPool)).first() is None


def test_whoever_kills_the_command_half_way_leaves_no_slips_that_nobody_holds(
    session, run, typesetting, monkeypatch
):
    kept = []
    point = a_point(session)

    def look():
        session.rollback()
        kept.append(session.execute(select(func.count(SlipPool.id))).scalar_one())
        session.rollback()

    typesetting(look)
    monkeypatch.setattr("survey.registry.commands.fsync", lambda _file: look())

    result, _ = run("--point", point.code, "--count", "2")

    assert (result.exit_code, kept) == (0, [0, 0])
    assert session.execute(select(func.count(SlipPool.id))).scalar_one() == 1


def test_the_sheet_bears_its_number_though_another_sheet_was_quicker(session, run, typesetting):
    point = a_point(session)
    others = []

    def another():
        if not others:
            others.append(some_slips(session, point=point))

    typesetting(another)

    result, file = run("--point", point.code, "--count", "2")

    number = session.execute(select(SlipPool.id).where(SlipPool.printed == 2)).scalar_one()
    assert result.exit_code == 0
    assert f"Tập phiếu {number} " in reading.pages(file.read_bytes())[0].text
