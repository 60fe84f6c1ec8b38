"""Rows of an XLSX workbook that a person hands in, read where it can do no harm."""

import json
import sys
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import IO, cast

from survey.documents import workbook_child
from survey.documents.table_lines import Line, Unreadable
from survey.documents.workbook_guard import check_workbook

READER = str(Path(workbook_child.__file__))
OF_STATUS = {status: reason for reason, status in workbook_child.REASONS.items()}


def workbook_lines(content: bytes, *, sheet: str = "") -> Generator[Line]:
    """The rows of that sheet, else of the first visible one; raises Unreadable on the way."""
    check_workbook(content)
    # The arguments are ours: this interpreter, our own module, and a name that is compared.
    with Popen(  # noqa: S603
        [sys.executable, "-I", READER, sheet], stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    ) as child:
        try:
            yield from _read(child, content)
        finally:
            child.kill()


def _read(child: Popen[bytes], content: bytes) -> Generator[Line]:
    stdin, stdout = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
    with suppress(BrokenPipeError):  # it ended already: its status says why
        stdin.write(content)
        stdin.close()
    for row in stdout:
        if row.endswith(b"\n"):
            number, *cells = json.loads(row)
            yield Line(number, cells)
    status = child.wait()
    if status != 0:
        # Without a reason of its own the child went over its bounds.
        raise Unreadable(OF_STATUS.get(status, "workbook_bomb"), most=workbook_child.MOST_COLUMNS)
