"""What a run found as tables to take away, in the language of whoever takes them."""

from collections.abc import Iterator

from flask_babel import gettext as _

from survey.documents.spreadsheets import Row
from survey.registry.importing.columns import Column, Format, Value
from survey.registry.importing.preview import unpacked
from survey.registry.importing.report import Report, Sample
from survey.registry.importing.sentences import EFFECTS, fault_sentence


def faults(format: Format, report: Report, *, language: str) -> Iterator[Row]:
    yield [_("Row"), _("Column"), _("Value"), _("What is wrong")]
    headings = {column.name: column.heading(language) for column in format.columns}
    for fault in report.faults:
        sentence = fault_sentence(format, fault, language=language)
        yield [fault.row, headings.get(fault.column, ""), fault.value, sentence]


def changes(format: Format, packed: bytes, *, language: str) -> Iterator[Row]:
    """One row for every field that changes."""
    yield [_("Row"), _("Effect"), _("Which"), _("Column"), _("So far"), _("From now on")]
    columns = {column.name: column for column in format.columns}
    for effect, sample in unpacked(packed):
        label = " · ".join(map(str, label_words(format, sample, language=language)))
        for name, old, new in sample.fields:
            column = columns[name]
            before, after = written(column, old, language), written(column, new, language)
            yield [
                sample.row,
                str(EFFECTS[effect]),
                label,
                column.heading(language),
                before,
                after,
            ]


def label_words(format: Format, sample: Sample, *, language: str) -> Iterator[Value]:
    """By what a row is known again, in words of that language; it holds no empty cells."""
    choices = [column for column in map(format.column, format.key) if column.words]
    for part in sample.label:
        column = next((column for column in choices if part in column.words), None)
        yield written(column, part, language) if column else part


def written(column: Column, value: Value, language: str) -> Value:
    """A stored value as a file in that language writes it."""
    return column.written(value, language=language)
