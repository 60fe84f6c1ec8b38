"""Files in and out of the registers, as one call each."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.registry.importing.columns import Register
from survey.registry.importing.first_pass import read_file
from survey.registry.importing.formats import FORMATS
from survey.registry.importing.reach import EVERYWHERE, Bounds
from survey.registry.importing.report import Report
from survey.registry.importing.second_pass import compare
from survey.registry.importing.taking_over import take_over

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TODAY = NOW.date()
CLERK = Actor(account_id=None, now=NOW)


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


def checked(
    session: Session,
    register: Register,
    file: str | bytes,
    *,
    bounds: Bounds = EVERYWHERE,
) -> Report:
    """What the check of the file says."""
    content = file.encode() if isinstance(file, str) else file
    with read_file(FORMATS[register], content=content, progress=silent) as read:
        return compare(session, file=read, bounds=bounds, progress=silent, today=TODAY).report


def imported(session: Session, register: Register, file: str | bytes) -> Report:
    """Check and take over, in the transaction of the session."""
    content = file.encode() if isinstance(file, str) else file
    with read_file(FORMATS[register], content=content, progress=silent) as read:
        report = compare(session, file=read, bounds=EVERYWHERE, progress=silent, today=TODAY).report
        assert not report.is_refused, report.faults
        take_over(
            session, file=read, bounds=EVERYWHERE, digest=report.digest, by=CLERK, progress=silent
        )
    session.commit()
    return report


def reasons(report: Report) -> list[tuple[int, str, str]]:
    """Row, column and code of every fault."""
    return [(fault.row, fault.column, fault.code) for fault in report.faults]
