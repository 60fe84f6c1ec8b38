"""What a run found as tables to take away, in the language of whoever takes them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from survey.documents.spreadsheets import Row
from survey.registry.importing.columns import Column, Format, Value
from survey.registry.importing.faults import BETWEEN, Fault
from survey.registry.importing.preview import unpacked
from survey.registry.importing.report import Report
from survey.registry.importing.sentences import EFFECTS, fault_sentence


def faults(format: Format, report: Report, *, language: str) -> Iterator[Row]:
    yield [_("Row"), _("Column"), _("Value"), _("What is wrong")]
    for fault in report.faults:
        sentence = fault_sentence(format, fault, language=language)
        value = BETWEEN.join(map(str, value_words(format, fault, language=language)))
        yield [fault.row, heading_of(format, fault, language=language), value, sentence]


def changes(format: Format, report: Report, packed: bytes, *, language: str) -> Iterator[Row]:
    """One row for every field that changes, then one for all that is odd about other fields."""
    heads = [_("Row"), _("Effect"), _("Which"), _("Column"), _("So far"), _("From now on")]
    yield [*heads, _("Worth a look")]
    columns = {column.name: column for column in format.columns}
    odd = _said_by_row(format, report.oddities, language=language)
    for effect, sample in unpacked(packed):
        label = BETWEEN.join(map(str, label_words(format, sample.label, language=language)))
        said = odd.pop(sample.row, {})
        changed = {name for name, _old, _new in sample.fields}
        unchanged = [(name, None, None) for name in said if name not in changed]
        for name, old, new in [*sample.fields, *unchanged]:
            column = columns[name]
            yield [
                sample.row,
                str(EFFECTS[effect]),
                label,
                column.heading(language),
                written(column, old, language),
                written(column, new, language),
                said.get(name, ""),
            ]


def _said_by_row(
    format: Format, oddities: list[Fault], *, language: str
) -> dict[int, dict[str, str]]:
    """What is odd about each row, by column."""
    said: dict[int, dict[str, str]] = defaultdict(dict)
    for oddity in oddities:
        sentence = fault_sentence(format, oddity, language=language)
        so_far = said[oddity.row].get(oddity.column)
        said[oddity.row][oddity.column] = f"{so_far} {sentence}" if so_far else sentence
    return said


def heading_of(format: Format, fault: Fault, *, language: str) -> str:
    """How a file in that language calls the column; empty for a whole row."""
    return next((c.heading(language) for c in format.columns if c.name == fault.column), "")


def value_words(format: Format, fault: Fault, *, language: str) -> Iterable[Value]:
    """The cell at fault as it stands there, or by what its row is known again."""
    if fault.code != "same_row_twice":
        return [fault.value]
    return label_words(format, fault.value.split(BETWEEN), language=language)


def label_words(format: Format, label: Iterable[Value], *, language: str) -> Iterator[Value]:
    """By what a row is known again, in words of that language; it holds no empty cells."""
    choices = [column for column in map(format.column, format.key) if column.words]
    for part in label:
        column = next((column for column in choices if part in column.words), None)
        yield written(column, part, language) if column else part


def written(column: Column, value: Value, language: str) -> Value:
    """A stored value as a file in that language writes it."""
    return column.written(value, language=language)
