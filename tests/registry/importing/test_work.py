"""Work on imports: in order, once, and again after whatever interrupted it."""

import os
import signal
import sys
from collections.abc import Iterator
from datetime import timedelta
from subprocess import Popen

import pytest
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from survey import db
from survey.audit import Actor
from survey.models.account import Membership, Role
from survey.models.agency import Agency
from survey.models.import_run import ImportRun, ImportStatus
from survey.registry.importing import work
from survey.registry.importing.columns import Register
from survey.registry.importing.holding import hold
from survey.registry.importing.report import Report
from survey.registry.importing.runs import decide_to_take_over, drop, hand_in
from survey.registry.importing.work import MOST_ATTEMPTS, work_on, work_on_next_import
from tests.factories import an_agency
from tests.registry.importing.files import CLERK, NOW
from tests.staff import an_account

AGENCIES = "code,kind,name_vi\na,xã,Xã Một\n"


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def waiting(file: str | bytes, *, by: Actor = CLERK, at: Agency | None = None) -> int:
    """A file of agencies that was handed in."""
    content = file.encode() if isinstance(file, str) else file
    with db.transaction() as session:
        return hand_in(
            session,
            register=Register.AGENCIES,
            file_name="agencies.csv",
            content=content,
            agency_id=at.id if at else None,
            by=by,
        ).id


def decided(import_id: int) -> bool:
    with db.transaction() as session:
        run = session.get(ImportRun, import_id)
        return decide_to_take_over(session, run=run, by=CLERK)


def the_run(session: Session, import_id: int) -> ImportRun:
    session.rollback()
    return session.execute(
        select(ImportRun).where(ImportRun.id == import_id).execution_options(populate_existing=True)
    ).scalar_one()


def agencies(session: Session) -> int:
    session.rollback()
    return session.execute(select(func.count(Agency.id))).scalar_one()


def test_the_number_of_a_dropped_file_is_not_given_again(context, session: Session):
    """A page that is still open would take another file over than the one it shows."""
    dropped = waiting(AGENCIES)
    with db.transaction() as writing:
        assert drop(writing, run=writing.get_one(ImportRun, dropped), by=CLERK)

    assert waiting(AGENCIES) > dropped


def test_a_file_waits_for_its_check_and_then_for_a_decision(context, session: Session):
    import_id = waiting(AGENCIES)

    work_on_next_import(NOW)
    run = the_run(session, import_id)

    assert run.status is ImportStatus.READY
    assert Report.from_json(run.report).counts == {"added": 1}
    assert (run.rows_done, run.rows_total, run.attempts) == (1, 1, 0)
    assert agencies(session) == 0


def test_a_decision_takes_the_file_over_and_lets_go_of_it(context, session: Session):
    import_id = waiting(AGENCIES)
    work_on_next_import(NOW)

    assert decided(import_id)
    work_on_next_import(NOW)
    run = the_run(session, import_id)

    assert (run.status, run.content, run.finished_at) == (ImportStatus.APPLIED, None, NOW)
    assert run.changes
    assert agencies(session) == 1


def test_a_decision_counts_once(context, session: Session):
    import_id = waiting(AGENCIES)
    work_on_next_import(NOW)

    assert [decided(import_id), decided(import_id)] == [True, False]


def test_a_file_that_says_nothing_new_is_done_at_once(context, session: Session):
    for _ in range(2):
        import_id = waiting(AGENCIES)
        work_on_next_import(NOW)
        decided(import_id)
        work_on_next_import(NOW)
    run = the_run(session, import_id)

    assert run.status is ImportStatus.APPLIED
    assert Report.from_json(run.report).counts == {"unchanged": 1}


@pytest.mark.parametrize("file", [b"\xff\xfe\x00", b"PK\x03\x04", "code,kind,name_vi\n?,xã,X\n"])
def test_a_file_with_faults_is_refused_and_let_go(context, session: Session, file: str | bytes):
    import_id = waiting(file)

    work_on_next_import(NOW)
    run = the_run(session, import_id)

    assert (run.status, run.content) == (ImportStatus.REFUSED, None)
    assert Report.from_json(run.report).is_refused


def test_a_register_that_changed_since_the_preview_asks_for_another_look(context, session: Session):
    import_id = waiting(AGENCIES)
    work_on_next_import(NOW)
    an_agency(session, code="a", name="Xã Hai")

    decided(import_id)
    work_on_next_import(NOW)
    run = the_run(session, import_id)
    report = Report.from_json(run.report)

    assert run.status is ImportStatus.READY
    assert (report.changed_since, report.counts) == (True, {"changed": 1})
    assert session.execute(select(Agency.name_vi)).scalar() == "Xã Hai"


def test_imports_are_worked_on_one_after_the_other(context, session: Session):
    first, second = waiting(AGENCIES), waiting(AGENCIES)

    work_on_next_import(NOW)

    assert the_run(session, first).status is ImportStatus.READY
    assert the_run(session, second).status is ImportStatus.WAITING


def test_nobody_works_while_somebody_else_does(context, session: Session):
    import_id = waiting(AGENCIES)

    with hold() as is_held:
        work_on_next_import(NOW)
        work_on(import_id, now=NOW)

    assert is_held
    assert the_run(session, import_id).status is ImportStatus.WAITING


@pytest.mark.parametrize("status", [ImportStatus.CHECKING, ImportStatus.APPLYING])
def test_an_interrupted_step_begins_anew(context, session: Session, status: ImportStatus):
    import_id = waiting(AGENCIES)
    if status is ImportStatus.APPLYING:
        work_on_next_import(NOW)
    run = the_run(session, import_id)
    run.status, run.attempts = status, 1
    session.commit()

    work_on_next_import(NOW)

    after = ImportStatus.READY if status is ImportStatus.CHECKING else ImportStatus.APPLIED
    assert the_run(session, import_id).status is after


def test_a_file_that_ends_every_worker_is_given_up(context, session: Session):
    import_id = waiting(AGENCIES)
    run = the_run(session, import_id)
    run.status, run.attempts = ImportStatus.CHECKING, MOST_ATTEMPTS
    session.commit()

    work_on_next_import(NOW)

    assert the_run(session, import_id).status is ImportStatus.FAILED


def test_a_fault_of_ours_ends_the_import_and_not_the_worker(
    context, session: Session, monkeypatch: pytest.MonkeyPatch
):
    import_id = waiting(AGENCIES)
    monkeypatch.setattr(work, "compare", lambda *_, **__: 1 / 0)

    work_on_next_import(NOW)

    assert the_run(session, import_id).status is ImportStatus.FAILED


def test_an_import_that_is_worked_on_cannot_be_dropped(context, session: Session):
    import_id = waiting(AGENCIES)
    run = the_run(session, import_id)

    run.status = ImportStatus.CHECKING
    session.flush()
    assert not drop(session, run=run, by=CLERK)
    run.status = ImportStatus.READY
    session.flush()
    assert drop(session, run=run, by=CLERK)


def test_a_role_that_was_taken_away_meanwhile_counts_no_more(context, session: Session):
    mine = an_agency(session, code="mine")
    account = an_account(session, role=Role.PROVINCE_ADMIN, at=mine)
    file = "code,kind,name_vi,parent_code\na,xã,Xã Một,mine\n"
    import_id = waiting(file, by=Actor(account.id, NOW), at=mine)
    session.rollback()
    session.execute(delete(Membership))
    session.commit()

    work_on_next_import(NOW)

    report = Report.from_json(the_run(session, import_id).report)
    assert [fault.code for fault in report.faults] == ["out_of_reach"]


def test_a_leader_above_may_decide_what_was_handed_in_below(context, session: Session):
    above = an_agency(session, code="above")
    below = an_agency(session, code="below", under=above)
    account = an_account(session, role=Role.PROVINCE_ADMIN, at=above)
    file = "code,kind,name_vi,parent_code\na,xã,Xã Một,below\n"

    import_id = waiting(file, by=Actor(account.id, NOW), at=below)
    work_on_next_import(NOW)

    assert the_run(session, import_id).status is ImportStatus.READY


# Without the pages, of which it needs none: they are most of what a start takes.
KILLED = """
import os, signal, sys
from datetime import datetime, timezone
from flask import Flask
from survey import db, i18n
from survey.settings import Settings
from survey.registry.importing import {module} as killed, work

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

killed.{function} = die
url, folder = sys.argv[1:]
app = Flask("survey")
app.config["SETTINGS"] = Settings(
    database_url=url, secret_key="x0123456789-abcdefghijklmnopqrstuvwxyz", var_dir=folder
)
db.init_app(app, url)
i18n.init_app(app)
with app.app_context():
    work.work_on_next_import(datetime.now(timezone.utc))
"""


def a_worker_is_killed(settings, *, module: str, function: str) -> None:
    code = KILLED.format(module=module, function=function)
    command = [sys.executable, "-c", code, settings.database_url, str(settings.var_dir)]
    with Popen(command, env={**os.environ, "PYTHONWARNINGS": "ignore"}) as process:
        assert process.wait(60) == -signal.SIGKILL


def test_a_worker_killed_while_it_checks_leaves_the_file_to_the_next(
    context, session: Session, settings
):
    import_id = waiting(AGENCIES)

    a_worker_is_killed(settings, module="work", function="_finish")
    run = the_run(session, import_id)
    assert (run.status, run.attempts) == (ImportStatus.CHECKING, 1)
    work_on_next_import(NOW + timedelta(minutes=1))

    assert the_run(session, import_id).status is ImportStatus.READY


def test_a_worker_killed_while_it_writes_has_written_nothing(context, session: Session, settings):
    import_id = waiting(AGENCIES + "b,xã,Xã Hai\n")
    work_on_next_import(NOW)
    decided(import_id)

    # After the agencies were written and before their places in the tree are.
    a_worker_is_killed(settings, module="writing_agencies", function="_changes_stay")
    assert agencies(session) == 0
    assert the_run(session, import_id).status is ImportStatus.APPLYING
    work_on_next_import(NOW)

    assert agencies(session) == 2
    assert the_run(session, import_id).status is ImportStatus.APPLIED
