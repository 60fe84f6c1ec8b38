"""The catalogue of procedures, taken over as any other file of the registers."""

from pathlib import Path

from sqlalchemy.orm import Session

from survey.audit import Actor
from survey.clock import local_day
from survey.registry import catalogue
from survey.registry.importing.columns import Register
from survey.registry.importing.first_pass import read_file
from survey.registry.importing.formats import FORMATS
from survey.registry.importing.reach import EVERYWHERE
from survey.registry.importing.second_pass import compare
from survey.registry.importing.taking_over import take_over

SHIPPED = Path(catalogue.__file__).parent
REGISTERS = (Register.PROCEDURES, Register.TIME_LIMITS)


def take_in(session: Session, *, by: Actor) -> None:
    for register in REGISTERS:
        content = (SHIPPED / f"{register.value}.csv").read_bytes()
        with read_file(FORMATS[register], content=content, progress=_silent) as file:
            report = compare(
                session,
                file=file,
                bounds=EVERYWHERE,
                progress=_silent,
                today=local_day(by.now),
            ).report
            take_over(
                session,
                file=file,
                bounds=EVERYWHERE,
                digest=report.digest,
                by=by,
                progress=_silent,
            )


def _silent(_done: int, _total: int) -> None:
    """Small files are read at once."""
