"""Settings: what is missing or dangerous is refused with a line that says what to set."""

import gc
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

import hailong
from survey import db, durability
from survey.app import create_app
from survey.measures import statistics
from survey.settings import BadSettings, Settings, load
from survey.spoken import CATALOGUES

SECRET = "only-for-tests-0123456789-abcdefghij"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Sound settings in the environment, to be spoilt by the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HAILONG_DATABASE_URL", f"sqlite:///{tmp_path / 'hailong.db'}")
    monkeypatch.setenv("HAILONG_SECRET_KEY", SECRET)
    return monkeypatch


@pytest.fixture
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAILONG_DEFAULT_LANGUAGE", "en")


def test_sound_settings_are_read_from_the_environment(environment: pytest.MonkeyPatch):
    environment.setenv("HAILONG_BASE_URL", "https://danhgia.example.vn/")

    settings = load()

    assert settings.base_url == "https://danhgia.example.vn"
    assert settings.is_secure
    assert SECRET not in repr(settings)


def test_a_file_gives_settings_and_the_environment_wins(
    environment: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "hailong.toml").write_text('suppress_below = 7\ndefault_language = "en"\n')
    environment.setenv("HAILONG_DEFAULT_LANGUAGE", "vi")

    settings = load()

    assert (settings.suppress_below, settings.default_language) == (7, "vi")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", "", "is not an address"),
        ("DATABASE_URL", "mysql://localhost/x", "must begin with sqlite: or postgresql:"),
        ("DATABASE_URL", "sqlite://", "keeps nothing"),
        ("DATABASE_URL", "sqlite:///:memory:", "keeps nothing"),
        (
            "DATABASE_URL",
            "postgresql:///x?options=-c%20synchronous_commit%3Doff",
            "weakens durability",
        ),
        ("SECRET_KEY", "secret", "too easy to guess"),
        ("SECRET_KEY", "a" * 40, "too easy to guess"),
        ("BASE_URL", "danhgia.example.vn", "must begin with https://"),
        ("BASE_URL", "https://", "must name a host"),
        ("BASE_URL", "https://danhgia.example.vn?lang=vi", "must name a host"),
        ("BASE_URL", "https://danh gia.example.vn", "must name a host"),
        ("BASE_URL", "https://an:secret@danhgia.example.vn", "must name a host"),
        ("INDEX_766", "/nowhere/formula.yaml", "not there: /nowhere/formula.yaml"),
        ("DEBUG", "1", "set HAILONG_DEBUG=0"),
        ("SUPPRESS_BELOW", "1", "must be at least 3"),
        ("SUPPRESS_BELOW", "many", "must be a whole number"),
        ("TRUSTED_PROXIES", "9", "must be at most 3"),
        ("SIMULATED", "perhaps", "must be 1 or 0"),
        ("SECRT_KEY", SECRET, "is no setting"),
    ],
)
@pytest.mark.usefixtures("in_english")
def test_a_dangerous_setting_is_refused_by_name(
    environment: pytest.MonkeyPatch, name: str, value: str, words: str
):
    environment.setenv(f"HAILONG_{name}", value)

    with pytest.raises(BadSettings, match=words) as refused:
        load()

    assert str(refused.value).startswith(f"HAILONG_{name} ")


@pytest.mark.usefixtures("in_english")
def test_what_is_missing_is_named_with_what_it_is_for(environment: pytest.MonkeyPatch):
    environment.delenv("HAILONG_SECRET_KEY")
    environment.delenv("HAILONG_DATABASE_URL")

    with pytest.raises(BadSettings) as refused:
        load()

    lines = str(refused.value).splitlines()
    assert [line.split()[0] for line in lines] == ["HAILONG_DATABASE_URL", "HAILONG_SECRET_KEY"]
    assert "Signs sessions" in lines[1]


@pytest.mark.usefixtures("in_english")
def test_a_database_that_can_lose_commits_is_refused(settings: Settings, monkeypatch):
    def connect(url: str):
        engine = db_connect(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", lambda c, _: c.execute("PRAGMA synchronous=NORMAL"))
        else:
            event.listen(engine, "connect", lambda c, _: c.execute("SET synchronous_commit=off"))
        return engine

    db_connect = db.connect
    monkeypatch.setattr(db, "connect", connect)

    with pytest.raises(BadSettings, match="acknowledged rating can be lost"):
        create_app(settings)


def test_both_engines_are_durable_as_they_are_set_up(settings: Settings):
    engine = db.connect(settings.database_url)

    assert all(finding.is_safe for finding in durability.findings(engine))
    engine.dispose()


def test_an_error_of_the_database_does_not_quote_what_was_sent(settings: Settings):
    engine = db.connect(settings.database_url)

    with engine.connect() as connection, pytest.raises(DBAPIError) as refused:
        connection.execute(text("SELECT * FROM nowhere WHERE comment = :words"), {"words": SECRET})

    assert SECRET not in str(refused.value)
    engine.dispose()


def test_the_doctor_prints_what_it_found_and_no_secret(
    environment: pytest.MonkeyPatch, database_url: str
):
    environment.setenv("HAILONG_DATABASE_URL", database_url)

    told = CliRunner().invoke(hailong.cli, ["doctor"])

    assert told.exit_code == 0, told.output
    assert "HAILONG_SUPPRESS_BELOW = 5" in told.output
    assert SECRET not in told.output
    assert "✔" in told.output
    assert "✘" not in told.output


def test_the_doctor_hides_passwords_in_addresses(environment: pytest.MonkeyPatch):
    environment.setenv("HAILONG_MAIL_URL", "smtp://quan-tri:mat-khau-rieng@localhost:25")

    told = CliRunner().invoke(hailong.cli, ["doctor"])

    assert "quan-tri" in told.output
    assert "mat-khau-rieng" not in told.output


def test_the_doctor_finds_a_database_that_was_not_migrated(environment: pytest.MonkeyPatch):
    told = CliRunner().invoke(hailong.cli, ["doctor"])

    assert told.exit_code == 1
    assert "✘ schema" in told.output


@pytest.mark.usefixtures("in_english")
def test_a_database_of_another_schema_is_refused(environment: pytest.MonkeyPatch):
    with pytest.raises(BadSettings, match="run `hailong migrate`"):
        create_app(load())


def test_migrate_makes_an_empty_database_usable(environment: pytest.MonkeyPatch):
    first = CliRunner().invoke(hailong.cli, ["migrate"])
    second = CliRunner().invoke(hailong.cli, ["migrate"])

    assert first.exit_code == second.exit_code == 0
    assert first.output.startswith("–")
    assert CliRunner().invoke(hailong.cli, ["doctor"]).exit_code == 0


def test_a_new_database_is_nobody_elses_to_read(environment: pytest.MonkeyPatch, tmp_path: Path):
    CliRunner().invoke(hailong.cli, ["migrate"])

    with db.connected(load().database_url) as engine, engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE written (n)")
        modes = {file.stat().st_mode & 0o777 for file in tmp_path.glob("hailong.db*")}

    assert modes == {0o600}


@pytest.mark.usefixtures("in_english")
def test_start_up_without_settings_ends_with_words_and_no_traceback(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HAILONG_SECRET_KEY", raising=False)

    with pytest.raises(SystemExit, match="HAILONG_SECRET_KEY is missing"):
        hailong.create_app()


def test_a_refusal_speaks_the_language_of_the_installation(environment: pytest.MonkeyPatch):
    environment.delenv("HAILONG_SECRET_KEY")
    environment.setenv("HAILONG_SIMULATED", "perhaps")

    told = CliRunner().invoke(hailong.cli, ["doctor"]).output

    assert "HAILONG_SECRET_KEY chưa được đặt. Dùng để ký phiên đăng nhập" in told
    assert "HAILONG_SIMULATED phải là 1 hoặc 0." in told


@pytest.mark.parametrize("content", [b"debug = ", b'mail_url = "\xff"', b'debgu = "1"'])
def test_a_file_that_is_broken_is_named(
    environment: pytest.MonkeyPatch, tmp_path: Path, content: bytes
):
    (tmp_path / "hailong.toml").write_bytes(content)

    told = CliRunner().invoke(hailong.cli, ["doctor"])

    assert told.exit_code == 1
    assert isinstance(told.exception, SystemExit)
    assert re.search("Không đọc được hailong.toml|HAILONG_DEBGU không phải là cài đặt", told.output)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("sqlite:////nowhere/hailong.db", "unable to open database file"),
        ("postgresql+psycopg://an:mat-khau@127.0.0.1:1/hailong", "Connection refused"),
    ],
)
@pytest.mark.parametrize("command", ["migrate", "doctor", "seal", None])
def test_a_database_that_is_not_there_is_told_in_words(
    environment: pytest.MonkeyPatch, address: str, reason: str, command: str | None
):
    environment.setenv("HAILONG_DATABASE_URL", address)

    if command is None:
        with pytest.raises(SystemExit) as ended:
            hailong.create_app()
        told = str(ended.value)
    else:
        told = CliRunner().invoke(hailong.cli, [command]).output

    assert "Không dùng được cơ sở dữ liệu: " in told
    assert reason in told
    assert "mat-khau" not in told


def test_help_needs_no_settings(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    told = CliRunner().invoke(hailong.cli, ["--help"])

    assert told.exit_code == 0
    assert "doctor" in told.output
    assert "Đưa cơ sở dữ liệu" in told.output
    assert not re.search("Usage|Options|Commands|Show|honestly", told.output)


def test_help_of_a_part_of_a_command_is_in_the_same_language(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    told = CliRunner().invoke(hailong.cli, ["questionnaires", "load", "--help"]).output

    assert "Bộ phương pháp có sẵn." in told
    assert "Publish" not in told


def options_of(command: click.Command) -> Iterator[click.Option]:
    yield from (one for one in command.params if isinstance(one, click.Option))
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        yield from options_of(inner)


def test_every_option_is_explained_in_vietnamese():
    """A command that was run in this process explains itself in Vietnamese already."""
    with (CATALOGUES / "vi/LC_MESSAGES/messages.po").open(encoding="utf-8") as file:
        known = {message.id: message.string for message in read_po(file, locale="vi")}
    helps = {option.help for option in options_of(hailong.cli) if option.help}

    assert {help for help in helps if not known.get(help)} <= set(known.values())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nothing"], "Lỗi: Không có lệnh 'nothing'."),
        (["seal", "--bogus"], "Lỗi: Không có tùy chọn '--bogus'."),
        (["seal", "--until", "yesterday"], "'yesterday' không đúng dạng '%Y-%m-%d'."),
        (["import", "nothing", "file.csv"], "'nothing' không thuộc các giá trị: 'agencies'"),
        (["import", "points", "nothing.csv"], "Tệp 'nothing.csv' không tồn tại."),
        (["slips"], "Thiếu tùy chọn '--point'."),
    ],
)
def test_a_wrong_command_is_answered_in_one_language(
    environment: pytest.MonkeyPatch, arguments: list[str], told: str
):
    answer = CliRunner().invoke(hailong.cli, arguments)

    assert answer.exit_code == 2
    assert told in answer.output
    assert not re.search("Usage|Try|Error|Missing|Invalid", answer.output)


@pytest.mark.parametrize("source", ["environment", "file"])
def test_help_speaks_the_language_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, source: str
):
    monkeypatch.chdir(tmp_path)
    if source == "file":
        Path("hailong.toml").write_text('default_language = "en"\n')
    else:
        monkeypatch.setenv("HAILONG_DEFAULT_LANGUAGE", "en")

    told = subprocess.run(
        [sys.executable, "-m", "hailong", "seal", "--help"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert "Usage:" in told
    assert "Seal the closed days" in told
    assert "Show this message and exit." in told


def test_every_setting_is_in_the_readme():
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"`HAILONG_{name.upper()}`" not in readme]

    assert missing == []


def test_a_server_keeps_what_it_started_with_out_of_the_collectors_way(
    environment: pytest.MonkeyPatch,
):
    CliRunner().invoke(hailong.cli, ["migrate"])
    gc.unfreeze()

    hailong.create_app()

    assert gc.get_freeze_count() > 10_000
    gc.unfreeze()


def test_a_server_loads_what_figures_need_before_its_first_page(
    environment: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch
):
    CliRunner().invoke(hailong.cli, ["migrate"])
    for name in statistics.ON_MOST_PAGES:
        monkeypatch.delitem(vars(statistics), name, raising=False)

    hailong.create_app()
    gc.unfreeze()

    assert vars(statistics).keys() >= set(statistics.ON_MOST_PAGES)
