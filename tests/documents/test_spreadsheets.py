"""Spreadsheet files: accents, formulas that stay text, and what is read back."""

import csv
import re
import sys
from collections import Counter
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from textwrap import wrap
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from survey.documents.spreadsheets import Sheet, csv_bytes, csv_parts, neutral, original, xlsx_bytes

WRITTEN_AT = datetime(2026, 11, 20, tzinfo=UTC)
DANGEROUS = (
    "=1+1",
    "+84 24",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1＋1",
    "=HYPERLINK(\"http://example.org\",\"x\")",
    "=cmd|' /C calc'!A0",
)  # fmt: skip
texts = st.text(st.sampled_from("aàđ';=+-@＝ \t\r\n\",;"), max_size=12) | st.text(max_size=20)


def cells(file: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(file.decode("utf-8-sig"), newline="")))


def written(file: bytes, *, part: str = "xl/worksheets/sheet1.xml") -> str:
    return ZipFile(BytesIO(file)).read(part).decode()


def height_of(file: bytes, *, row: int) -> int:
    """In points; a row that says nothing has the height of one line."""
    said = re.search(rf'<row r="{row}"[^>]* ht="(\d+)"', written(file))
    return int(said[1]) if said else 15


def steps(rows: list[list[str]]) -> int:
    """Functions called to write a sheet with one broad column."""
    called = Counter[str]()
    sys.setprofile(lambda _frame, event, _function: called.update([event]))
    try:
        xlsx_bytes([Sheet("Trang", rows, (80,))], created=WRITTEN_AT)
    finally:
        sys.setprofile(None)
    return called["call"] + called["c_call"]


def workbook_cells(file: bytes, *, sheet: int = 0) -> list[list[object]]:
    return load_workbook(BytesIO(file)).get_sheet_by_index(sheet).to_python()


def test_a_csv_file_begins_with_the_mark_that_excel_needs():
    assert csv_bytes([["Tên"], ["Đăng ký khai sinh"]]).startswith(b"\xef\xbb\xbf")


def test_numbers_days_and_empty_cells_keep_their_meaning_in_csv():
    file = csv_bytes(
        [["n", "share", "day", "none", "yes"], [-3, 0.5, date(2026, 11, 2), None, True]]
    )

    assert cells(file)[1] == ["-3", "0.5", "2026-11-02", "", "true"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_looks_like_a_formula_is_marked_in_csv(text):
    [[cell]] = cells(csv_bytes([[text]]))

    assert cell == "'" + text.replace("\t=", "\t'=").replace("\r=", "\r'=")


def test_a_formula_behind_another_separator_is_marked_as_well():
    assert neutral("Quầy 1;=1+1") == "Quầy 1;'=1+1"


@given(texts)
def test_marking_can_be_undone_letter_by_letter(text):
    assert original(neutral(text)) == text


@given(texts)
def test_no_cell_begins_as_a_formula_whatever_the_separator(text):
    begins = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

    pieces = neutral(text).replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";")

    assert not any(piece.startswith(begins) for piece in pieces)


def test_a_long_table_leaves_in_several_parts():
    rows = [[number] for number in range(2500)]

    parts = list(csv_parts(rows))

    assert len(parts) == 3
    assert b"".join(parts) == csv_bytes(rows)


@pytest.mark.parametrize("text", [*DANGEROUS, "http://example.org", "007", "<b>&", "_x0041_"])
def test_a_workbook_holds_every_text_as_text(text):
    file = xlsx_bytes([Sheet("Trang", [["x"], [text]])], created=WRITTEN_AT)

    assert workbook_cells(file)[1] == [text]


def test_a_workbook_keeps_numbers_days_and_truth():
    day, early = date(2026, 11, 2), date(1899, 1, 2)
    rows = [["a", "b", "c", "d", "e"], [3, 0.25, day, early, True]]

    file = xlsx_bytes([Sheet("Trang", rows)], created=WRITTEN_AT)

    assert workbook_cells(file)[1] == [3, 0.25, day, early.isoformat(), True]


@pytest.mark.parametrize(
    ("heading", "widths", "height"),
    [
        (["Năm"], (), 15),
        (["Đo lường đúng kế hoạch năm 2026", "Mã"], (14, 20), 60),
        (["Tỷ lệ phản hồi"], (), 30),
        (["", None], (1,), 15),
        (["x " * 900], (10,), 405),
    ],
)
def test_a_heading_has_room_for_all_its_lines(heading, widths, height):
    file = xlsx_bytes([Sheet("Trang", [heading, [1]], widths)], created=WRITTEN_AT)

    assert height_of(file, row=1) == height


@pytest.mark.parametrize(
    ("cells", "height"),
    [
        (["Hài lòng", 3, None, date(2026, 11, 2)], 15),
        ([3, "Không hài lòng cũng không bất mãn"], 60),
        (["Dòng một\n\nDòng ba", "x"], 45),
        (["x " * 900], 405),
    ],
)
def test_a_row_has_room_for_every_line_of_its_texts(cells, height):
    file = xlsx_bytes([Sheet("Trang", [["a", "b", "c", "d"], cells])], created=WRITTEN_AT)

    assert height_of(file, row=2) == height
    assert written(file, part="xl/styles.xml").count('wrapText="1"') == 2


@settings(max_examples=25)
@given(st.lists(st.text("aâẩđ", min_size=1, max_size=12), min_size=1, max_size=20))
def test_a_row_is_as_high_as_its_words_need_lines(words):
    text = " ".join(words)

    file = xlsx_bytes([Sheet("Trang", [["a"], [text]])], created=WRITTEN_AT)

    assert height_of(file, row=2) == 15 * len(wrap(text, 12))


def test_the_height_of_a_row_costs_no_step_for_each_word():
    none, all_rows = ([["Tên"], *[["hồ sơ " * 100]] * rows] for rows in (0, 10))

    assert steps(all_rows) - steps(none) < 10 * 200


def test_a_day_has_room_in_any_column():
    file = xlsx_bytes(
        [Sheet("Trang", [["x", "Ngày"], ["a", WRITTEN_AT.date()]], (20,))], created=WRITTEN_AT
    )

    widths = re.findall(r'<col min="\d" max="\d" width="([\d.]+)"', written(file))
    assert [float(width) > 10 for width in widths] == [True, True]


def test_a_sheet_is_printed_across_one_page_with_its_heading_on_each():
    file = xlsx_bytes([Sheet("Trang", [["x"], [1]])], created=WRITTEN_AT)

    sheet = written(file)

    assert "<pageSetUpPr fitToPage=" in sheet
    assert re.search(r'<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"', sheet)
    assert "Print_Titles" in written(file, part="xl/workbook.xml")


def test_a_wide_sheet_is_printed_across_several_pages_with_the_names_of_its_rows_on_each():
    narrow, wide = (
        xlsx_bytes([Sheet("Trang", [["Tên", *"abcdefgh"]], (40,) * count)], created=WRITTEN_AT)
        for count in (3, 9)
    )

    assert "fitToWidth" not in written(narrow)
    assert 'ySplit="1"' in written(narrow)
    assert 'fitToWidth="2"' in written(wide)
    assert 'xSplit="1" ySplit="1"' in written(wide)
    assert "Trang!$A:$A,Trang!$1:$1" in written(wide, part="xl/workbook.xml")


def test_a_workbook_takes_names_that_excel_would_refuse():
    name = "Tỷ lệ hài lòng theo [quầy] và tháng: 2026/2027"

    file = xlsx_bytes([Sheet(name, [["x"]]), Sheet("Hai", [["y"]])], created=WRITTEN_AT)

    assert load_workbook(BytesIO(file)).sheet_names[1] == "Hai"


def test_a_cell_that_excel_would_cut_is_refused():
    with pytest.raises(ValueError, match="32767"):
        xlsx_bytes([Sheet("Trang", [["x" * 40_000]])], created=WRITTEN_AT)


def test_the_same_table_gives_the_same_workbook():
    rows = [["x"], ["y"]]

    first, second = (xlsx_bytes([Sheet("a", rows)], created=WRITTEN_AT) for _ in range(2))

    assert first == second
