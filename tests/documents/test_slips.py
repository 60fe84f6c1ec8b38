"""A slip can be cut, scanned, read and typed."""

from datetime import date

import pypdfium2 as pdfium
import pytest

from survey.documents.slips import SLIPS_PER_PAGE, slip_sheet
from survey.models import slip_code
from tests.documents import reading

LONG_NAME = (
    "Thủ tục chấp thuận chủ trương đầu tư đối với dự án có yêu cầu Nhà nước giao đất, cho thuê đất "
    "không thông qua đấu giá quyền sử dụng đất và cho phép chuyển mục đích sử dụng đất"
)
STRIP, WIDTH, HEIGHT = 33, 105, 66  # millimetres
ADDRESS = "https://danhgia.tinhmau.gov.vn"


def codes(count):
    return [slip_code.written(number * 2**119 // 3) for number in range(1, count + 1)]


def a_sheet(count=SLIPS_PER_PAGE, **changed):
    values = {
        "point_name": "Quầy 3",
        "agency_name": "Ủy ban nhân dân xã Mẫu Sơn",
        "scope_label": "Đăng ký khai sinh",
        "pool": 12,
        "valid_from": date(2026, 6, 1),
        "valid_to": date(2026, 6, 30),
        "base_url": ADDRESS,
        "printed_on": date(2026, 5, 25),
        "simulated": False,
    }
    return slip_sheet(codes(count), **(values | changed))


def cells():
    """The rectangles that the guillotine leaves, in the order of the codes."""
    return [
        (column * WIDTH, STRIP + row * HEIGHT, (column + 1) * WIDTH, STRIP + (row + 1) * HEIGHT)
        for row in range(4)
        for column in range(2)
    ]


def squeezed(text):
    return "".join(text.split())


def test_each_slip_scans_as_the_code_that_is_written_on_it():
    sheet = reading.pages(a_sheet(count=20))

    met = []
    for page in sheet:
        for cell in cells():
            inside = [
                scan for scan in page.scans if cell[0] < scan.left < cell[2] and cell[1] < scan.top
            ]
            inside = [scan for scan in inside if scan.bottom < cell[3]]
            for scan in inside:
                code = scan.content.removeprefix(f"{ADDRESS}/r/")
                assert code in page.text_within(*cell)
                met.append(code)
    assert met == codes(20)


def test_a_long_public_address_still_scans():
    address = "https://danh-gia-muc-do-hai-long.dichvucong.thanhphohochiminh.gov.vn"

    (page,) = reading.pages(a_sheet(base_url=address))

    assert {scan.content for scan in page.scans} == {f"{address}/r/{code}" for code in codes(8)}
    assert page.overlaps() == []


def test_the_squares_of_a_code_span_at_least_22_millimetres():
    (page,) = reading.pages(a_sheet())

    assert min(scan.right - scan.left for scan in page.scans) >= 22


@pytest.mark.parametrize("name", ["Quầy 3", LONG_NAME, "Ạ" * 400, "Ấ Ự " * 90])
def test_nothing_leaves_its_slip_or_covers_anything(name):
    sheet = a_sheet(point_name=name, agency_name=name, scope_label=name, simulated=True)

    (page,) = reading.pages(sheet)

    areas = [(0, 0, 2 * WIDTH, STRIP), *cells()]
    kept = sum(
        len(page.text_within(left + 3.5, top + 3, right - 3.5, bottom - 3))
        for left, top, right, bottom in areas
    )
    assert kept == len(squeezed(page.text))
    assert page.overlaps() == []
    assert len(page.scans) == SLIPS_PER_PAGE


def test_no_text_enters_the_quiet_zone_of_a_code():
    (page,) = reading.pages(a_sheet(scope_label=LONG_NAME, agency_name=LONG_NAME))

    for scan in page.scans:
        quiet = 4 * (scan.right - scan.left) / 33
        assert not [
            letter
            for letter in page.letters
            if letter.right > scan.left - quiet
            and letter.left < scan.right + quiet
            and letter.bottom > scan.top - quiet
            and letter.top < scan.bottom + quiet
        ]


def test_a_citizen_can_read_every_word():
    (page,) = reading.pages(a_sheet())

    assert min(letter.points for letter in page.letters) >= 8


def test_a_slip_says_what_a_citizen_must_know_in_both_languages():
    (page,) = reading.pages(a_sheet())

    slip = page.text_within(*cells()[0])
    for sentence in [
        "Mời Ông/Bà đánh giá việc phục vụ",
        "Tell us how you were served",
        "Đăng ký khai sinh",
        "Ủy ban nhân dân xã Mẫu Sơn",
        "Quầy 3",
        "Phiếu này là của Ông/Bà. Ẩn danh.",
        "Có thể trả lời lại đến hết ngày hôm sau; câu trả lời cuối cùng được tính.",
        "Yours and anonymous. Answers can change until the end of the next day",
        "30/06/2026",
        "30 Jun 2026",
        "danhgia.tinhmau.gov.vn/r",
        slip_code.grouped(codes(1)[0]),
    ]:
        assert squeezed(sentence) in slip


def test_the_strip_tells_the_clerk_what_the_sheet_is_and_how_to_hand_it_out():
    first, last = reading.pages(a_sheet(count=9))

    strip = first.text_within(0, 0, 2 * WIDTH, STRIP)
    for sentence in [
        "Phiếu đánh giá · Quầy 3",
        "Tập phiếu 12 · số phiếu: 9 · trang 1/2",
        "Pool 12 · slips: 9 · page 1 of 2",
        "Phát từ ngày 01/06/2026 đến ngày 30/06/2026. In ngày 25/05/2026.",
        "Không chọn người nhận",
    ]:
        assert squeezed(sentence) in strip
    assert "trang 2/2" in last.text


def test_five_hundred_slips_take_sixty_three_pages():
    with pdfium.PdfDocument(a_sheet(count=500)) as pdf:
        assert len(pdf) == 63


def test_a_sheet_without_codes_is_refused():
    with pytest.raises(ValueError, match="codes"):
        a_sheet(count=0)


def test_simulated_data_is_marked_on_the_strip_and_on_every_slip():
    marked = reading.pages(a_sheet(count=9, simulated=True))
    real = reading.pages(a_sheet())

    assert [page.text.count("Dữ liệu mô phỏng") for page in marked] == [9, 2]
    assert [page.text.count("Simulated data") for page in marked] == [9, 2]
    assert "mô phỏng" not in real[0].text


@pytest.mark.parametrize(
    "text",
    [
        "#panic()",
        '#read("/etc/passwd")',
        "*a* _b_ `c`",
        "$x^2$",
        "\"quoted\" 'so'",
        "{address} {code} %s",
        "<b>&amp;</b>",
        "\\u{41} @name = // --",
    ],
)
def test_markup_in_a_name_is_printed_as_it_is(text):
    (page,) = reading.pages(a_sheet(scope_label=text, agency_name=text, point_name=text))

    assert squeezed(text) in page.text_within(*cells()[0])
    assert squeezed(text) in page.text_within(0, 0, 2 * WIDTH, STRIP)


def test_a_name_cannot_turn_its_neighbours_around():
    tricky = "\u202eXã Mẫu\u2067\x00\x1b\n"

    (page,) = reading.pages(a_sheet(agency_name=tricky, scope_label="עברית"))

    assert squeezed("Xã Mẫu · Quầy 3") in page.text_within(*cells()[0])
    assert set("עברית") <= set(page.text)


def test_letters_that_no_font_has_do_not_stop_the_press():
    (page,) = reading.pages(a_sheet(scope_label="登记 ខ្មែរ 😀 \ud800 Khai sinh"))

    assert "Khai sinh" in page.text
    assert len(page.scans) == SLIPS_PER_PAGE


def test_the_same_values_give_the_same_bytes():
    assert a_sheet() == a_sheet()


def test_the_document_has_a_title_and_tags_for_screen_readers():
    with pdfium.PdfDocument(a_sheet()) as pdf:
        assert pdf.get_metadata_value("Title") == "Phiếu đánh giá · Quầy 3"
        assert pdf.get_metadata_value("CreationDate").startswith("D:20260525")
        assert pdf.is_tagged()
