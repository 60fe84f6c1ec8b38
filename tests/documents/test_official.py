"""An administrative document stands as Nghị định 30/2020 has it, the same in PDF and DOCX."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from survey.documents.official import Heading, Official, Paragraph, Signature, Table, pdf
from survey.documents.official_docx import docx_file
from tests.documents import reading

REPORT = Official(
    language="vi",
    superior="Ủy ban nhân dân tỉnh Mẫu",
    issuer="Ủy ban nhân dân xã Hòa Bình",
    number="12/BC-UBND",
    place="Hòa Bình",
    issued_on=date(2026, 2, 5),
    kind="Báo cáo",
    about="Kết quả đo lường sự hài lòng quý I năm 2026",
    blocks=[
        Heading("1. Kết quả"),
        Paragraph("Số liệu lấy từ các đánh giá đã niêm phong."),
        Table(["Thủ tục", "Hài lòng"], [["Đăng ký khai sinh", "93,4 %"]], numbers=frozenset({1})),
    ],
    recipients=["Sở Khoa học và Công nghệ;", "Lưu: VT."],
    signatures=[Signature("Chủ tịch", "Nguyễn Văn A")],
    written_on=date(2026, 2, 5),
)
IN_ORDER = [
    "ỦY BAN NHÂN DÂN TỈNH MẪU",
    "ỦY BAN NHÂN DÂN XÃ HÒA BÌNH",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 12/BC-UBND",
    "Hòa Bình, ngày 05 tháng 02 năm 2026",
    "BÁO CÁO",
    "Kết quả đo lường sự hài lòng quý I năm 2026",
    "1. Kết quả",
    "Số liệu lấy từ các đánh giá đã niêm phong.",
    "Thủ tục",
    "Đăng ký khai sinh",
    "93,4 %",
    "Nơi nhận:",
    "- Lưu: VT.",
    "CHỦ TỊCH",
    "Nguyễn Văn A",
]


def in_pdf(document: Official) -> str:
    return " ".join(" ".join(page.text for page in reading.pages(pdf(document))).split())


def in_docx(document: Official) -> str:
    made = docx.Document(BytesIO(docx_file(document)))
    texts = (node.text for node in made.element.body.iter(qn("w:t")))
    return " ".join(filter(None, texts))


@pytest.mark.parametrize("written", [in_pdf, in_docx])
def test_its_parts_stand_in_their_order(written):
    text = written(REPORT)

    places = [text.index(part) for part in IN_ORDER]
    assert places == sorted(places)


@pytest.mark.parametrize("written", [in_pdf, in_docx])
def test_in_english_it_is_dated_and_headed_in_english(written):
    text = written(replace(REPORT, language="en"))

    assert "THE SOCIALIST REPUBLIC OF VIET NAM" in text
    assert "Hòa Bình, 5 February 2026" in text
    assert "Recipients:" in text
    assert "CỘNG HÒA" not in text


@pytest.mark.parametrize("written", [in_pdf, in_docx])
@pytest.mark.parametrize(
    ("day", "dateline"),
    [
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2025, 12, 31), "ngày 31 tháng 12 năm 2025"),
        (None, "ngày … tháng … năm ……"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_nought(written, day, dateline):
    assert dateline in written(replace(REPORT, issued_on=day))


@pytest.mark.parametrize("written", [in_pdf, in_docx])
def test_what_is_not_known_yet_leaves_its_place_for_the_pen(written):
    assert "Số: ……" in written(replace(REPORT, number=""))


@pytest.mark.parametrize("written", [in_pdf, in_docx])
def test_simulated_data_are_marked(written):
    assert "Dữ liệu mô phỏng" in written(replace(REPORT, simulated=True))
    assert "Dữ liệu mô phỏng" not in written(REPORT)


@pytest.mark.parametrize("written", [in_pdf, in_docx])
def test_texts_are_printed_and_never_run(written):
    text = '#panic() {{ 7*7 }} <w:t>&amp;</w:t> "quoted"'

    assert text in written(replace(REPORT, blocks=[Paragraph(text)]))


def test_pages_are_numbered_from_the_second():
    long = replace(REPORT, blocks=[Paragraph("Một đoạn văn.")] * 60)

    first, second, *_ = reading.pages(pdf(long))

    assert first.text.split()[0] != "1"
    assert second.text.split()[0] == "2"


def test_the_file_for_word_has_the_margins_and_the_type_of_the_decree():
    made = docx.Document(BytesIO(docx_file(REPORT)))

    page = made.sections[0]
    margins = (page.left_margin, page.right_margin, page.top_margin, page.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [30, 15, 20, 20]
    assert made.styles["Normal"].font.name == "Times New Roman"
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xml


def test_a_table_that_goes_on_repeats_its_head():
    many = Table(["Thủ tục", "Hài lòng"], [["Đăng ký khai sinh", "93,4 %"]] * 60)

    pages = reading.pages(pdf(replace(REPORT, blocks=[many])))
    made = docx.Document(BytesIO(docx_file(replace(REPORT, blocks=[many]))))

    assert all("Hài lòng" in page.text for page in pages[:2])
    assert made.tables[1].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_who_signs_has_the_last_short_table_on_the_same_sheet():
    table = REPORT.blocks[-1]

    for lines in range(10, 34, 2):
        filled = replace(REPORT, blocks=[*[Paragraph(f"Dòng {n}.") for n in range(lines)], table])
        *_before, last = reading.pages(pdf(filled))
        assert "93,4 %" in last.text, lines
        assert "Nguyễn Văn A" in last.text, lines


@pytest.mark.parametrize("last", [Paragraph("Hết."), REPORT.blocks[-1]])
def test_in_word_the_end_of_the_text_goes_with_the_signatures(last):
    made = docx.Document(BytesIO(docx_file(replace(REPORT, blocks=[Paragraph("Đầu."), last]))))

    first = next(line for line in made.paragraphs if line.text == "Đầu.")
    held = [made.paragraphs[-1]]
    if isinstance(last, Table):
        held += [line for row in made.tables[-2].rows for c in row.cells for line in c.paragraphs]
    assert all(line.paragraph_format.keep_with_next for line in held)
    assert not first.paragraph_format.keep_with_next


def test_columns_share_the_room_by_what_is_written_in_them():
    question = "Mọi thủ tục hành chính đã công bố có được đưa vào hệ thống?"
    table = Table(["Câu hỏi", "Điều", "Cơ quan"], [[question, "4.4", "–"]], narrow=frozenset({1}))

    made = docx.Document(BytesIO(docx_file(replace(REPORT, blocks=[table]))))
    sentences, _words, dashes = [cell.width for cell in made.tables[1].rows[0].cells]

    assert table.shares == [42, 0, 14]
    assert sentences > 2.9 * dashes


@pytest.mark.parametrize(
    ("told", "longest"), [("Dấu hiệu không phù hợp", 10.6), ("Minor nonconformity", 25.2)]
)
@pytest.mark.parametrize("columns", [3, 5])
def test_in_word_each_column_has_room_for_its_longest_word(told: str, longest: float, columns: int):
    """In millimetres, with the 1.9 that are left free on each side of it."""
    widths = columns_in_word(told, columns=columns)

    assert min(widths[1:]) > longest + 3.8
    assert round(sum(widths)) == 165


def test_in_word_a_table_of_many_columns_keeps_to_the_page():
    assert round(sum(columns_in_word("Minor nonconformity", columns=12))) <= 165
    assert round(sum(columns_in_word("5f2d" * 16, columns=5))) <= 165


def columns_in_word(told: str, *, columns: int) -> list[float]:
    """Widths where narrow columns stand beside a text that would take all of the room."""
    row = ["Không có biên bản họp xem xét của lãnh đạo năm 2026.", *[told] * (columns - 1)]
    names = [str(number) for number in range(columns)]
    table = Table(names, [row], narrow=frozenset(range(1, columns)))
    made = docx.Document(BytesIO(docx_file(replace(REPORT, blocks=[table]))))
    return [cell.width.mm for cell in made.tables[1].rows[0].cells]
