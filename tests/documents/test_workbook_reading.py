"""XLSX from people, and archives made to bring a server down."""

import struct
import time
import zlib
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import psutil
import pytest

from survey.documents.spreadsheets import Sheet, xlsx_bytes
from survey.documents.table_lines import Unreadable
from survey.documents.table_reading import table_lines
from tests.documents.workbooks import a_row, a_workbook

WRITTEN_AT = datetime(2026, 11, 20, tzinfo=UTC)
CORNERS = (
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def rows(content: bytes, *, sheet: str = "") -> list[list[object]]:
    return [line.cells for line in table_lines(content, sheet=sheet)]


def reason(content: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        rows(content)
    return refusal.value.code


def test_a_workbook_is_read_with_its_types_and_row_numbers():
    table = [["Ngày", "n", "x"], [], [date(2026, 11, 2), 3, "01"]]

    lines = list(table_lines(xlsx_bytes([Sheet("a", table)], created=WRITTEN_AT)))

    assert [line.number for line in lines] == [1, 3]
    assert lines[1].cells == ["2026-11-02", 3, "01"]


def test_columns_keep_their_place_when_the_first_ones_are_empty():
    table = [[None, "a"], [None, "b"]]

    assert rows(xlsx_bytes([Sheet("a", table)], created=WRITTEN_AT)) == [[None, "a"], [None, "b"]]


def test_the_named_sheet_is_read_else_the_first():
    file = xlsx_bytes([Sheet("first", [["1"]]), Sheet("second", [["2"]])], created=WRITTEN_AT)

    assert rows(file, sheet="second") == [["2"]]
    assert rows(file, sheet="third") == [["1"]]


def test_an_error_that_a_formula_shows_is_read_as_it_is_shown():
    failed = (
        '<row><c t="inlineStr"><is><t>x</t></is></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    alone = '<row r="4"><c r="C4" t="e"><f>A9</f><v>#N/A</v></c></row>'

    assert rows(a_workbook(rows=failed + alone)) == [["x", "#DIV/0!", ""], ["", "", "#N/A"]]


def test_what_a_formula_gave_is_read_also_where_it_is_an_empty_text():
    computed = '<row><c t="str"><f>"a"</f><v>a</v></c><c t="str"><f>""</f><v></v></c></row>'

    assert rows(a_workbook(rows=computed)) == [["a", ""]]


@pytest.mark.parametrize("result", ["", "<v/>", "<v></v>"])
def test_a_formula_that_no_program_has_computed_is_refused(result):
    file = a_workbook(rows=f"<row><c><v>1</v></c><c><f>A1+1</f>{result}</c></row>")

    assert reason(file) == "not_computed"


def test_a_formula_of_another_sheet_is_no_concern():
    lone = b"<worksheet><sheetData><row><c><f>A1</f></c></row></sheetData></worksheet>"

    file = a_workbook(rows=a_row("x"), more={"xl/worksheets/sheet2.xml": lone})

    assert rows(file) == [["x"]]


def test_an_empty_sheet_has_no_rows():
    assert rows(a_workbook()) == []


def test_a_cell_in_the_last_corner_ends_the_reader_and_not_the_server():
    assert reason(a_workbook(rows=CORNERS)) == "workbook_bomb"


def test_a_row_of_a_million_cells_is_refused():
    assert reason(a_workbook(rows=a_row(*"x" * 1_000_000))) in ("too_many_columns", "workbook_bomb")


def test_an_archive_that_unpacks_to_gigabytes_is_refused_at_once_and_cheaply():
    bomb = a_workbook(more={"xl/media/image1.png": bytes(300 * 1024 * 1024)})
    before, began = psutil.Process().memory_info().rss, time.process_time()

    assert reason(bomb) == "workbook_bomb"
    assert time.process_time() - began < 0.5
    assert psutil.Process().memory_info().rss - before < 20 * 1024 * 1024


def test_a_part_packed_more_than_two_hundredfold_is_refused():
    assert reason(a_workbook(more={"xl/sharedStrings.xml": b"<a/>" * 2_000_000})) == "workbook_bomb"


def test_an_archive_of_a_hundred_thousand_parts_is_refused_at_once():
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for number in range(100_000):
            archive.writestr(str(number), b"")
    began = time.process_time()

    assert reason(file.getvalue()) == "workbook_bomb"
    assert time.process_time() - began < 0.5


def test_a_part_that_lies_about_its_size_is_refused():
    honest = a_workbook(more={"xl/big.xml": bytes(40_000_000)})
    lying = honest.replace(struct.pack("<L", 40_000_000), struct.pack("<L", 1_000))

    assert lying != honest
    assert reason(lying) == "damaged_workbook"


def test_a_part_with_a_wrong_checksum_is_refused():
    text = b"a text that is long enough"
    packed = a_workbook(more={"xl/a.xml": text})

    broken = packed.replace(struct.pack("<L", zlib.crc32(text)), struct.pack("<L", 1))

    assert reason(broken) == "damaged_workbook"


@pytest.mark.parametrize("before", [EXTERNAL, LAUGHS])
def test_entities_are_never_resolved(before):
    entity = "&b;" if before == LAUGHS else "&a;"

    assert reason(a_workbook(before=before, rows=a_row(entity))) == "damaged_workbook"


@pytest.mark.parametrize("sign", ["&#xD800;", "&#0;x", "&#xFFFFFFF;"])
def test_letters_that_do_not_exist_are_refused_or_read_as_none(sign):
    try:
        [[cell]] = rows(a_workbook(rows=a_row("a" + sign)))
    except Unreadable:
        return
    assert str(cell).encode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n", "empty_file"),
        (b"PK\x03\x04 and nothing more", "damaged_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_workbook"),
        (b"%PDF-1.7", "other_kind"),
        (b"PK\x05\x06" + bytes(18), "not_a_workbook"),
    ],
)
def test_other_files_are_refused_with_their_reason(content, code):
    assert reason(content) == code


def test_a_workbook_without_an_end_is_refused():
    file = a_workbook(rows=a_row("x"))

    assert reason(file[: len(file) // 2]) == "damaged_workbook"


def test_a_workbook_in_a_workbook_is_not_opened():
    inner = a_workbook(rows=CORNERS)

    assert rows(a_workbook(rows=a_row("x"), more={"inner.xlsx": inner})) == [["x"]]


def test_a_reader_that_is_left_early_leaves_no_process_behind():
    table = [[number] for number in range(50_000)]
    lines = table_lines(xlsx_bytes([Sheet("a", table)], created=WRITTEN_AT))
    before = psutil.Process().children()

    next(iter(lines))
    lines.close()

    assert psutil.Process().children() == before


def test_an_archive_of_something_else_is_refused():
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert reason(file.getvalue()) == "not_a_workbook"
