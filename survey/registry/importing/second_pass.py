"""Second pass over a file: its rows beside those of the register."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from survey.registry.importing.changes import Change, Effect, change_of
from survey.registry.importing.columns import Register
from survey.registry.importing.endings import Endings, complete
from survey.registry.importing.faults import Faults
from survey.registry.importing.first_pass import Progress, ReadFile
from survey.registry.importing.oddities import Oddities
from survey.registry.importing.preview import Preview
from survey.registry.importing.procedure_matching import ProcedureMatching
from survey.registry.importing.reach import Bounds, Reach
from survey.registry.importing.references import References
from survey.registry.importing.report import Report
from survey.registry.importing.rules import Rules
from survey.registry.importing.spool import Entry, Spool
from survey.registry.importing.standing import Row, Standing, beside


class Outcome(NamedTuple):
    """What becomes of one row of the file, and which columns of the register it touches."""

    entry: Entry
    row: Row | None
    effect: Effect
    columns: tuple[str, ...]


class Comparison(NamedTuple):
    report: Report
    preview: Preview
    endings: Endings


def compare(
    session: Session,
    *,
    file: ReadFile,
    bounds: Bounds,
    outcomes: Spool[Outcome] | None = None,
    progress: Progress,
    today: date,
) -> Comparison:
    """All faults of the file, or all its changes: shown to a person, or spooled to be written."""
    faults = file.faults.copy()
    preview = Preview(file.format, keeps=outcomes is None)
    references = References(session, file.format)
    reach = Reach(file.format, bounds)
    rules = Rules(session, file.format, unsound=file.unsound, reach=reach, today=today)
    oddities = Oddities(session, file.format, references)
    endings, is_tree = Endings(), file.format.register is Register.AGENCIES
    resolve = _resolver(session, file, references)
    done = 0
    for chunk in file.entries.chunks():
        entries = resolve(chunk, faults)
        for entry, standing in zip(entries, beside(session, file.format, entries), strict=True):
            if is_tree:
                complete(entry, standing.row)
            change = change_of(file.format, entry, standing.row)
            rules.see(entry, standing, faults)
            oddities.see(entry, standing.row, change)
            if is_tree:
                endings.see(entry, standing.row, change)
            reach.see(entry, standing.row, references=references, faults=faults)
            preview.see(entry, standing, change)
            if outcomes is not None:
                outcomes.add(_outcome(entry, standing, change))
        done += len(chunk)
        progress(done, file.entries.rows)
    rules.finish(faults)
    oddities.finish(rules.tree)
    along = endings.check(session, tree=rules.tree, faults=faults)
    return Comparison(_report(file, faults, oddities.found, preview, along), preview, endings)


def _outcome(entry: Entry, standing: Standing, change: Change) -> Outcome:
    columns = tuple([name for name, _, _ in change.fields])
    return Outcome(entry, standing.row, change.effect, columns)


def _resolver(
    session: Session, file: ReadFile, references: References
) -> Callable[[list[Entry], Faults], list[Entry]]:
    """What finds out which rows of the register the codes in a chunk mean."""
    if file.format.register is Register.PROCEDURES:
        return ProcedureMatching(session, file.entries).resolve
    return references.resolve


def _report(
    file: ReadFile, faults: Faults, odd: Faults, preview: Preview, along: dict[str, int]
) -> Report:
    report = Report(
        unknown_columns=file.headings.unknown,
        rows=file.entries.rows + len(file.unsound),
        faults=sorted(faults.listed, key=lambda fault: fault.row),
        fault_count=faults.count,
        oddities=sorted(odd.listed, key=lambda oddity: oddity.row),
        oddity_count=odd.count,
        along=along,
    )
    preview.see_oddities(odd)
    preview.write_to(report)
    return report
