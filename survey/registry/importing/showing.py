"""An import as its page shows it: values and codes become words of the reader's language."""

import re
from datetime import date
from typing import NamedTuple

from survey.documents import wording
from survey.models.import_run import ImportRun, ImportStatus
from survey.queries.import_runs import TO_WORK_ON
from survey.registry.importing.columns import Column, Format, Register, Type, Value
from survey.registry.importing.faults import BETWEEN, Fault
from survey.registry.importing.formats import FORMATS
from survey.registry.importing.report import Report, Sample
from survey.registry.importing.sentences import EFFECTS, fault_sentence, refusal_sentence
from survey.registry.importing.tables import heading_of, label_words, value_words, written

FAULTS_SHOWN = 100
ODDITIES_SHOWN = 10  # above the button that decides, which should not be far
KEPT_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class ShownFault(NamedTuple):
    row: int
    column: str
    value: str
    sentence: str


class ShownField(NamedTuple):
    column: str
    old: Value
    new: Value


class ShownRow(NamedTuple):
    row: int
    label: str
    fields: list[ShownField]


class Part(NamedTuple):
    """Rows of one effect: how many, and the first of them."""

    effect: str
    word: str
    number: int
    rows: list[ShownRow]


class Shown(NamedTuple):
    format: Format
    report: Report
    is_at_work: bool
    is_ready: bool
    refusal: str
    faults: list[ShownFault]
    oddities: list[ShownFault]
    parts: list[Part]


def shown(run: ImportRun, *, language: str) -> Shown:
    format, report = FORMATS[Register(run.register)], Report.from_json(run.report)
    return Shown(
        format=format,
        report=report,
        is_at_work=run.status in TO_WORK_ON,
        is_ready=run.status is ImportStatus.READY,
        refusal=refusal_sentence(format, *report.refusal, language=language)
        if report.refusal
        else "",
        faults=[_fault(format, fault, language) for fault in report.faults[:FAULTS_SHOWN]],
        oddities=[_fault(format, oddity, language) for oddity in report.oddities[:ODDITIES_SHOWN]],
        parts=[
            Part(
                effect,
                str(word),
                report.counts.get(effect, 0),
                [_row(format, sample, language) for sample in report.samples.get(effect, [])],
            )
            for effect, word in EFFECTS.items()
        ],
    )


def _fault(format: Format, fault: Fault, language: str) -> ShownFault:
    words = value_words(format, fault, language=language)
    return ShownFault(
        fault.row,
        heading_of(format, fault, language=language),
        BETWEEN.join(str(_day(word, language)) for word in words),
        fault_sentence(format, fault, language=language),
    )


def _row(format: Format, sample: Sample, language: str) -> ShownRow:
    fields = [
        ShownField(
            format.column(name).heading(language),
            _value(format.column(name), old, language),
            _value(format.column(name), new, language),
        )
        for name, old, new in sample.fields
    ]
    return ShownRow(sample.row, _label(format, sample, language), fields)


def _value(column: Column, value: Value, language: str) -> Value:
    """As people write it; a file to take away keeps the form that can be read in again."""
    return _day(value, language) if column.type is Type.DAY else written(column, value, language)


def _label(format: Format, sample: Sample, language: str) -> str:
    has_day = any(format.column(name).type is Type.DAY for name in format.key)
    words = label_words(format, sample.label, language=language)
    return BETWEEN.join(str(_day(word, language) if has_day else word) for word in words)


def _day(value: Value, language: str) -> Value:
    if not isinstance(value, str) or not KEPT_DAY.fullmatch(value):
        return value
    return wording.day(date.fromisoformat(value), language=language)
